"""Hero frames from order to choice, on fakes."""

import base64
from typing import Any

import numpy as np
import pytest

from onmodel.generations import tasks as production
from onmodel.heroes import queries, service, tasks
from onmodel.inline import run_inline
from onmodel.kit.ids import new_id
from onmodel.kit.pictures import encode_png
from onmodel.settings import Settings
from onmodel.styles import service as styles
from onmodel.takes import queries as takes
from onmodel.takes.tables import Take
from tests.factories.production import Production, portrait
from tests.factories.shoot import Shoot


class Gallery(Shoot):
    """A finished board, and its hero frames."""

    @property
    def path(self) -> str:
        with self.production.database.reading() as session:
            from onmodel.generations import queries

            found = queries.latest(session, self.board_id)
        assert found is not None
        return f"/api/generations/{found.id}/hero-frames"

    def run(self, job_id: str) -> Any:
        """Do a job; it must succeed."""
        given = self.production.backends
        handlers = {**production.handlers(given), **tasks.handlers(given)}
        done = run_inline(self.production.database, job_id, handlers)
        assert done.state == "succeeded", done.error
        return done

    def shot(self, number: int = 1) -> dict[str, Any]:
        """A shot with its frames."""
        shown: dict[str, Any] = self.get(self.path, scene_number=number)["shots"][0]
        return shown

    def offered(self, number: int = 1, **body: Any) -> dict[str, Any]:
        """A shot with four more frames."""
        self.run(self.send("POST", self.path, {"scene_number": number, **body}, 202)["job_id"])
        return self.shot(number)


@pytest.fixture
def gallery(production: Production, settings: Settings) -> Gallery:
    """A board with a frame for each shot."""
    return Gallery(production, settings)


def test_four_offers_differ_in_seed_and_words_and_the_circled_frame_stays(gallery: Gallery) -> None:
    before = gallery.shot()
    assert (len(before["frames"]), before["confirmed"]) == (1, None)
    shot = gallery.offered()
    made = [f for f in shot["frames"] if f["offer"]]
    assert [f["offer"] for f in made] == [1, 2, 3, 4]
    assert len({f["seed"] for f in made}) == 4
    assert shot["circled"] == before["circled"]
    assert all(f["state"] == "scored" and f["changed"] for f in made)
    assert all(f["enhanced_by"] == "rules" and "lens" in {a["about"] for a in f["added"]} for f in made)
    assert all("Alexa" in f["enhanced_prompt"] or "Venice" in f["enhanced_prompt"] for f in made)
    more = gallery.offered(variations=2)
    assert [f["offer"] for f in more["frames"]] == [0, 1, 2, 3, 4, 5, 6]


def test_the_words_of_the_board_s_style_are_in_its_prompts(gallery: Gallery) -> None:
    made = {"name": "Postcards", "description": "Faded postcards, soft teal.", "parameters": {"look": "ink"}}
    with gallery.production.database.transaction() as session:
        nothing = styles.Pictures((), (), [])
        kept = styles.create(session, gallery.production.blobs, made, nothing, project_id=gallery.project_id)
        child = {"name": "Night", "parent_id": kept.id, "parameters": {"contrast": 1.2}}
        styles.create(session, gallery.production.blobs, child, nothing, project_id=gallery.project_id)
        look, style_id = styles.chosen(session, gallery.project_id, "Night")
    gallery.board_id = gallery.make(frames=3, look=look, style=style_id)
    frame = gallery.offered(variations=1)["frames"][1]
    assert [a["words"] for a in frame["added"] if a["about"] == "style"] == [
        "Faded postcards",
        "soft teal",
        "ink drawing",
    ]
    assert "Faded postcards, soft teal, ink drawing" in frame["enhanced_prompt"]


