"""A board's shots are changed, put in, put away and put in order; each change is a version, and nothing is lost."""

from typing import Any

from onmodel.collaboration import queries as events
from onmodel.live.store import Store
from onmodel.live.values import fields_of
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.factories.shoot import Shoot


def _versions(shoot: Shoot) -> list[str]:
    with shoot.production.database.reading() as session:
        subject = Subject("storyboard", shoot.board_id)
        return [v.message for v in versions.history(session, shoot.project_id, subject).versions]


def _told(shoot: Shoot) -> list[str]:
    with shoot.production.database.reading() as session:
        return [e.kind for e in events.events_after(session, shoot.project_id, 0)]


def _order(shoot: Shoot) -> list[str]:
    return [panel["id"] for panel in shoot.panels()]


def test_a_changed_framing_makes_the_panel_stale_and_says_what_is_different(shoot: Shoot) -> None:
    shot = shoot.panels()[0]
    wanted = "MLS" if shot["framing"] != "MLS" else "WS"
    changed = shoot.send("PATCH", f"/api/shots/{shot['id']}", {"framing": wanted, "negative_prompt": "rain"})
    assert (changed["framing"], changed["negative_prompt"]) == (wanted, "rain")
    assert changed["version"] > shot["version"]
    panel = shoot.panels()[0]
    assert panel["stale"]
    assert panel["stale_because"] == [f"framing is {wanted}, the picture shows {shot['framing']}"]
    assert not shoot.panels()[1]["stale"]
    assert _versions(shoot)[0] == f"scene {shot['scene']}, shot {shot['number']}: changed framing, negative_prompt"
    assert "shot.changed" in _told(shoot)


def test_words_and_length_alone_leave_the_picture_true(shoot: Shoot) -> None:
    shot = shoot.panels()[0]
    shoot.send("PATCH", f"/api/shots/{shot['id']}", {"description": "She stops.", "duration_frames": 99})
    panel = shoot.panels()[0]
    assert (panel["description"], panel["duration_frames"], panel["stale"]) == ("She stops.", 99, False)


