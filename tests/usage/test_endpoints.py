"""Where a character is used, and boards in a list."""

from collections.abc import Callable

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from sqlalchemy import event
from sqlalchemy.orm import Session

from onmodel.bible import queries as bible
from onmodel.characters.endpoints import router as characters
from onmodel.characters.tables import Character
from onmodel.environments.tables import Environment
from onmodel.fountain.breakdown import break_down
from onmodel.generations.endpoints import router as generations
from onmodel.kit.ids import new_id
from onmodel.screenplays import service as screenplays
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import BoardSettings, dna_hash
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.styles.tables import Style
from onmodel.takes.tables import Take
from onmodel.usage.endpoints import router as usage
from tests.factories.production import SCRIPT, Production


@pytest.fixture
def client(serve: Callable[[APIRouter], TestClient], production: Production) -> TestClient:
    every = APIRouter()
    for router in (usage, characters, generations):
        every.include_router(router)
    client = serve(every)
    client.app.state.backends = production.backends  # type: ignore[attr-defined]  # a FastAPI app
    return client


def board(production: Production, seed: int = 0) -> tuple[str, dict]:
    """A board with a picture in every panel, made from the cast as it is."""
    with production.database.transaction() as session:
        emma = known(session, production)
    emma = emma or production.character("EMMA")
    with production.database.transaction() as session:
        script = screenplays.keep(session, SCRIPT, "t.fountain", project_id=production.project_id)
        made = storyboards.order(session, script, [("EMMA", emma)], BoardSettings(seed=seed))
        storyboards.write_breakdown(session, made, break_down(screenplays.value_of(script)))
        for shot in made.shots:
            states = [{"kind": "character", "id": emma.id, "name": "EMMA", "version": 1, "state": dna_hash(emma.dna)}]
            session.add(_take(made, shot, states))
        return made.id, {"emma": emma.id, "shots": len(made.shots)}


def known(session: Session, production: Production) -> Character | None:
    return bible.by_name(session, Character, production.project_id, "EMMA")


def _take(made: Storyboard, shot: Shot, states: list[dict]) -> Take:
    return Take(
        project_id=made.project_id, storyboard_id=made.id, shot_id=shot.id, number=1, request_hash=new_id()[:32],
        backend="stage", tier="low", circled=True, value=91.0, asset_id=None, manifest={"made_from": states},
    )  # fmt: skip


def test_boards_and_shots_of_a_character_are_told(client: TestClient, production: Production) -> None:
    first, ids = board(production)
    second, _ = board(production, seed=1)
    found = client.get(f"/api/characters/{ids['emma']}/usage").json()
    assert [b["id"] for b in found["boards"]] == [second, first]
    assert found["board_count"] == 2
    shots = found["boards"][0]["shots"]
    assert shots
    assert all(shot["score"] == 91.0 for shot in shots)
    assert found["shot_count"] == 2 * len(shots) <= 2 * ids["shots"]
    assert found["last_used"] == max(b["last_used"] for b in found["boards"])


def test_how_many_boards_use_each_thing_is_told_at_once(client: TestClient, production: Production) -> None:
    _, ids = board(production)
    second, _ = board(production, seed=1)
    with production.database.transaction() as session:
        of_project = {"project_id": production.project_id}
        dusk, noon = Style(**of_project, name="Dusk"), Style(**of_project, name="Noon")
        house, moon = Environment(**of_project, name="House"), Environment(**of_project, name="THE MOON")
        session.add_all([dusk, noon, house, moon])
        session.flush()
        row = session.get_one(Storyboard, second)
        row.settings = {**row.settings, "style": dusk.id}
        used, unused = (ids["emma"], dusk.id, house.id), {noon.id, moon.id}
    found = client.get("/api/uses").json()["boards"]
    assert [found[each] for each in used] == [2, 1, 2]
    assert unused.isdisjoint(found)


def test_who_was_never_cast_is_used_nowhere(client: TestClient, production: Production) -> None:
    saule = production.character("SAULE")
    found = client.get(f"/api/characters/{saule.id}/usage").json()
    assert (found["boards"], found["shot_count"], found["last_used"]) == ([], 0, None)
    assert client.get(f"/api/characters/{new_id()}/usage").status_code == 404


def test_tags_are_counted_over_characters(client: TestClient, production: Production) -> None:
    for name, tags in (("A", ["Police", "lead"]), ("B", ["police"]), ("C", [])):
        row = production.character(name)
        assert client.patch(f"/api/characters/{row.id}", json={"tags": tags, "tier": "high"}).status_code == 200
    assert client.get("/api/characters/tags").json() == {
        "tags": [{"tag": "Police", "count": 2}, {"tag": "lead", "count": 1}]
    }
    listed = client.get("/api/characters").json()["characters"]
    assert {(c["tier"], c["reference_count"]) for c in listed} == {("high", 1)}
    assert all(c["thumbnail_url"].endswith("/thumbnail") and c["updated_at"] for c in listed)


def test_a_list_of_boards_says_what_waits_on_each_in_so_many_questions(
    client: TestClient, production: Production
) -> None:
    made = [board(production, seed)[0] for seed in range(3)]
    statements: list[str] = []
    event.listen(production.database.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    one = client.get("/api/storyboards?limit=1").json()["storyboards"]
    few = len(statements)
    statements.clear()
    listed = client.get("/api/storyboards").json()["storyboards"]
    assert len(statements) == few
    assert [b["id"] for b in listed] == made[::-1]
    assert one[0] == listed[0]
    assert all(b["panels"] == b["pictures"] > 0 and b["stale"] == 0 and b["open_notes"] == 0 for b in listed)


def test_panels_of_a_changed_character_are_counted_as_stale(client: TestClient, production: Production) -> None:
    _, ids = board(production)
    with production.database.transaction() as session:
        row = known(session, production)
        assert row is not None
        row.dna = {**row.dna, "name": "SOMEBODY ELSE"}
    listed = client.get("/api/storyboards").json()["storyboards"]
    assert listed[0]["stale"] == ids["shots"]
