"""What a board's pages are shown: panels, matrix, cut-outs, comparison, timeline."""

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import event

from onmodel.characters import service as characters
from onmodel.kit.ids import new_id
from onmodel.settings import Settings
from tests.factories.production import Production
from tests.factories.shoot import Shoot
from tests.factories.studio import Studio


def _note(shoot: Shoot, kind: str, thing: str) -> dict[str, Any]:
    made: dict[str, Any] = shoot.send(
        "POST", "/api/notes", {"target": {"kind": kind, "id": thing}, "body": "Look"}, 201
    )
    return made


def test_one_answer_has_all_that_the_board_s_page_needs(shoot: Shoot) -> None:
    board = shoot.get(f"/api/storyboards/{shoot.board_id}/shots")
    assert (board["storyboard_id"], board["rate"], board["tier"], board["backend"]) == (
        shoot.board_id, 24, "low", "stage",
    )  # fmt: skip
    assert {c["character"]: c["character_id"] for c in board["cast"]} == {"EMMA": shoot.emma.id, "BAI": shoot.bai.id}
    assert board["overall"] > 85
    assert [s["position"] for s in board["shots"]] == list(range(len(board["shots"])))
    shot = next(s for s in board["shots"] if len(s["characters"]) == 2)
    assert shot["frame"]["image_url"] == f"/api/assets/{shot['frame']['asset_id']}"
    assert (shot["frame"]["width"], shot["frame"]["height"]) == (640, 360)
    assert {seen["character"]: seen["status"] for seen in shot["scores"]} == {"EMMA": "excellent", "BAI": "excellent"}
    assert shot["prompt"].endswith("mm lens")
    assert (shot["stale"], shot["stale_because"], shot["job_id"], shot["takes"]) == (False, [], None, 1)
    assert shot["votes"] == {"ups": 0, "downs": 0, "mine": None}
    assert shot["approval"] == {"verdict": "open", "asked": False, "approved": 0, "needed": 1, "mine": None}
    assert sum(len(s["dialogue"]) for s in board["shots"]) == 2


def test_what_people_say_of_a_panel_is_counted(shoot: Shoot) -> None:
    shot = shoot.panels()[0]
    take = shot["frame"]["take_id"]
    notes = [_note(shoot, "shot", shot["id"]), _note(shoot, "take", take), _note(shoot, "storyboard", shoot.board_id)]
    shoot.send("PUT", "/api/votes", {"target": {"kind": "take", "id": take}, "value": -1})
    target = {"kind": "shot", "id": shot["id"]}
    shoot.send("POST", "/api/reviews", {"target": target}, 201)
    assert shoot.panels()[0]["approval"]["asked"]
    shoot.send("PUT", "/api/approvals", {"target": target, "verdict": "approved"})
    said = shoot.panels()[0]
    assert said["open_notes"] == 2
    assert said["votes"] == {"ups": 0, "downs": 1, "mine": -1}
    assert said["approval"] == {"verdict": "approved", "asked": True, "approved": 1, "needed": 1, "mine": "approved"}
    shoot.send("POST", f"/api/notes/{notes[0]['id']}/resolve")
    assert shoot.panels()[0]["open_notes"] == 1
    assert shoot.panels()[1]["open_notes"] == 0
    shoot.run(shoot.send("POST", f"/api/shots/{shot['id']}/retakes", {}, 202)["job_id"])
    later = shoot.panels()[0]
    if later["frame"]["take_id"] != take:
        assert later["approval"]["verdict"] == "open", "it was said of the take that was circled then"


def test_a_frame_in_work_is_named(shoot: Shoot) -> None:
    shot = shoot.panels()[0]
    job = shoot.send("POST", f"/api/shots/{shot['id']}/retakes", {}, 202)["job_id"]
    assert [p["job_id"] for p in shoot.panels()[:2]] == [job, None]
    shoot.run(job)
    assert shoot.panels()[0]["job_id"] is None


