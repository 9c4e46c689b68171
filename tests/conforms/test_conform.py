"""An editor's cut comes back: shown first, then in cut and board as one version, and given back whole."""

import base64
import json
from typing import Any

import pytest

from tests.factories.reel import Reel
from tests.factories.shoot import Shoot
from tests.timelines.test_api import wav


def _cut(shoot: Shoot) -> dict[str, Any]:
    made: dict[str, Any] = shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id}, 201)
    return made


def _edited(shoot: Shoot, cut: dict[str, Any], keep: list[int], trim: dict[int, int]) -> str:
    """The cut's own OTIO with these clips in this order, some of another length."""
    told = json.loads(_file(shoot, cut))
    track = told["tracks"]["children"][0]
    clips = track["children"]
    for at, length in trim.items():
        clips[at]["source_range"]["duration"]["value"] = length
    track["children"] = [clips[at] for at in keep]
    return base64.b64encode(json.dumps(told).encode()).decode()


def _file(shoot: Shoot, cut: dict[str, Any]) -> bytes:
    return shoot.client.get(f"/api/cuts/{cut['id']}/files/otio").content


def _state(shoot: Shoot) -> list[tuple[str, int]]:
    return [(panel["id"], panel["duration_frames"]) for panel in shoot.panels()]


def _board_versions(shoot: Shoot) -> list[str]:
    page = shoot.get(f"/api/storyboards/{shoot.board_id}/versions")
    return [version["message"] for version in page["versions"]]


def test_nothing_is_changed_before_it_is_confirmed(shoot: Shoot) -> None:
    cut, before = _cut(shoot), _state(shoot)
    file = _edited(shoot, cut, [2, 0], {0: 20})
    look = shoot.send("POST", f"/api/cuts/{cut['id']}/conform", {"file": file})
    assert [(c["what"], c["name"]) for c in look["changes"]] == [
        ("omitted", cut["items"][1]["name"]), ("moved", cut["items"][2]["name"]), ("trimmed", cut["items"][0]["name"]),
    ]  # fmt: skip
    assert not look["applied"]
    assert _state(shoot) == before
    assert look["cut"]["version"] == cut["version"]


def test_order_and_lengths_go_to_the_board_as_one_version_and_come_back(shoot: Shoot) -> None:
    cut, before = _cut(shoot), _state(shoot)
    file = _edited(shoot, cut, [2, 0, 1], {0: 20})
    made = shoot.send("POST", f"/api/cuts/{cut['id']}/conform", {"file": file, "filename": "v2.otio", "apply": True})
    assert made["applied"]
    assert _state(shoot) == [before[2], (before[0][0], 20), before[1]]
    assert _board_versions(shoot)[0] == "the editor's cut (v2.otio)"
    assert [(i["shot_id"], i["length"]) for i in made["cut"]["items"]] == _state(shoot)
    assert made["cut"]["can_undo"]
    back = shoot.send("POST", f"/api/cuts/{cut['id']}/conform/undo")
    assert _state(shoot) == before
    assert [i["key"] for i in back["items"]] == [i["key"] for i in cut["items"]]
    again = shoot.send("POST", f"/api/cuts/{cut['id']}/conform/undo", status=409)
    assert again["type"] == "/errors#NothingToUndo"


def test_frames_of_the_handles_stay_when_the_cut_is_refreshed(shoot: Shoot) -> None:
    """An editor who trims outwards keeps what they took, at a rate at which no length of the board is the same."""
    reel = Reel(shoot)
    reel.process(takes=1)
    made = shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id, "rate": "59.94"}, 201)
    told = json.loads(_file(shoot, made))
    seen = told["tracks"]["children"][0]["children"][0]["source_range"]
    seen["start_time"]["value"] -= 5
    seen["duration"]["value"] += 12
    file = base64.b64encode(json.dumps(told).encode()).decode()
    path = f"/api/cuts/{made['id']}"
    first = shoot.send("POST", f"{path}/conform", {"file": file, "apply": True})["cut"]["items"][0]
    assert (first["head"], first["tail"]) == (made["items"][0]["head"] - 5, made["items"][0]["tail"] - 7)
    after = shoot.send("POST", f"{path}/refresh")["items"][0]
    assert (after["start"], after["length"]) == (first["start"], first["length"])
    shoot.send("POST", f"{path}/conform/undo")
    back = shoot.send("POST", f"{path}/refresh")["items"][0]
    assert (back["start"], back["length"]) == (made["items"][0]["start"], made["items"][0]["length"])


def test_dialogue_goes_along_with_its_shot_and_comes_back(shoot: Shoot) -> None:
    cut = _cut(shoot)
    at = cut["items"][2]["at"] + 5
    path = f"/api/cuts/{cut['id']}"
    for role in ("dialogue", "music"):
        cut = shoot.send("POST", f"{path}/sounds", {"file": wav(), "name": role, "role": role, "at": at}, 201)
    body = {"file": _edited(shoot, cut, [2, 0, 1], {}), "apply": True}
    made = shoot.send("POST", f"{path}/conform", body)["cut"]
    assert [(sound["role"], sound["at"]) for sound in made["sounds"]] == [("dialogue", 5), ("music", at)]
    back = shoot.send("POST", f"{path}/conform/undo")
    assert [sound["at"] for sound in back["sounds"]] == [at, at]


