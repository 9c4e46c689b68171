"""A shot's stage is shown, moved by hand, kept by retakes, and given back; a preview keeps nothing."""

import io
from math import cos, radians, sin
from typing import Any

import numpy as np
import pytest
import trimesh
from PIL import Image

from onmodel.blockings import tasks
from onmodel.kit import turns
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.factories.shoot import Shoot


def _stage(shoot: Shoot, shot: dict[str, Any]) -> dict[str, Any]:
    stage: dict[str, Any] = shoot.get(f"/api/shots/{shot['id']}/stage")
    return stage


def _person(stage: dict[str, Any], name: str = "EMMA", **changes: Any) -> dict[str, Any]:
    known = next(p for p in stage["people"] if p["character"] == name)
    fields = {k: known[k] for k in ("character", "position", "heading", "pose", "expression", "look_at")}
    return fields | changes


def _camera(stage: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {k: stage["camera"][k] for k in ("position", "target", "lens_mm", "t_stop", "roll")} | changes


def _beside(stage: dict[str, Any], metres: float = 0.3) -> list[float]:
    x, y, z = _person(stage)["position"]
    return [x + metres, y, z]


def test_the_stage_is_told_in_metres_and_degrees(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA")
    stage, row = _stage(shoot, shot), next(r for r in shoot.rows() if r.id == shot["id"])
    emma = next(p for p in stage["people"] if p["character"] == "EMMA")
    assert emma["character_id"] == shoot.emma.id
    assert emma["position"] == row.blocking["actors"][0]["position"]
    assert stage["camera"]["lens_mm"] == row.blocking["camera"]["lens_mm"]
    assert stage["camera"]["height"] == stage["camera"]["position"][2]
    assert stage["camera"]["aspect"] == pytest.approx(16 / 9)
    assert (stage["by_hand"], emma["by_hand"], stage["camera"]["by_hand"]) == (False, False, False)
    floor = stage["set"]["floor"]
    assert floor["x0"] < emma["position"][0] < floor["x1"]
    assert stage["set"]["lamps"]


def test_what_is_moved_by_hand_is_stale_rendered_so_and_kept_by_retakes(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA")
    stage = _stage(shoot, shot)
    moved = {"people": [_person(stage, position=_beside(stage), heading=15.0, pose="arms-crossed")]}
    moved |= {"camera": _camera(stage, lens_mm=40), "version": stage["version"], "render": True}
    kept = shoot.send("PUT", f"/api/shots/{shot['id']}/stage", moved, 202)
    assert kept["job_id"]
    assert kept["by_hand"]
    assert next(p for p in kept["people"] if p["character"] == "EMMA")["position"] == _beside(stage)
    panel = shoot.shot_of("EMMA")
    assert panel["stale_because"][0].startswith("lens is 40") or "stage is moved by hand" in panel["stale_because"][0]
    assert (panel["by_hand"], panel["lens_mm"], panel["job_id"]) == (True, 40, kept["job_id"])
    shoot.run(kept["job_id"])
    again = shoot.send("POST", f"/api/shots/{shot['id']}/retakes", {"reason": "face too small", "seed": 77}, 202)
    shoot.run(again["job_id"])
    for request in shoot.production.images.requests[-2:]:
        assert request.scene is not None
        emma = next(a for a in request.scene.actors if a.name == "EMMA")
        assert (list(emma.position), emma.heading, emma.pose) == (_beside(stage), 15.0, "arms-crossed")
        assert request.scene.camera.lens_mm == 40
        assert list(request.scene.camera.position) == stage["camera"]["position"]
    assert shoot.production.images.requests[-1].seed == 77
    assert not shoot.shot_of("EMMA")["stale"]
    takes = shoot.get(f"/api/shots/{shot['id']}/takes")["takes"]
    assert "it is blocked by hand" in takes[-1]["changed"]


def test_it_is_a_version_of_the_board_and_goes_back_to_the_rules(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA")
    stage = _stage(shoot, shot)
    shoot.send("PUT", f"/api/shots/{shot['id']}/stage", {"people": [_person(stage, position=_beside(stage))]})
    with shoot.production.database.reading() as session:
        subject = Subject("storyboard", shoot.board_id)
        newest = versions.get(
            session, shoot.project_id, subject, versions.history(session, shoot.project_id, subject).versions[0].number
        )
    assert newest.message.endswith("people and camera moved by hand")
    assert newest.snapshot["shots"][shot["id"]]["stage"]["people"][0]["position"] == _beside(stage)
    given_back = shoot.send("DELETE", f"/api/shots/{shot['id']}/stage")
    assert not given_back["by_hand"]
    assert given_back["people"] == stage["people"]
    assert given_back["camera"]["position"] == stage["camera"]["position"]
    assert not shoot.shot_of("EMMA")["stale"], "the picture is of the rules again"


def test_other_fields_keep_the_people_and_find_the_camera_anew(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA")
    stage = _stage(shoot, shot)
    path = f"/api/shots/{shot['id']}"
    shoot.send("PUT", f"{path}/stage", {"people": [_person(stage, position=_beside(stage))]})
    lens = shoot.send("PATCH", path, {"lens_mm": 65})["lens_mm"]
    kept = _stage(shoot, shot)
    assert (kept["camera"]["lens_mm"], lens) == (65, 65)
    assert kept["camera"]["position"] == stage["camera"]["position"], "another lens, where it stands"
    other = "CU" if shot["framing"] != "CU" else "MS"
    shoot.send("PATCH", path, {"framing": other})
    framed = _stage(shoot, shot)
    assert framed["camera"]["framing"] == other
    assert not framed["camera"]["by_hand"]
    assert framed["camera"]["position"] != kept["camera"]["position"]
    assert next(p for p in framed["people"] if p["character"] == "EMMA")["position"] == _beside(stage)


def test_the_rules_can_frame_who_was_moved(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA")
    stage = _stage(shoot, shot)
    body = {"people": [_person(stage, position=_beside(stage, 0.8))], "reframe": True}
    kept = shoot.send("PUT", f"/api/shots/{shot['id']}/stage", body)
    assert not kept["camera"]["by_hand"]
    assert kept["camera"]["position"] != stage["camera"]["position"]
    assert kept == _stage(shoot, shot) | {"job_id": None}


def test_what_cannot_stand_so_is_refused_and_said(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA", "BAI")
    stage = _stage(shoot, shot)
    emma = _person(stage)
    path = f"/api/shots/{shot['id']}/stage"
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"people": [_person(stage, "BAI", position=emma["position"])]}, "EMMA", "stands in BAI"),
        ({"people": [_person(stage, position=[150, 0, 0])]}, "EMMA", "outside the set"),
        ({"people": [_person(stage, position=[*emma["position"][:2], 1.0])]}, "EMMA", "on the ground"),
        ({"people": [emma | {"character": "NOBODY"}]}, "NOBODY", "not in this shot"),
        ({"camera": _camera(stage, lens_mm=500)}, "camera", "no such lens"),
        ({"camera": _camera(stage, t_stop=0.2)}, "camera", "no such stop"),
        ({"camera": _camera(stage, position=[0, 0, 100])}, "camera", "outside the set"),
        ({"camera": _camera(stage, target=stage["camera"]["position"])}, "camera", "looks at itself"),
        ({"camera": _camera(stage, position=[*emma["position"][:2], 1.6])}, "camera", "stands in EMMA"),
    ]
    for body, where, what in cases:
        refused = shoot.send("PUT", path, body, 422)
        assert refused["type"].endswith("StageImpossible")
        assert any(t["where"] in {where, "BAI"} and what.split()[-1] in t["what"] for t in refused["troubles"]), refused
    assert not shoot.shot_of("EMMA", "BAI")["by_hand"]
    for malformed in ({"people": [{"character": "EMMA"}]}, {"camera": _camera(stage, position=[1e9, 0, 0])}):
        shoot.send("PUT", path, malformed, 422)
    late = {"people": [], "version": stage["version"] + 5}
    shoot.send("PUT", path, late, 409)


def test_a_preview_is_a_picture_of_these_values_and_keeps_nothing(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA")
    stage = _stage(shoot, shot)
    events = len(shoot.get("/api/activity")["items"])
    body = {"people": [_person(stage, position=_beside(stage))], "camera": _camera(stage, lens_mm=27)}
    answer = shoot.send("POST", f"/api/shots/{shot['id']}/stage/preview", body)
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == tasks.PREVIEW
    asked = shoot.production.images.requests[-1]
    assert asked.scene is not None
    assert (asked.width, asked.tier, asked.scene.camera.lens_mm) == (320, "low", 27)
    assert _stage(shoot, shot) == stage
    assert len(shoot.get("/api/activity")["items"]) == events


def test_too_many_previews_are_told_to_come_again(shoot: Shoot, monkeypatch: pytest.MonkeyPatch) -> None:
    shot = shoot.shot_of("EMMA")
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    with turns.preview_turn(), turns.preview_turn():
        shoot.send("POST", f"/api/shots/{shot['id']}/stage/preview", {}, 503)
    assert shoot.send("POST", f"/api/shots/{shot['id']}/stage/preview", {}).status_code == 200


@pytest.mark.slow
def test_the_model_has_the_people_where_they_stand(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA", "BAI")
    stage = _stage(shoot, shot)
    answer = shoot.client.get(f"/api/shots/{shot['id']}/stage.glb")
    assert answer.headers["content-type"] == "model/gltf-binary"
    assert len(answer.content) < 3_000_000
    scene: Any = trimesh.load(io.BytesIO(answer.content), file_type="glb")
    for person in stage["people"]:
        matrix, _ = scene.graph[person["character"]]
        x, y, z = person["position"]
        np.testing.assert_allclose(matrix[:3, 3], [x, z, -y], atol=1e-5)  # glTF's y is up
        angle = radians(person["heading"])
        np.testing.assert_allclose(matrix[:3, :3] @ [0, -1, 0], [sin(angle), 0, cos(angle)], atol=1e-5)
    etag = answer.headers["etag"]
    again = shoot.client.get(f"/api/shots/{shot['id']}/stage.glb", headers={"If-None-Match": etag})
    assert again.status_code == 304
    shoot.send("PATCH", f"/api/shots/{shot['id']}", {"lens_mm": 85 if shot["lens_mm"] != 85 else 50})
    assert shoot.client.get(f"/api/shots/{shot['id']}/stage.glb").headers["etag"] != etag
