"""Takes are listed with all that is known of them, and circled by people."""

from onmodel.collaboration import queries as events
from onmodel.takes.tables import Take
from tests.factories.shoot import Shoot


def test_a_take_says_what_it_was_made_of_and_how_it_scored(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA", "BAI")
    job = shoot.send(
        "POST", f"/api/shots/{shot['id']}/retakes",
        {"reason": "too dark", "prompt": "Emma waves.", "negative_prompt": "fog", "seed": 5}, 202,
    )["job_id"]  # fmt: skip
    shoot.run(job)
    first, *_, last = shoot.get(f"/api/shots/{shot['id']}/takes")["takes"]
    assert (first["number"], first["parent_id"], first["prompt"]) == (1, None, shot["description"])
    assert first["enhanced_prompt"].endswith(f"{shot['lens_mm']} mm lens")
    assert last["parent_id"] == first["take_id"]
    assert (last["prompt"], last["negative_prompt"], last["seed"]) == ("Emma waves.", "fog", 5)
    assert "Emma waves." in last["enhanced_prompt"]
    assert last["reason"].startswith("too dark")
    assert (last["width"], last["height"], last["tier"], last["backend"]) == (640, 360, "low", "stage")
    assert last["created_by_name"] == "You"
    assert {seen["character"] for seen in last["characters"]} == {"EMMA", "BAI"}
    face = next(p for p in last["characters"][0]["parts"] if p["part"] == "face")
    assert face["score"] > 85
    assert (face["status"], face["backbone"]) == ("excellent", "fake-faces-v1")
    assert shoot.client.get(last["image_url"]).status_code == 200
    assert shoot.client.get(last["thumbnail_url"]).status_code == 200


def test_the_hero_frame_is_chosen_and_chosen_back(shoot: Shoot) -> None:
    shot = shoot.panels()[0]
    shoot.run(shoot.send("POST", f"/api/shots/{shot['id']}/retakes", {}, 202)["job_id"])
    takes = shoot.get(f"/api/shots/{shot['id']}/takes")["takes"]
    for chosen in (takes[0], takes[1], takes[0], takes[0]):
        after = shoot.send("POST", f"/api/takes/{chosen['take_id']}/circle")["takes"]
        assert [t["number"] for t in after if t["circled"]] == [chosen["number"]]
        assert shoot.panels()[0]["frame"]["take_id"] == chosen["take_id"]
    with shoot.production.database.reading() as session:
        told = [e.payload for e in events.events_after(session, shoot.project_id, 0) if e.kind == "take.circled"]
    assert told[-1]["number"] == 1


def test_a_take_that_failed_is_no_panel(shoot: Shoot) -> None:
    shot = shoot.panels()[0]
    with shoot.production.database.transaction() as session:
        failed = Take(
            project_id=shoot.project_id, storyboard_id=shoot.board_id, shot_id=shot["id"], number=9, backend="stage",
            request_hash="0" * 32, tier="low", state="failed",
        )  # fmt: skip
        session.add(failed)
        session.flush()
    listed = shoot.get(f"/api/shots/{shot['id']}/takes")["takes"][-1]
    assert shoot.get(f"/api/takes/{failed.id}") == listed
    assert listed["shot_id"] == shot["id"]
    assert (listed["image_url"], listed["score"], listed["width"]) == (None, None, None)
    refused = shoot.send("POST", f"/api/takes/{failed.id}/circle", None, 409)
    assert refused["type"].endswith("TakeHasNoPicture")
    shoot.send("POST", f"/api/takes/{shot['id']}/circle", None, 404)
