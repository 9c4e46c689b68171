"""One table says who may do what: every route is in it, the docs show it, and every route is walked with everybody's
credentials and a real thing of the project in its path."""

import re
from collections import Counter
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from onmodel.api import ROUTERS
from onmodel.guard import THINGS
from onmodel.kit.ids import new_id
from onmodel.permissions import PERMISSIONS
from onmodel.projects.rules import Action, Role, may
from tests.factories.boards import board_with_picture
from tests.factories.resources import RESOURCES, own
from tests.factories.studio import Studio

PAGE = Path(__file__).parents[1] / "docs" / "permissions.md"
ROUTES = {route.name: route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)}
NAMED = re.compile(r"{(\w+)(?::\w+)?}")
OWN = ("session_id", "token_id")  # belong to a person, not to a project
ENDS = {"logout", "leave_link"}  # whoever calls these is nobody afterwards
# the role would do, but the note is somebody else's; there is no OIDC here; an address that we did not sign
FINER = {"NotYours", "NoProvider", "BadSignature"}
ROLES: dict[str, Role] = {
    "boss": Role.OWNER, "owner": Role.OWNER, "editor": Role.EDITOR, "reviewer": Role.REVIEWER, "viewer": Role.VIEWER,
}  # fmt: skip


def test_every_route_has_a_permission_and_no_permission_is_left_over() -> None:
    assert set(PERMISSIONS) == set(ROUTES)


def test_no_two_routes_have_one_name() -> None:
    names = Counter(r.name for router in ROUTERS for r in router.routes if isinstance(r, APIRoute))
    assert not [name for name, count in names.items() if count > 1]


def test_no_route_stands_before_another() -> None:
    """A path with a name in it, `/{deliverable}`, would answer for `/notes` if it came first."""
    ordered = [r for router in ROUTERS for r in router.routes if isinstance(r, APIRoute)]
    for route in ordered:
        path = NAMED.sub("01a1fd7e-fd5f-7000-9dd5-dcd3c496ba9c", route.path)
        first = next(r for r in ordered if r.path_regex.match(path) and r.methods & route.methods)
        assert first.name == route.name, f"{first.path} answers for {route.path}"


def test_the_docs_show_the_table_as_it_is() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| (\w+) \|$", PAGE.read_text(), re.M))
    assert rows == {name: action.value for name, action in PERMISSIONS.items()}


def test_every_path_parameter_has_a_real_thing_to_walk_with() -> None:
    named = {name for route in ROUTES.values() for name in NAMED.findall(route.path)}
    missing = named - set(RESOURCES) - set(OWN)
    assert not missing, f"give {sorted(missing)} a line in tests/factories/resources.py"


def test_what_a_path_names_is_nested_or_has_its_project_known() -> None:
    """Otherwise the guard would take a foreign thing for one of the caller's default project."""
    apart = {"deliverable", "key", "number", *OWN}
    for route in ROUTES.values():
        first = next(iter(NAMED.findall(route.path)), None)
        if first not in {None, "project_id", "organization_id", *apart}:
            assert first in THINGS, f"{route.name}: {first} needs a line in guard.THINGS"


def expected(action: Action, who: str, path: str) -> int:
    """The status that the table promises; 200 stands for whatever an allowed request is answered with."""
    if action is Action.ANYONE:
        return 200
    if who == "nobody":
        return 401
    if action is Action.ACCOUNT:
        return 403 if who == "guest" else 200
    role = of_organization(who) if "{organization_id}" in path else of_project(who)
    return 404 if role is None else 200 if may(role, action) else 403


def of_organization(who: str) -> Role | None:
    if who in {"guest", "stranger"}:
        return None
    return Role.OWNER if who == "boss" else Role.VIEWER


def of_project(who: str) -> Role | None:
    return Role.GUEST if who == "guest" else ROLES.get(who)


def walk(studio: Studio, client: TestClient, who: str) -> dict[str, tuple[int, str]]:
    """Every route's status for this browser; what an allowed request might use up is made for it alone."""
    found, shared = {}, {name: make(studio) for name, make in RESOURCES.items()}
    for name, route in ROUTES.items():
        if name in ENDS:
            continue
        method = next(iter(route.methods))
        used = method != "GET" and expected(PERMISSIONS[name], who, route.path) == 200
        named = NAMED.findall(route.path)
        made = {p: _own(studio, who, p) if p in OWN else RESOURCES[p](studio) if used else shared[p] for p in named}
        answer = client.request(
            method,
            route.path.replace(":path", "").format(**made),
            headers={"X-Onmodel-Project": studio.project_id},
        )
        found[name] = (answer.status_code, answer.text[:200])
    return found