def test_the_next_render_of_a_changed_shot_blocks_it_anew_and_is_fresh(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA")
    before = next(row for row in shoot.rows() if row.id == shot["id"]).blocking
    shoot.send("PATCH", f"/api/shots/{shot['id']}", {"framing": "ECU", "lens_mm": 85})
    asked = shoot.send("POST", f"/api/storyboards/{shoot.board_id}/stale", {}, 202)
    for job_id in asked["job_ids"]:
        shoot.run(job_id)
    after = next(row for row in shoot.rows() if row.id == shot["id"]).blocking
    assert after["camera"]["framing"] == "ECU"
    assert after["camera"] != before["camera"]
    panel = next(p for p in shoot.panels() if p["id"] == shot["id"])
    assert not panel["stale"]
    assert panel["frame"]["number"] > shot["frame"]["number"]
    assert shoot.production.images.requests[-1].scene is not None
    assert shoot.production.images.requests[-1].scene.camera.framing == "ECU"


def test_who_comes_second_is_told_and_a_render_is_nobody_s_edit(shoot: Shoot) -> None:
    shot = shoot.panels()[0]
    shoot.send("PATCH", f"/api/shots/{shot['id']}", {"lens_mm": 50, "version": shot["version"]})
    late = shoot.send("PATCH", f"/api/shots/{shot['id']}", {"lens_mm": 65, "version": shot["version"]}, 409)
    assert late["version"] == shot["version"] + 1
    etag = shoot.client.get(f"/api/shots/{shot['id']}").headers["etag"]
    job = shoot.send("POST", f"/api/shots/{shot['id']}/retakes", {}, 202)["job_id"]
    shoot.run(job)  # blocks it anew
    shoot.send("POST", f"/api/storyboards/{shoot.board_id}/order", {"shot_ids": _order(shoot)[::-1]})
    shoot.send("PATCH", f"/api/shots/{shot['id']}", {"lens_mm": 75}, **{"If-Match": etag})
    shoot.send("PATCH", f"/api/shots/{shot['id']}", {"lens_mm": 85}, 409, **{"If-Match": etag})


def test_who_is_in_a_shot_and_what_they_say_is_changed_and_changed_back(shoot: Shoot) -> None:
    shot = next(panel for panel in shoot.panels() if len(panel["characters"]) == 2)
    said = [{"character": "EMMA", "text": "Who is there?", "parenthetical": "", "heard_only": True}]
    alone = shoot.send("PATCH", f"/api/shots/{shot['id']}", {"characters": ["EMMA", "EMMA"], "dialogue": said})
    assert (alone["characters"], alone["dialogue"]) == (["EMMA"], said)
    panel = next(p for p in shoot.panels() if p["id"] == shot["id"])
    assert panel["stale"]
    shoot.run(shoot.send("POST", f"/api/shots/{shot['id']}/retakes", {}, 202)["job_id"])
    panel = next(p for p in shoot.panels() if p["id"] == shot["id"])
    assert [seen["character"] for seen in panel["scores"]] == ["EMMA"]
    assert not panel["stale"]
    both = shoot.send("PATCH", f"/api/shots/{shot['id']}", {"characters": shot["characters"], "dialogue": []})
    assert (both["characters"], both["dialogue"]) == (shot["characters"], [])
    shoot.send("PATCH", f"/api/shots/{shot['id']}", {"characters": ["NOBODY"]}, 422)
    shoot.send("PATCH", f"/api/shots/{shot['id']}", {"dialogue": [{"character": "EMMA", "text": ""}]}, 422)


def test_people_and_lines_are_edited_together(shoot: Shoot) -> None:
    shot = next(panel for panel in shoot.panels() if len(panel["characters"]) == 2)
    lines = [{"character": "BAI", "text": "It is me.", "mood": "low"}, {"character": "", "text": "?"}, "noise"]
    for people, found in ((["BAI"], ["BAI"]), (["BAI", "NOBODY"], ["BAI"]), ("BAI", ["BAI"])):
        with shoot.production.database.transaction() as session:
            fields = {"shots": {shot["id"]: {"characters": people, "dialogue": lines}}}
            storyboards.take_over(session, shoot.project_id, shoot.board_id, fields, authors=[])
        panel = next(p for p in shoot.panels() if p["id"] == shot["id"])
        assert panel["characters"] == found
    assert panel["dialogue"] == [
        {"character": "BAI", "text": "It is me.", "parenthetical": "", "heard_only": False}
    ]  # fmt: skip


def test_what_no_shot_can_be_is_refused(shoot: Shoot) -> None:
    shot_id = shoot.panels()[0]["id"]
    for wrong in ({"framing": "XXL"}, {"lens_mm": 4}, {"duration_frames": 0}, {"move": "fly"}, {"version": 0}):
        shoot.send("PATCH", f"/api/shots/{shot_id}", wrong, 422)
    shoot.send("PATCH", f"/api/shots/{shoot.board_id}", {"lens_mm": 50}, 404)


def test_a_shot_is_put_in_behind_another_and_rendered_when_asked_for(shoot: Shoot) -> None:
    panels = shoot.panels()
    first = panels[0]
    new = shoot.send(
        "POST",
        f"/api/storyboards/{shoot.board_id}/shots",
        {"after": first["id"], "description": "She nods.", "framing": "CU", "lens_mm": 75, "characters": ["EMMA"]},
        201,
    )
    assert (new["number"], new["scene"], new["position"]) == (f"{first['number']}A", first["scene"], 1)
    assert _order(shoot) == [first["id"], new["id"], *(p["id"] for p in panels[1:])]
    shown = shoot.panels()[1]
    assert (shown["frame"], shown["stale"], shown["takes"]) == (None, False, 0)
    shoot.run(shoot.send("POST", f"/api/shots/{new['id']}/retakes", {}, 202)["job_id"])
    shown = shoot.panels()[1]
    assert shown["frame"]["number"] == 1
    assert [seen["character"] for seen in shown["scores"]] == ["EMMA"]
    shoot.send("POST", f"/api/storyboards/{shoot.board_id}/shots", {"characters": ["NOBODY"]}, 422)
    again = shoot.send("POST", f"/api/storyboards/{shoot.board_id}/shots", {"after": first["id"]}, 201)
    assert again["number"] == f"{first['number']}B"
    at_front = shoot.send("POST", f"/api/storyboards/{shoot.board_id}/shots", {}, 201)
    assert at_front["position"] == 0


def test_a_shot_is_put_away_and_comes_back_with_its_takes(shoot: Shoot) -> None:
    panels = shoot.panels()
    gone = panels[0]
    shoot.send("DELETE", f"/api/shots/{gone['id']}")
    assert _order(shoot) == [p["id"] for p in panels[1:]]
    assert [p["position"] for p in shoot.panels()] == list(range(len(panels) - 1))
    shoot.get(f"/api/shots/{gone['id']}", 404)
    shoot.get(f"/api/shots/{gone['id']}/takes", 404)
    deleted = shoot.get(f"/api/storyboards/{shoot.board_id}/shots/deleted")["shots"]
    assert [shot["id"] for shot in deleted] == [gone["id"]]
    back = shoot.send("POST", f"/api/shots/{gone['id']}/restore")
    scene = [p["id"] for p in panels if p["scene"] == gone["scene"]]
    assert back["position"] == len(scene) - 1, "behind the last of its scene"
    assert sorted(_order(shoot)) == sorted(p["id"] for p in panels)
    assert shoot.get(f"/api/shots/{gone['id']}/takes")["takes"]
    assert _told(shoot).count("shot.deleted") == 1
    assert shoot.send("POST", f"/api/shots/{gone['id']}/restore")["id"] == gone["id"], "once more changes nothing"


def test_two_that_were_put_away_share_no_place(shoot: Shoot) -> None:
    first, second, *_ = _order(shoot)
    shoot.send("DELETE", f"/api/shots/{first}")
    shoot.send("DELETE", f"/api/shots/{second}")
    with shoot.production.database.reading() as session:
        positions = [session.get_one(Shot, i).position for i in (first, second)]
    assert len(set(positions)) == 2
    assert max(positions) < -1000
    shoot.send("POST", f"/api/shots/{second}/restore")
    shoot.send("POST", f"/api/shots/{first}/restore")
    assert {first, second} <= set(_order(shoot))


def test_an_order_names_every_shot_once(shoot: Shoot) -> None:
    order = _order(shoot)
    path = f"/api/storyboards/{shoot.board_id}/order"
    turned = shoot.send("POST", path, {"shot_ids": order[::-1]})
    assert [s["id"] for s in turned["shots"]] == order[::-1] == _order(shoot)
    for wrong in (order[1:], [*order, order[0]], [*order[1:], shoot.board_id]):
        assert shoot.send("POST", path, {"shot_ids": wrong}, 422)["type"].endswith("NotThisOrder")
    assert _order(shoot) == order[::-1]
    assert "storyboard.reordered" in _told(shoot)


def test_the_shared_document_and_the_api_agree(shoot: Shoot) -> None:
    """What one way changes the other has, and an edit of one shot takes nothing back from another."""
    store = Store(shoot.production.database)
    stored = store.load("storyboard", shoot.board_id)
    first, second, *_ = _order(shoot)
    shoot.send("PATCH", f"/api/shots/{first}", {"framing": "ECU", "angle": "low"})
    shoot.send("DELETE", f"/api/shots/{second}")
    assert store.reconcile(stored.id, "storyboard", shoot.board_id)
    fields = _document(store, shoot)
    assert (fields["shots"][first]["framing"], fields["shots"][first]["angle"]) == ("ECU", "low")
    assert second not in fields["shots"]
    fields["shots"][first] |= {"angle": "high", "negative_prompt": "fog", "lens_mm": "wide"}
    with shoot.production.database.transaction() as session:
        storyboards.take_over(session, shoot.project_id, shoot.board_id, fields, authors=[])
    shot = shoot.get(f"/api/shots/{first}")
    assert (shot["framing"], shot["angle"], shot["negative_prompt"]) == ("ECU", "high", "fog")
    assert shoot.panels()[0]["stale"]


def _document(store: Store, shoot: Shoot) -> dict[str, Any]:
    from pycrdt import Doc

    doc: Any = Doc()
    for part in store.load("storyboard", shoot.board_id).parts:
        doc.apply_update(part)
    return fields_of(doc)