def test_a_longer_board_asks_no_more_questions(shoot: Shoot) -> None:
    asked: list[str] = []
    event.listen(shoot.production.database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))

    def questions() -> int:
        asked.clear()
        shoot.panels()
        shoot.get(f"/api/storyboards/{shoot.board_id}/continuity")
        return len(asked)

    short = questions()
    last = shoot.panels()[-1]["id"]
    for _ in range(5):
        new = shoot.send("POST", f"/api/storyboards/{shoot.board_id}/shots", {"after": last}, 201)
        shoot.run(shoot.send("POST", f"/api/shots/{new['id']}/retakes", {}, 202)["job_id"])
    assert questions() == short


def test_the_matrix_has_a_cell_for_everyone_expected_with_its_parts(shoot: Shoot) -> None:
    matrix = shoot.get(f"/api/storyboards/{shoot.board_id}/continuity")
    wanted = {(name, p["id"]) for p in shoot.panels() for name in p["characters"]}
    assert {(c["character"], c["shot_id"]) for c in matrix["cells"]} == wanted
    cell = next(c for c in matrix["cells"] if c["character"] == "EMMA")
    assert (cell["status"], cell["reason"], cell["missing"], cell["stale"]) == ("excellent", "", False, False)
    assert {"face", "outfit", "hair"} <= {p["part"] for p in cell["parts"]}
    row = next(c for c in matrix["characters"] if c["character"] == "EMMA")
    assert row["character_id"] == shoot.emma.id
    assert row["cross"] > 85
    assert row["worst_shot_id"] in {p["id"] for p in shoot.panels()}
    assert matrix["overall"] == shoot.get(f"/api/storyboards/{shoot.board_id}/shots")["overall"]