def test_what_was_left_out_is_put_away_only_where_that_is_said(shoot: Shoot) -> None:
    cut, before = _cut(shoot), _state(shoot)
    file = _edited(shoot, cut, [0, 2], {})
    kept = shoot.send("POST", f"/api/cuts/{cut['id']}/conform", {"file": file, "apply": True})
    assert len(kept["cut"]["items"]) == 2
    assert _state(shoot) == before
    shoot.send("POST", f"/api/cuts/{cut['id']}/conform/undo")
    shoot.send("POST", f"/api/cuts/{cut['id']}/conform", {"file": file, "apply": True, "omit": True})
    assert _state(shoot) == [before[0], before[2]]
    gone = shoot.get(f"/api/storyboards/{shoot.board_id}/shots/deleted")["shots"]
    assert [shot["id"] for shot in gone] == [before[1][0]]
    shoot.send("POST", f"/api/cuts/{cut['id']}/conform/undo")
    assert _state(shoot) == before


def test_what_the_editor_left_out_stays_out_of_the_cut_until_somebody_brings_it_back(shoot: Shoot) -> None:
    cut, before = _cut(shoot), _state(shoot)
    path, gone = f"/api/cuts/{cut['id']}", cut["items"][1]["key"]
    whole = _edited(shoot, cut, [0, 1, 2], {})
    made = shoot.send("POST", f"{path}/conform", {"file": _edited(shoot, cut, [0, 2], {}), "apply": True})
    assert [shot["key"] for shot in made["cut"]["left_out"]] == [gone]
    assert _state(shoot) == before, "the board is as it was"
    again = shoot.send("POST", f"{path}/refresh")
    assert [item["key"] for item in again["items"]] == [cut["items"][0]["key"], cut["items"][2]["key"]]
    look = shoot.send("POST", f"{path}/conform", {"file": whole})
    assert [(c["what"], c["key"]) for c in look["changes"]] == [("returned", gone)]
    assert [(m["shot_id"], m["left_out"]) for m in look["missing"]] == [(cut["items"][1]["shot_id"], True)]
    back = shoot.send("POST", f"{path}/conform", {"file": whole, "apply": True})["cut"]
    assert ([item["key"] for item in back["items"]], back["left_out"]) == ([i["key"] for i in cut["items"]], [])
    undone = shoot.send("POST", f"{path}/conform/undo")
    assert [shot["key"] for shot in undone["left_out"]] == [gone]


def test_what_was_put_away_on_the_board_is_left_out_by_the_board_alone(shoot: Shoot) -> None:
    cut = _cut(shoot)
    path, shot_id = f"/api/cuts/{cut['id']}", cut["items"][1]["shot_id"]
    body = {"file": _edited(shoot, cut, [0, 2], {}), "apply": True, "omit": True}
    assert shoot.send("POST", f"{path}/conform", body)["cut"]["left_out"] == []
    shoot.send("POST", f"/api/shots/{shot_id}/restore")
    assert shot_id in [item["shot_id"] for item in shoot.send("POST", f"{path}/refresh")["items"]]


@pytest.mark.parametrize(
    ("file", "error"),
    [(b"no cut", "NotACut"), (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><xmeml/>', "UnsafeCut")],
)
def test_a_file_that_is_no_cut_changes_nothing(shoot: Shoot, file: bytes, error: str) -> None:
    cut, before = _cut(shoot), _state(shoot)
    body = {"file": base64.b64encode(file).decode(), "apply": True, "omit": True}
    refused = shoot.send("POST", f"/api/cuts/{cut['id']}/conform", body, 422)
    assert refused["type"] == f"/errors#{error}"
    assert _state(shoot) == before
    assert shoot.get(f"/api/cuts/{cut['id']}")["version"] == cut["version"]


def test_another_films_cut_does_not_empty_ours(shoot: Shoot) -> None:
    cut = _cut(shoot)
    told = json.loads(_file(shoot, cut))
    for number, clip in enumerate(told["tracks"]["children"][0]["children"]):
        clip["metadata"], clip["name"] = {}, f"stranger {number}"
    body = {"file": base64.b64encode(json.dumps(told).encode()).decode(), "apply": True, "omit": True}
    refused = shoot.send("POST", f"/api/cuts/{cut['id']}/conform", body, 409)
    assert refused["type"] == "/errors#NothingOfOurs"


def test_who_saw_an_older_cut_is_told(shoot: Shoot) -> None:
    cut = _cut(shoot)
    shoot.send("PATCH", f"/api/cuts/{cut['id']}", {"description": "for Ann"})
    body = {"file": _edited(shoot, cut, [0, 1, 2], {}), "apply": True, "version": cut["version"]}
    shoot.send("POST", f"/api/cuts/{cut['id']}/conform", body, 409)
