"""Whatever the schema allows or forbids is answered as the schema says, on SQLite and on PostgreSQL.

PostgreSQL refuses what SQLite takes (a NUL in a text, a number that is too large, text for a uuid), and most requests
end early where they name a thing that is not there; so two of three are about things of a finished board.
"""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as limits
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import select

from onmodel.db import Database
from onmodel.guard import THINGS
from onmodel.projects.tables import Project
from tests.factories.shoot import Shoot

EXAMPLES = 6  # requests to a route; there are 200 routes
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def database(either_database: Database) -> Database:
    """What the board is made on: once of each kind."""
    return either_database


def things(database: Database) -> dict[str, str]:
    """Path parameter → the id of such a thing, where there is one."""
    with database.reading() as session:
        named = THINGS | {"other_id": THINGS["storyboard_id"], "project_id": Project}
        found = {name: session.scalar(select(table.id).limit(1)) for name, table in named.items()}
    return {name: thing for name, thing in found.items() if thing}


def furnish(shoot: Shoot) -> None:
    """What a finished board has not by itself."""
    shoot.send("POST", "/api/styles", {"name": "Noir"}, 201)
    shoot.send("POST", "/api/environments", {"name": "Steppe"}, 201)
    shoot.send("POST", "/api/canvases", {"name": "Wall"}, 201)
    target = {"kind": "character", "id": shoot.emma.id}
    shoot.send("POST", "/api/notes", {"target": target, "body": "More red."}, 201)


limited = limits(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def operations(shoot: Shoot) -> Iterator[Any]:
    schema = schemathesis.openapi.from_asgi("/openapi.json", shoot.client.app)
    return (found.ok() for found in schema.get_all_operations())


@pytest.mark.slow
def test_any_request_is_answered_as_the_schema_says(
    shoot: Shoot, database: Database, record_property: Callable[[str, object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onmodel.generations.endpoints.RETAKE_WAIT_SECONDS", 0.05)  # no worker takes what is ordered
    furnish(shoot)
    broken: dict[str, str] = {}
    statuses: set[int] = set()
    tried = itertools.count(1)

    def ask(case: Any, real: dict[str, str]) -> None:
        if next(tried) % 3:
            case.path_parameters = {k: real.get(k, v) for k, v in (case.path_parameters or {}).items()}
        answer = case.call()
        statuses.add(answer.status_code)
        try:
            case.validate_response(answer, checks=CHECKS)
        except (Failure, FailureGroup) as failure:
            told = f"{str(failure)[:600]} {case.body!r:.200}"
            broken.setdefault(f"{case.method} {case.path} {answer.status_code}", told)

    for operation in operations(shoot):
        real = things(database)

        @limited
        @given(case=operation.as_strategy())
        def ask_this(case: Any) -> None:
            ask(case, real)  # noqa: B023  # it is called at once

        ask_this()
    record_property("told", f"{next(tried) - 1} requests, answered with {sorted(statuses)}")
    assert not broken, "\n\n".join(f"{where}: {what}" for where, what in sorted(broken.items()))
    assert {200, 201, 202, 204, 404, 409, 422} <= statuses, "what was sent is too tame to find anything"
