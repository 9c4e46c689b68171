"""What two who write at one moment are told, whichever database it is: never a fault of ours."""

import pytest
from sqlalchemy.exc import IntegrityError

from onmodel.budgets.rules import Limits
from onmodel.budgets.service import change
from onmodel.budgets.tables import Budget
from onmodel.db import Database
from onmodel.engine import ChangedMeanwhile
from onmodel.kit.ids import new_id
from onmodel.projects import service as projects


def test_who_makes_what_there_is_by_now_is_told_to_look_again(either_database: Database) -> None:
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id
        change(session, project_id, Limits(max_running=2))
    with pytest.raises(ChangedMeanwhile, match="Read it again") as told, either_database.transaction() as session:
        session.add(Budget(project_id=project_id))
    assert told.value.status == 409


def test_a_row_that_may_not_be_stays_a_fault_of_ours(either_database: Database) -> None:
    def of_no_project() -> None:
        with either_database.transaction() as session:
            session.add(Budget(project_id=new_id()))

    with pytest.raises(IntegrityError):
        of_no_project()
