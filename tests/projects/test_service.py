import pytest

from onmodel.db import Database
from onmodel.projects import service
from onmodel.projects.tables import Project
from tests.factories.crowd import at_once


def test_the_default_project_is_one_even_when_many_ask_first(either_database: Database) -> None:
    def ask() -> str:
        with either_database.transaction() as session:
            return service.default_project(session).id

    found = at_once(*[ask] * 4)
    assert len(set(found)) == 1
    with either_database.reading() as session:
        assert session.query(Project).count() == 1


def test_a_name_that_is_taken_is_refused_and_nothing_else_is_lost(database: Database) -> None:
    with database.transaction() as session:
        service.create(session, "Aldar Köse")
        with pytest.raises(service.ProjectExists):
            service.create(session, "ALDAR KOSE")
        service.create(session, "Another")
    with database.reading() as session:
        assert session.query(Project).count() == 2
