"""A board is renamed, put away, taken back and rolled back; what is on it is lost in none of these."""

from typing import Any

from onmodel.collaboration import queries as events
from onmodel.storyboards import service as storyboards
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.factories.shoot import Shoot


def _at(shoot: Shoot, *parts: str) -> str:
    return "/".join(["/api/storyboards", shoot.board_id, *parts])


def _version(shoot: Shoot) -> int:
    with shoot.production.database.reading() as session:
        return versions.history(session, shoot.project_id, Subject("storyboard", shoot.board_id)).versions[0].number


def _told(shoot: Shoot) -> list[str]:
    with shoot.production.database.reading() as session:
        return [e.kind for e in events.events_after(session, shoot.project_id, 0)]


def _plan(shoot: Shoot) -> list[tuple[Any, ...]]:
    names = ("id", "position", "description", "framing", "lens_mm", "characters", "by_hand")
    return [tuple(str(panel[name]) for name in names) for panel in shoot.panels()]


def test_a_board_is_renamed_and_who_comes_second_is_told(shoot: Shoot) -> None:
    named = shoot.send("PATCH", _at(shoot), {"title": "  Second \n pass "})
    assert named["title"] == "Second pass"
    assert shoot.get(_at(shoot, "shots"))["title"] == "Second pass"
    late = shoot.send("PATCH", _at(shoot), {"title": "Third", "version": named["version"] - 1}, 409)
    assert late["version"] == named["version"]
    shoot.send("PATCH", _at(shoot), {"title": ""}, 422)
    assert _told(shoot).count("storyboard.renamed") == 1


def test_a_board_that_was_put_away_is_in_no_list_and_still_where_its_address_leads(shoot: Shoot) -> None:
    assert shoot.send("DELETE", _at(shoot))["deleted_at"]
    assert shoot.get("/api/storyboards")["storyboards"] == []
    assert [board["id"] for board in shoot.get("/api/storyboards/deleted")["storyboards"]] == [shoot.board_id]
    assert shoot.get(_at(shoot, "shots"))["deleted"]
    assert shoot.send("DELETE", _at(shoot))["id"] == shoot.board_id, "once more changes nothing"
    assert shoot.send("POST", _at(shoot, "restore"))["deleted_at"] is None
    assert [board["id"] for board in shoot.get("/api/storyboards")["storyboards"]] == [shoot.board_id]
    assert shoot.get("/api/storyboards/deleted")["storyboards"] == []
    assert [kind for kind in _told(shoot) if kind.startswith("storyboard.")][-2:] == [
        "storyboard.deleted", "storyboard.restored",
    ]  # fmt: skip


def test_a_board_is_made_as_it_was_and_as_it_is_again(shoot: Shoot) -> None:
    shoot.send("PATCH", _at(shoot), {"title": "As it was"})
    first, before = _version(shoot), _plan(shoot)
    gone, changed, *others = [panel["id"] for panel in shoot.panels()]
    shoot.send("PATCH", _at(shoot), {"title": "Otherwise"})
    shoot.send("PATCH", f"/api/shots/{changed}", {"framing": "ECU", "description": "Nobody."})
    shoot.send("DELETE", f"/api/shots/{gone}")
    new = shoot.send("POST", _at(shoot, "shots"), {"after": changed}, 201)["id"]
    shoot.send("POST", _at(shoot, "order"), {"shot_ids": [*reversed(others), new, changed]})
    last, after = _version(shoot), _plan(shoot)

    assert shoot.send("POST", _at(shoot, "rollback"), {"number": first})["title"] == "As it was"
    assert _plan(shoot) == before
    assert shoot.get(f"/api/shots/{gone}/takes")["takes"]
    shoot.get(f"/api/shots/{new}", 404)
    assert "storyboard.rolled_back" in _told(shoot)
    shoot.send("POST", _at(shoot, "rollback"), {"number": last})
    assert _plan(shoot) == after
    shoot.send("POST", _at(shoot, "rollback"), {"number": 999}, 404)


def test_a_blocking_by_hand_comes_back_with_its_version(shoot: Shoot) -> None:
    shot = shoot.panels()[0]
    stage = shoot.get(f"/api/shots/{shot['id']}/stage")
    camera = {name: stage["camera"][name] for name in ("position", "target", "lens_mm", "t_stop", "roll")}
    shoot.send("PUT", f"/api/shots/{shot['id']}/stage", {"camera": {**camera, "roll": 4.0}})
    by_hand = _version(shoot)
    shoot.send("DELETE", f"/api/shots/{shot['id']}/stage")
    assert not shoot.panels()[0]["by_hand"]
    shoot.send("POST", _at(shoot, "rollback"), {"number": by_hand})
    assert shoot.panels()[0]["by_hand"]
    assert shoot.get(f"/api/shots/{shot['id']}/stage")["camera"]["roll"] == 4.0


def test_ordering_a_board_that_was_put_away_takes_it_back(shoot: Shoot) -> None:
    shoot.send("DELETE", _at(shoot))
    with shoot.production.database.transaction() as session:
        board = storyboards.get(session, shoot.project_id, shoot.board_id)
        parts = [(member.script_name, member.character) for member in board.cast]
        again = storyboards.order(session, board.screenplay, parts, storyboards.settings_of(board))
        assert (again.id, again.deleted_at) == (shoot.board_id, None)