def test_all_shots_without_a_confirmed_hero_are_offered_and_nothing_is_ordered_twice(gallery: Gallery) -> None:
    shots = gallery.get(gallery.path)["shots"]
    chosen = gallery.send("POST", f"{gallery.path}/{shots[0]['circled']}/select")
    assert chosen["confirmed"] == shots[0]["circled"]
    ordered = gallery.send("POST", gallery.path, {"variations": 2}, 202)
    assert ordered["confirmed"] == [shots[0]["shot_id"]]
    assert ordered["shot_ids"] == [s["shot_id"] for s in shots[1:]]
    assert ordered["frames"] == 2 * len(shots[1:])
    assert [m["number"] for m in gallery.shot(2)["making"]] == [1, 2]
    gallery.send("POST", gallery.path, {}, 409)
    done = gallery.run(ordered["job_id"]).result
    assert (done["made"], done["failed"]) == (ordered["frames"], 0)
    assert gallery.shot(2)["making"] == []
    named = gallery.send("POST", gallery.path, {"shot_ids": [shots[0]["shot_id"]], "variations": 1}, 202)
    assert named["shot_ids"] == [shots[0]["shot_id"]]  # who names a shot means it


def test_the_same_key_is_the_same_order(gallery: Gallery) -> None:
    twice = [gallery.send("POST", gallery.path, {"scene_number": 1}, 202, **{"Idempotency-Key": "k"}) for _ in "ab"]
    assert twice[0] == twice[1]
    gallery.run(twice[0]["job_id"])
    assert len(gallery.shot()["frames"]) == 5


def test_a_cancelled_order_leaves_what_is_done_and_can_be_asked_again(gallery: Gallery) -> None:
    ordered = gallery.send("POST", gallery.path, {"scene_number": 1}, 202)
    gallery.send("POST", f"/api/jobs/{ordered['job_id']}/cancel")
    assert gallery.shot()["making"] == []
    assert len(gallery.offered()["frames"]) == 5


def test_the_day_s_money_holds_for_hero_frames(gallery: Gallery) -> None:
    from dataclasses import replace

    gallery.production.images.capabilities = replace(gallery.production.images.capabilities, price=3.0)
    gallery.send("PUT", f"/api/projects/{gallery.project_id}/budget", {"money_per_day": 7.0})
    ordered = gallery.send("POST", gallery.path, {"scene_number": 1}, 202)
    assert ordered["price"] == 12.0
    done = gallery.run(ordered["job_id"]).result
    assert (done["made"], done["failed"]) == (2, 2)
    assert "money" in done["why"][0]


def test_a_frame_is_made_again_with_other_words_and_the_seed_asked_for(gallery: Gallery) -> None:
    first = gallery.offered(variations=1)["frames"][1]
    path = f"{gallery.path}/{first['take_id']}/regenerate"
    body = {"prompt": "She waits in the rain.", "negative_prompt": "hats", "seed": 99}
    gallery.run(gallery.send("POST", path, body, 202)["job_id"])
    again = gallery.shot()["frames"][-1]
    assert (again["seed"], again["prompt"], again["parent_id"]) == (99, body["prompt"], first["take_id"])
    assert again["negative_prompt"] == "hats"
    assert "She waits in the rain" in again["enhanced_prompt"]
    assert again["offer"] == first["offer"]
    gallery.run(gallery.send("POST", path, {"enhance": False}, 202)["job_id"])
    assert gallery.shot()["frames"][-1]["added"] == []
    gallery.run(gallery.send("POST", path, {"offer": 3}, 202)["job_id"])
    assert gallery.shot()["frames"][-1]["offer"] == 3


