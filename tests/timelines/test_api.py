"""Cuts over HTTP: made of a board, edited under a lock, laid with sound, rolled back, put away."""

import base64
import io
import wave
from typing import Any

import numpy as np

from tests.factories.shoot import Shoot


def wav(seconds: float = 1.0) -> str:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(np.random.default_rng(1).integers(-3000, 3000, int(48_000 * seconds), "<i2").tobytes())
    return base64.b64encode(buffer.getvalue()).decode()


def _cut(shoot: Shoot, **given: Any) -> dict[str, Any]:
    made: dict[str, Any] = shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id, **given}, 201)
    return made


def _keys(cut: dict[str, Any]) -> list[str]:
    return [item["key"] for item in cut["items"]]


def test_a_cut_of_a_board_without_clips_holds_its_frames_in_board_order(shoot: Shoot) -> None:
    made, panels = _cut(shoot, rate="25"), shoot.panels()
    assert [item["shot_id"] for item in made["items"]] == [panel["id"] for panel in panels]
    assert {item["kind"] for item in made["items"]} == {"still"}
    assert [item["length"] for item in made["items"]] == [round(p["duration_frames"] * 25 / 24) for p in panels]
    assert made["items"][0]["timecode"] == "01:00:00:00"
    spoken = [m["text"] for item in made["items"] for m in item["markers"] if m["kind"] == "line"]
    assert "EMMA: Your soup smells of gold." in spoken
    assert shoot.get("/api/cuts", storyboard_id=shoot.board_id)["cuts"][0]["id"] == made["id"]
    assert _cut(shoot)["name"] == f"{made['name']} 2"
    shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id, "name": made["name"]}, 409)
    shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id, "rate": "48"}, 422)


def test_order_trims_titles_and_transitions_are_one_change_under_a_lock(shoot: Shoot) -> None:
    made = _cut(shoot)
    items: list[dict[str, Any]] = [{"key": key} for key in _keys(made)[::-1]]
    items[0] |= {"length": 30, "next": {"way": "dissolve", "frames": 12}}
    changed = shoot.send(
        "PATCH", f"/api/cuts/{made['id']}", {"items": [{"text": "THE SOUP"}, *items], "version": made["version"]}
    )
    assert [item["kind"] for item in changed["items"]] == ["title", "still", "still", "still"]
    assert _keys(changed)[1:] == _keys(made)[::-1]
    assert changed["items"][1]["next"] == {"way": "dissolve", "frames": 12}
    late = shoot.send("PATCH", f"/api/cuts/{made['id']}", {"name": "x", "version": made["version"]}, 409)
    assert late["type"] == "/errors#ChangedMeanwhile"
    refused = shoot.send("PATCH", f"/api/cuts/{made['id']}", {"items": [{"key": "nobody"}]}, 422)
    assert refused["type"] == "/errors#NotInCut"
    again = shoot.send("POST", f"/api/cuts/{made['id']}/refresh")
    assert _keys(again) == _keys(changed)
    back = shoot.send("POST", f"/api/cuts/{made['id']}/rollback", {"number": 1})
    assert _keys(back) == _keys(made)
    assert len(shoot.get(f"/api/cuts/{made['id']}/versions")["versions"]) == 3


def test_a_shot_that_is_taken_out_stays_out_until_somebody_brings_it_back(shoot: Shoot) -> None:
    made = _cut(shoot)
    path, (first, second, third) = f"/api/cuts/{made['id']}", _keys(made)
    out = shoot.send("PATCH", path, {"items": [{"key": first}, {"key": third}]})
    assert [(shot["key"], shot["name"]) for shot in out["left_out"]] == [(second, made["items"][1]["name"])]
    shoot.send("PATCH", f"/api/shots/{made['items'][1]['shot_id']}", {"duration_frames": 77})
    again = shoot.send("POST", f"{path}/refresh")
    assert (_keys(again), again["left_out"][0]["length"]) == ([first, third], 77)
    assert shoot.send("POST", f"{path}/refresh", {"back": [first]}, 422)["type"] == "/errors#NotInCut"
    back = shoot.send("POST", f"{path}/refresh", {"back": [second]})
    assert (_keys(back), back["left_out"]) == (_keys(made), [])
    assert back["items"][1]["length"] == 77
    shoot.send("PATCH", path, {"items": [{"key": third}]})
    named = shoot.send("PATCH", path, {"items": [{"key": second}, {"key": third}]})
    assert [shot["key"] for shot in named["left_out"]] == [first]
    rolled = shoot.send("POST", f"{path}/rollback", {"number": 1})
    assert (_keys(rolled), rolled["left_out"]) == (_keys(made), [])


def test_a_shot_that_the_board_lost_was_left_out_by_nobody(shoot: Shoot) -> None:
    made = _cut(shoot)
    gone = made["items"][1]["shot_id"]
    shoot.send("DELETE", f"/api/shots/{gone}")
    without = shoot.send("POST", f"/api/cuts/{made['id']}/refresh")
    assert (len(without["items"]), without["left_out"]) == (2, [])
    shoot.send("POST", f"/api/shots/{gone}/restore")
    assert gone in _keys(shoot.send("POST", f"/api/cuts/{made['id']}/refresh"))


def test_a_recording_is_laid_moved_and_taken_out(shoot: Shoot) -> None:
    made = _cut(shoot)
    heard = shoot.send("POST", f"/api/cuts/{made['id']}/sounds", {"file": wav(), "name": "theme", "at": 12}, 201)
    (sound,) = heard["sounds"]
    assert (sound["at"], sound["length"], sound["role"]) == (12, 24, "music")
    body = {"sounds": [{"key": sound["key"], "at": 40, "gain_db": -6}]}
    moved = shoot.send("PATCH", f"/api/cuts/{made['id']}", body)
    assert (moved["sounds"][0]["at"], moved["sounds"][0]["gain_db"]) == (40, -6)
    assert shoot.send("PATCH", f"/api/cuts/{made['id']}", {"sounds": []})["sounds"] == []
    bad = shoot.send("POST", f"/api/cuts/{made['id']}/sounds", {"file": base64.b64encode(b"hello").decode()}, 422)
    assert bad["type"] == "/errors#NotASound"


def test_notes_are_markers_and_a_cut_put_away_comes_back(shoot: Shoot) -> None:
    made = _cut(shoot)
    shot = made["items"][0]["shot_id"]
    note = {"target": {"kind": "shot", "id": shot}, "body": "slower here"}
    shoot.send("POST", "/api/notes", note, 201)
    (note,) = [m for m in shoot.get(f"/api/cuts/{made['id']}")["items"][0]["markers"] if m["kind"] == "note"]
    assert note["text"] == "slower here"
    assert "slower here" in shoot.get(f"/api/cuts/{made['id']}/files/edl").text
    shoot.send("DELETE", f"/api/cuts/{made['id']}")
    shoot.get(f"/api/cuts/{made['id']}", 404)
    assert shoot.get("/api/cuts")["cuts"] == []
    assert shoot.send("POST", f"/api/cuts/{made['id']}/restore")["name"] == made["name"]