def test_the_matrix_says_why_there_is_no_score_and_what_is_stale(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA")
    new = shoot.send("POST", f"/api/storyboards/{shoot.board_id}/shots", {"after": shot["id"]}, 201)
    shoot.send("PATCH", f"/api/shots/{shot['id']}", {"angle": "low" if shot["angle"] != "low" else "high"})
    cells = shoot.get(f"/api/storyboards/{shoot.board_id}/continuity")["cells"]
    empty = next(c for c in cells if c["shot_id"] == new["id"])
    assert (empty["score"], empty["status"], empty["reason"]) == (None, "unscorable", "there is no frame yet")
    assert empty["crop_url"] is None
    assert [c["stale"] for c in cells if c["shot_id"] == shot["id"]] == [True]


def test_someone_else_s_face_is_low_in_the_matrix(production: Production, settings: Settings) -> None:
    production.images.wrong = {"EMMA": 10_000}
    shoot = Shoot(production, settings)
    matrix = shoot.get(f"/api/storyboards/{shoot.board_id}/continuity")
    low = [c for c in matrix["cells"] if c["status"] == "retake"]
    assert {c["character"] for c in low} == {"EMMA"}
    assert all("face" in c["finding"] for c in low)


def test_a_character_is_cut_out_of_frame_and_reference(shoot: Shoot) -> None:
    cell = next(
        c for c in shoot.get(f"/api/storyboards/{shoot.board_id}/continuity")["cells"] if c["character"] == "BAI"
    )
    for one in shoot.get(f"/api/storyboards/{shoot.board_id}/continuity")["cells"]:
        for address in filter(None, (one["crop_url"], one["reference_url"])):
            assert shoot.get(address).status_code == 200  # what cannot be cut out has no address
    sizes = {}
    for part in ("face", "hair", "outfit", "whole"):
        for name in ("crop_url", "reference_url"):
            answer = shoot.get(cell[name], part=part, edge=160)
            assert answer.headers["content-type"] == "image/jpeg"
            with Image.open(io.BytesIO(answer.content)) as cut:
                assert max(cut.size) <= 160
                sizes[part, name] = cut.size
    assert sizes["face", "crop_url"] != sizes["whole", "crop_url"]
    shoot.get(cell["crop_url"], 422, part="shoe")
    shoot.get(cell["crop_url"].replace(shoot.bai.id, new_id()), 404)
    elsewhere = shoot.shot_of("EMMA")["frame"]["take_id"]
    refused = shoot.get(f"/api/takes/{elsewhere}/crops/{shoot.bai.id}", 409)
    assert refused["type"].endswith("NotInFrame")


def test_who_is_made_of_words_has_nothing_to_compare_with(shoot: Shoot) -> None:
    shot = shoot.shot_of("EMMA")
    with shoot.production.database.transaction() as session:
        row = characters.get(session, shoot.project_id, shoot.emma.id)
        row.dna = {**row.dna, "faces": []}
    refused = shoot.get(f"/api/takes/{shot['frame']['take_id']}/crops/{shoot.emma.id}/reference", 409)
    assert refused["type"].endswith("NothingToCompare")


def test_two_boards_are_compared_shot_by_shot(shoot: Shoot) -> None:
    shoot.production.images.wrong = {"EMMA": 10_000}
    other = shoot.make(frames=3, seed=4)
    compared = shoot.get(f"/api/storyboards/{shoot.board_id}/compare/{other}")
    assert compared["change"] < 0
    assert len(compared["panels"]) == len(shoot.panels())
    for pair in compared["panels"]:
        assert pair["before"]["shot_id"] != pair["after"]["shot_id"]
        scores = (pair["before"]["frame"]["score"], pair["after"]["frame"]["score"])
        assert pair["change"] == pytest.approx(scores[1] - scores[0], abs=0.01)
    shoot.send("DELETE", f"/api/shots/{compared['panels'][0]['after']['shot_id']}")
    left = shoot.get(f"/api/storyboards/{shoot.board_id}/compare/{other}")["panels"]
    assert (left[0]["after"], left[0]["change"]) == (None, None)
    shoot.get(f"/api/storyboards/{shoot.board_id}/compare/{new_id()}", 404)


def test_the_timeline_runs_without_gaps_and_words_stay_in_their_panels(shoot: Shoot) -> None:
    timeline = shoot.get(f"/api/storyboards/{shoot.board_id}/timeline")
    start = 0
    for panel in timeline["panels"]:
        assert panel["start"] == start
        start += panel["duration"]
        assert panel["image_url"]
        ends = [panel["start"], *[c["end"] for c in panel["captions"]]]
        assert [c["start"] for c in panel["captions"]] == ends[:-1]
        assert ends[-1] <= start
    assert timeline["duration"] == start
    assert [c["text"] for p in timeline["panels"] for c in p["captions"]] == [
        "Your soup smells of gold.", "Then pay me with gold!",
    ]  # fmt: skip


def test_a_guest_of_one_board_sees_its_panels_and_no_other_board_s(studio: Studio, production: Production) -> None:
    shoot = Shoot(production, studio.settings.model_copy(update={"team": False}))
    other = shoot.make(frames=3, seed=9)
    shot = shoot.rows()[0]
    guest = studio.guest(storyboard_id=shoot.board_id)
    for path in (
        f"storyboards/{shoot.board_id}/shots",
        f"storyboards/{shoot.board_id}/timeline",
        f"shots/{shot.id}/takes",
    ):
        assert guest.get(f"/api/{path}").status_code == 200, path
    assert guest.get(f"/api/storyboards/{shoot.board_id}/compare/{other}").status_code == 403
    assert guest.get(f"/api/storyboards/{other}/shots").status_code == 403
    take = guest.get(f"/api/shots/{shot.id}/takes").json()["takes"][0]["take_id"]
    assert guest.get(f"/api/takes/{take}/crops/{shoot.emma.id}/reference").status_code == 403
    assert guest.patch(f"/api/shots/{shot.id}", json={"lens_mm": 50}).status_code == 403