def test_selecting_circles_confirms_and_marks_clips_of_the_old_frame_stale(gallery: Gallery) -> None:
    shot = gallery.offered(variations=1)
    old, new = shot["circled"], shot["frames"][1]["take_id"]
    clip = {
        "shot_id": shot["shot_id"],
        "kind": "clip",
        "number": 1,
        "request_hash": "c",
        "backend": "fake",
        "tier": "low",
    }
    with gallery.production.database.transaction() as session:
        row = Take(project_id=gallery.project_id, storyboard_id=gallery.board_id, parent_id=old, **clip)
        session.add(row)
        session.flush()
        clip_id = row.id
        assert queries.stale_clips(session, [shot["shot_id"]]) == {}
    chosen = gallery.send("POST", f"{gallery.path}/{new}/select")
    assert (chosen["confirmed"], chosen["circled"], chosen["stale_clips"]) == (new, new, [clip_id])
    assert gallery.panels()[0]["frame"]["take_id"] == new
    back = gallery.send("POST", f"{gallery.path}/{old}/select")
    assert (back["confirmed"], back["stale_clips"]) == (old, [])
    with gallery.production.database.transaction() as session:
        rows = takes.of_shot(session, shot["shot_id"])
        service.takes.circle(session, rows, next(t for t in rows if t.id == new))
    assert gallery.shot()["confirmed"] is None  # what is circled since is not what was chosen


def test_a_first_choice_taken_back_leaves_the_shot_unchosen(gallery: Gallery) -> None:
    shot = gallery.offered(variations=1)
    old, new = shot["circled"], shot["frames"][1]["take_id"]
    gallery.send("POST", f"{gallery.path}/{new}/select")
    back = gallery.send("POST", f"{gallery.path}/{new}/unselect", {"instead": old})
    assert (back["confirmed"], back["circled"]) == (None, old)
    assert gallery.panels()[0]["frame"]["take_id"] == old
    ordered = gallery.send("POST", gallery.path, {"variations": 1}, 202)
    assert shot["shot_id"] in ordered["shot_ids"], "who waits for a choice is offered"
    gallery.send("POST", f"/api/takes/{new}/circle")
    assert gallery.shot()["confirmed"] is None, "the choice is gone, not asleep"


def test_only_the_choice_that_stands_is_taken_back(gallery: Gallery) -> None:
    shot = gallery.offered(variations=1)
    old, new = shot["circled"], shot["frames"][1]["take_id"]
    stranger = gallery.shot(2)["circled"]

    def unselect(frame: str, instead: str | None = None, status: int = 200) -> Any:
        return gallery.send("POST", f"{gallery.path}/{frame}/unselect", {"instead": instead}, status)

    assert unselect(new, status=409)["type"] == "/errors#NotChosen"
    gallery.send("POST", f"{gallery.path}/{old}/select")  # the frame that was circled unasked
    assert unselect(old, stranger, 404)["type"] == "/errors#HeroFrameNotFound"
    assert gallery.shot()["confirmed"] == old, "what is refused changes nothing"
    assert (unselect(old)["confirmed"], gallery.shot()["circled"]) == (None, old)
    gallery.send("POST", f"{gallery.path}/{old}/select")
    gallery.send("POST", f"{gallery.path}/{new}/select")  # somebody was quicker
    assert unselect(old, status=409)["type"] == "/errors#NotChosen"
    assert gallery.shot()["confirmed"] == new


def test_an_uploaded_photograph_is_a_scored_take_and_the_hero(gallery: Gallery) -> None:
    panel = gallery.shot_of("EMMA")
    picture = portrait("EMMA", 480).data
    body = {"image": base64.b64encode(picture).decode(), "name": "emma.png", "shot_id": panel["id"]}
    made = gallery.send("POST", f"{gallery.path}/upload", body, 201)
    assert (made["frame"]["backend"], made["frame"]["circled"], made["frame"]["confirmed"]) == ("upload", True, True)
    assert made["notes"] == ["cut to 16:9: 44 % of its height"]
    assert (made["frame"]["width"], made["frame"]["height"]) == (480, 270)
    gallery.run(made["job_id"])
    shown = next(f for f in gallery.get(gallery.path, shot_id=panel["id"])["shots"][0]["frames"] if f["circled"])
    assert shown["state"] == "scored"
    again = gallery.send("POST", f"{gallery.path}/upload", body, 201)
    assert again["frame"]["take_id"] == made["frame"]["take_id"]
    answer = gallery.send("POST", f"{gallery.path}/{shown['take_id']}/regenerate", {}, 409)
    assert "uploaded" in answer["detail"]
    job = gallery.send("POST", f"/api/shots/{panel['id']}/retakes", {"reason": "too dark"}, 202)["job_id"]
    gallery.run(job)  # a retake of a shot whose circled take has no scene begins from its blocking