def _own(studio: Studio, who: str, parameter: str) -> str:
    return own(studio, who if who in studio.ids else "owner", parameter)


@pytest.mark.parametrize(
    "who", ["nobody", "stranger", "outsider", "guest", "viewer", "reviewer", "editor", "owner", "boss"]
)
def test_every_route_answers_everybody_as_the_table_says(studio: Studio, who: str) -> None:
    client = studio.nobody() if who == "nobody" else studio.guest() if who == "guest" else studio.browser(who)
    wrong = []
    for name, (status, text) in walk(studio, client, who).items():
        wanted = expected(PERMISSIONS[name], who, ROUTES[name].path)
        refused = (status in {401, 403, 404} or status >= 500) and not any(f"/errors#{e}" in text for e in FINER)
        if (status != wanted) if wanted != 200 else refused:
            wrong.append(f"{name} ({PERMISSIONS[name].value}): {status}, not {wanted}: {text}")
    assert not wrong, "\n".join(wrong)


BOARDED = ("storyboard_id", "note_id", "asset_id")  # what a guest of one board can name in a path


@pytest.mark.parametrize("shown", [True, False], ids=["their board", "another board"])
def test_a_guest_of_one_board_reaches_that_board_and_nothing_else(studio: Studio, *, shown: bool) -> None:
    board = board_with_picture(studio)
    client = studio.guest(storyboard_id=board.id if shown else RESOURCES["storyboard_id"](studio))
    made = {name: make(studio) for name, make in RESOURCES.items()} | dict.fromkeys(OWN, new_id())
    wrong = []
    for name, route in ROUTES.items():
        if name in ENDS:
            continue
        made |= {"storyboard_id": board.id, "asset_id": board.asset_id, "note_id": board.note(), "other_id": board.id}
        answer = client.request(next(iter(route.methods)), route.path.replace(":path", "").format(**made))
        first = next(iter(NAMED.findall(route.path)), "")
        wanted = expected(PERMISSIONS[name], "guest", route.path)
        if wanted == 200 and PERMISSIONS[name] is not Action.ANYONE and not (shown and first in BOARDED):
            wanted = 403
        fits = answer.status_code == wanted
        if wanted == 200:
            fits = answer.status_code not in {401, 403, 404} or any(f"/errors#{e}" in answer.text for e in FINER)
        if not fits:
            wrong.append(f"{name}: {answer.status_code}, not {wanted}: {answer.text[:200]}")
    assert not wrong, "\n".join(wrong)


def test_a_token_reaches_no_further_than_its_scopes_and_its_project(studio: Studio) -> None:
    from onmodel.accounts import service as accounts
    from onmodel.accounts.rules import Person

    person = Person(studio.ids["owner"], "Owner")
    with studio.database.transaction(actor=person.id) as session:
        _, reads = accounts.create_token(session, person, "r", [Action.READ], project_id=studio.project_id)
        _, edits = accounts.create_token(session, person, "e", [Action.READ, Action.EDIT])
        _, other = accounts.create_token(session, person, "o", list(Action), project_id=studio.other_project_id)
    client = studio.nobody()
    for token, action_status in ((reads, 403), (edits, 422), (other, 404)):
        answer = client.post("/api/storyboards", headers={"Authorization": f"Bearer {token}"}, json={})
        assert answer.status_code == action_status, answer.text
    assert client.get("/api/projects", headers={"Authorization": f"Bearer {other}"}).status_code == 403
    assert client.get("/api/storyboards", headers={"Authorization": f"Bearer {reads}"}).status_code == 200


def test_what_is_elsewhere_and_what_is_not_there_are_told_alike(studio: Studio) -> None:
    there, nowhere = RESOURCES["storyboard_id"](studio), new_id()
    answers = [studio.browser("stranger").get(f"/api/storyboards/{i}") for i in (there, nowhere)]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()


def test_lists_show_nothing_of_other_projects(studio: Studio) -> None:
    """With things in the project, a stranger's own lists are empty, whatever project the query names."""
    for make in ("storyboard_id", "character_id", "job_id", "asset_id", "note_id"):
        RESOURCES[make](studio)
    client = studio.browser("stranger")
    for name, route in ROUTES.items():
        if PERMISSIONS[name] is Action.READ and "GET" in route.methods and "{" not in route.path:
            mine = client.get(route.path, headers={"X-Onmodel-Project": studio.other_project_id})
            assert studio.project_id not in mine.text, name
            named = client.get(route.path, params={"project_id": studio.project_id, "project": studio.other_project_id})
            assert studio.project_id not in named.text, name
