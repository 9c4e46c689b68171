"""Every route says what it asks of its caller, and the table is shown in the docs."""

import re
from pathlib import Path

from fastapi.routing import APIRoute

from onmodel.api import ROUTERS
from onmodel.permissions import PERMISSIONS

PAGE = Path(__file__).parents[1] / "docs" / "permissions.md"


def _routes() -> dict[str, APIRoute]:
    return {route.name: route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)}


def test_every_route_has_a_permission_and_no_permission_is_left_over() -> None:
    assert set(PERMISSIONS) == set(_routes())


def test_no_two_routes_have_one_name() -> None:
    names = [route.name for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    assert len(names) == len(set(names))


def test_the_docs_show_the_table_as_it_is() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| (\w+) \|$", PAGE.read_text(), re.M))
    assert rows == {name: action.value for name, action in PERMISSIONS.items()}