def test_a_drawing_in_which_nobody_is_found_is_not_scored_and_says_why(gallery: Gallery) -> None:
    drawing = encode_png(np.full((600, 600, 3), 200, np.uint8))
    files = {"image": ("sketch.png", drawing, "image/png")}
    answer = gallery.client.post(
        f"{gallery.path}/upload", files=files, data={"scene_number": "1", "fit": "whole", "select": "false"}
    )
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["frame"]["circled"] is False
    assert made["notes"] == ["black bars to 16:9"]
    gallery.run(made["job_id"])
    frame = gallery.shot()["frames"][-1]
    assert (frame["score"], frame["state"]) == (None, "scored")
    assert all("drawing" in c["finding"] for c in frame["characters"])


def test_uploads_that_are_no_picture_or_for_no_shot_are_refused_and_nothing_is_kept(gallery: Gallery) -> None:
    path, png = f"{gallery.path}/upload", base64.b64encode(encode_png(np.zeros((400, 400, 3), np.uint8))).decode()
    small = base64.b64encode(encode_png(np.zeros((100, 400, 3), np.uint8))).decode()
    gallery.send("POST", path, {"image": png}, 422)
    gallery.send("POST", path, {"image": png, "scene_number": 99}, 404)
    gallery.send("POST", path, {"image": "!!", "scene_number": 1}, 422)
    gallery.send("POST", path, {"image": base64.b64encode(b"<svg/>").decode(), "scene_number": 1}, 422)
    assert "320" in gallery.send("POST", path, {"image": small, "scene_number": 1}, 422)["detail"]
    assert gallery.client.post(path, data={"scene_number": "1"}, files={}).status_code == 422
    assert len(gallery.shot()["frames"]) == 1


def test_frames_are_compared_by_settings_and_by_who_is_on_model(gallery: Gallery) -> None:
    gallery.production.images.wrong = {"EMMA": 1}
    frames = gallery.offered(variations=2)["frames"]
    ids = [f["take_id"] for f in frames[1:]]
    made = gallery.get(f"{gallery.path}/compare", frame=ids)
    assert [f["take_id"] for f in made["frames"]] == ids
    names = {d["name"] for d in made["settings"]}
    assert {"seed", "changed"} <= names
    assert "backend" not in names
    face = next(d for d in made["cast"] if (d["character"], d["part"]) == ("EMMA", "face"))
    assert face["best"] == 1
    assert face["spread"] > 0
    gallery.get(f"{gallery.path}/compare", 422, frame=[ids[0], ids[0]])
    gallery.get(f"{gallery.path}/compare", 404, frame=[ids[0], new_id()])


def test_what_is_not_there_is_not_found(gallery: Gallery) -> None:
    gallery.get(f"/api/generations/{new_id()}/hero-frames", 404)
    gallery.send("POST", f"{gallery.path}/{new_id()}/select", None, 404)
    gallery.send("POST", gallery.path, {"shot_ids": [new_id()]}, 404)
    gallery.send("POST", gallery.path, {"variations": 9}, 422)


def test_behind_the_last_seed_comes_the_first(gallery: Gallery) -> None:
    made = [frame for frame in gallery.offered(variations=2, seed=2**31 - 1)["frames"] if frame["offer"]]
    assert [frame["seed"] for frame in made] == [2**31 - 1, 0], "a row takes no greater number"
    again = gallery.send("POST", f"{gallery.path}/{made[0]['take_id']}/regenerate", {}, 202)
    gallery.run(again["job_id"])
    assert gallery.shot()["frames"][-1]["seed"] == 0
