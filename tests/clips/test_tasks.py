"""Clips are made from hero frames, scored, ranked; an interrupted or capped run keeps what it has."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from onmodel.backends.texts.port import EnhancedPrompt, MotionPromptRequest
from onmodel.backends.texts.rules import RuleTexts
from onmodel.backends.videos.fake import FakeVideos
from onmodel.backends.videos.port import VideoCapabilities, VideoRequest, VideoResult
from onmodel.budgets import service as budgets
from onmodel.budgets.rules import Limits
from onmodel.collaboration.tables import ProjectEvent
from onmodel.db import Database
from onmodel.generations.rules import HANDLES
from onmodel.generations.tables import Generation
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobState
from onmodel.jobs.tasks import JobInterrupted
from onmodel.styles import service as styles
from onmodel.takes.tables import Take
from tests.factories.reel import Reel
from tests.factories.shoot import Shoot


class DearVideos(FakeVideos):
    """Costs 2 a second of film, and counts what it made."""

    capabilities = VideoCapabilities(seeds=True, scenes=True, prompts=True, negative_prompts=True, price=2.0)

    def __init__(self) -> None:
        self.requests: list[VideoRequest] = []
        self.stops_before = 0
        self.before: Callable[[VideoRequest], None] = lambda _request: None

    def run(self, request: VideoRequest, progress: Any = None) -> VideoResult:
        self.requests.append(request)
        if len(self.requests) == self.stops_before:
            raise JobInterrupted
        self.before(request)
        return super().run(request, progress)


@pytest.fixture
def videos(production: Any) -> DearVideos:
    production.videos = DearVideos()
    return production.videos  # type: ignore[no-any-return]  # just set


@pytest.fixture
def reel(shoot: Shoot) -> Reel:
    return Reel(shoot)


def events(database: Database, kind: str) -> list[dict[str, Any]]:
    with database.reading() as session:
        return [e.payload for e in session.query(ProjectEvent).filter_by(kind=kind).order_by(ProjectEvent.seq)]


def test_the_words_of_a_clip_are_found_with_the_board_s_style(reel: Reel, monkeypatch: pytest.MonkeyPatch) -> None:
    shoot, told = reel.shoot, []
    made = {"name": "Postcards", "description": "Faded postcards.", "parameters": {"look": "ink"}}
    with shoot.production.database.transaction() as session:
        nothing = styles.Pictures((), (), [])
        styles.create(session, shoot.production.blobs, made, nothing, project_id=shoot.project_id)
        look, style_id = styles.chosen(session, shoot.project_id, "Postcards")
    shoot.board_id = shoot.make(frames=3, look=look, style=style_id)
    usual = RuleTexts.enhance_motion

    def heard(self: RuleTexts, request: MotionPromptRequest) -> EnhancedPrompt:
        told.append(request.facts.style)
        return usual(self, request)

    monkeypatch.setattr(RuleTexts, "enhance_motion", heard)
    assert reel.process(scene_numbers=[1], takes=1).state == "succeeded"
    assert told == ["Faded postcards, ink drawing"]


def test_three_takes_of_each_scene_are_made_and_the_best_is_selected(reel: Reel) -> None:
    reel.judge.values = [71.0, 88.0, 88.0]
    done = reel.process()
    assert done.state == "succeeded", done.error
    scenes = reel.scenes()
    assert [len(scene["attempts"]) for scene in scenes] == [3, 3, 3]
    first = scenes[0]["attempts"]
    assert [attempt["number"] for attempt in first] == [1, 2, 3]
    assert [attempt["score"] for attempt in first] == [71.0, 88.0, 88.0]
    assert scenes[0]["selected_id"] == first[1]["attempt_id"], "of equals the earlier one"
    assert len({attempt["seed"] for attempt in first}) == 3
    assert first[1]["selected"]


def test_a_clip_starts_from_the_hero_frame_with_its_scene_and_its_prompt_in_an_operator_s_words(
    reel: Reel, videos: DearVideos
) -> None:
    reel.process(scene_numbers=[1])
    panel, request = reel.shoot.panels()[0], videos.requests[0]
    assert request.scene is not None
    assert request.first_frame.shape == (360, 640, 3)
    assert request.frames == panel["duration_frames"] + 2 * HANDLES
    attempt = reel.scenes()[0]["attempts"][0]
    assert attempt["hero_frame_id"] == panel["frame"]["take_id"]
    assert attempt["prompt"] == panel["description"]
    assert len(attempt["enhanced_prompt"]) > len(attempt["prompt"])
    assert attempt["negative_prompt"]
    assert reel.judge.asked[0].hero is not None
    assert {dna.name for dna in reel.judge.asked[0].cast} == set(panel["characters"])


def test_a_clip_is_made_with_handles_and_the_cut_shows_what_lies_between(reel: Reel, videos: DearVideos) -> None:
    shown = reel.shoot.panels()[0]["duration_frames"]
    assert reel.of("")["settings"]["handles"] == HANDLES
    of_eight, of_twelve = (reel.of("estimate", scene_numbers=[1], takes=1, handles=n) for n in (8, 12))
    assert of_twelve["film_seconds"] - of_eight["film_seconds"] == pytest.approx(8 / 24, abs=0.01)
    reel.process(scene_numbers=[1], takes=1, handles=12)
    attempt = reel.scenes()[0]["attempts"][0]
    assert (videos.requests[0].frames, attempt["frames"], attempt["handles"]) == (shown + 24, shown + 24, 12)
    assert {"path": "settings.handles", "before": 8, "after": 12} in reel.of("")["changes"]
    assert reel.of("")["spending"]["accepted_seconds"] == pytest.approx(shown / 24, abs=0.001)
    for rate, spare, length in (("24", 12, shown), ("59.94", 30, round(shown * 60000 / 1001 / 24))):
        item = reel.shoot.send("POST", "/api/cuts", {"storyboard_id": reel.shoot.board_id, "rate": rate}, 201)["items"][
            0
        ]
        assert (item["start"], item["head"], item["length"]) == (spare, spare, length)
        assert abs(item["tail"] - spare) <= 1


def test_a_pass_of_before_there_were_handles_goes_on_without(reel: Reel, videos: DearVideos) -> None:
    reel.process(scene_numbers=[1], takes=1, handles=0)
    with reel.shoot.production.database.transaction() as session:
        session.get_one(Generation, reel.generation_id).settings = {"takes": 1}
    reel.process(scene_numbers=[1], takes=1)
    shown = reel.shoot.panels()[0]["duration_frames"]
    assert [request.frames for request in videos.requests] == [shown], "it is there, and is not made again"
    assert reel.scenes()[0]["attempts"][0]["handles"] == 0
    item = reel.shoot.send("POST", "/api/cuts", {"storyboard_id": reel.shoot.board_id}, 201)["items"][0]
    assert (item["head"], item["length"], item["tail"]) == (0, shown, 0)
    begun = reel.shoot.send("POST", "/api/generations", {"storyboard_id": reel.shoot.board_id}, 201)
    assert begun["settings"]["handles"] == HANDLES
    assert {"path": "settings.handles", "before": 0, "after": HANDLES} in begun["changes"]


def test_a_board_of_before_that_has_no_clip_yet_gets_handles(reel: Reel) -> None:
    with reel.shoot.production.database.transaction() as session:
        session.get_one(Generation, reel.generation_id).settings = {}
    reel.process(scene_numbers=[1], takes=1)
    assert reel.scenes()[0]["attempts"][0]["handles"] == HANDLES


def test_what_a_backend_cannot_make_is_taken_from_the_handles(reel: Reel, videos: DearVideos) -> None:
    shown = reel.shoot.panels()[0]["duration_frames"]
    videos.capabilities = replace(videos.capabilities, longest=shown + 7)
    reel.process(scene_numbers=[1], takes=1)
    attempt = reel.scenes()[0]["attempts"][0]
    assert (attempt["frames"], attempt["handles"]) == (shown + 6, 3)
    assert "Handles of 3 frames: no longer clip can be made" in attempt["notes"]


@pytest.mark.parametrize("handles", [-1, 49, 1.5])
def test_handles_are_frames_within_reason(reel: Reel, handles: float) -> None:
    path = f"/api/generations/{reel.generation_id}/process"
    assert reel.shoot.send("POST", path, {"handles": handles}, 422)["errors"]


def test_the_board_s_page_shows_frames_alone(reel: Reel) -> None:
    before = reel.shoot.panels()
    reel.process()
    after = reel.shoot.panels()
    assert [p["frame"] for p in after] == [p["frame"] for p in before]
    assert [p["takes"] for p in after] == [p["takes"] for p in before]
    assert all(t["kind"] == "frame" for t in reel.shoot.get(f"/api/shots/{after[0]['id']}/takes")["takes"])
    boards = reel.shoot.get("/api/storyboards")["storyboards"]
    assert boards[0]["pictures"] == len(after)
    assert boards[0]["stale"] == 0


def test_asking_twice_is_asking_once(reel: Reel, videos: DearVideos) -> None:
    first = reel.process()
    made = len(videos.requests)
    again = reel.process()
    assert again.id == first.id
    assert len(videos.requests) == made


def test_what_an_interrupted_job_made_is_found(reel: Reel, videos: DearVideos) -> None:
    videos.stops_before = 2
    path = f"/api/generations/{reel.generation_id}/process"
    job_id = reel.shoot.send("POST", path, {"scene_numbers": [1]}, 202)["job_id"]
    done = reel.run(job_id)
    assert done.state == "succeeded", done.error
    seeds = [request.seed for request in videos.requests]
    assert len(seeds) == 4
    assert len(set(seeds)) == 3, "the first take was not made again, the second was"
    assert len(reel.scenes()[0]["attempts"]) == 3


def test_where_nothing_reaches_the_bar_a_person_is_asked(reel: Reel) -> None:
    reel.judge.values = [40.0, 69.9, None]
    reel.process(scene_numbers=[1])
    scene = reel.scenes()[0]
    assert scene["needs_review"]
    assert scene["selected_id"] == scene["attempts"][1]["attempt_id"]
    assert scene["attempts"][1]["state"] == "needs_review"
    told = events(reel.shoot.production.database, "clip.needs_review")
    assert [(t["scene_number"], t["value"]) for t in told] == [(1, 69.9)]
    notices = reel.shoot.get("/api/notifications")["notifications"]
    assert any("reaches the bar" in notice["text"] for notice in notices)
    chosen = scene["attempts"][0]["attempt_id"]
    path = f"/api/generations/{reel.generation_id}/attempts/{chosen}/select"
    after = reel.shoot.send("POST", path)
    assert not after["needs_review"]
    assert after["selected_id"] == chosen
    assert {attempt["state"] for attempt in after["attempts"]} == {"scored"}


def test_a_budget_that_ends_stops_the_run_and_keeps_what_is_there(reel: Reel, videos: DearVideos) -> None:
    price = price_of_first(reel)
    set_money(reel, price * 2.5)
    done = reel.process(scene_numbers=[1])
    assert done.state == "failed"
    assert "1 of 1 scenes have not all their takes" in done.error["detail"]
    assert "money of today is spent" in done.error["detail"]
    scene = reel.scenes()[0]
    assert len(scene["attempts"]) == 2
    assert scene["selected_id"] is not None
    assert reel.of("")["stopped"] == done.error["detail"]
    set_money(reel, None)
    again = reel.process(scene_numbers=[1])
    assert again.id == done.id
    assert again.state == "succeeded", again.error
    assert len(videos.requests) == 3
    assert reel.of("")["spending"]["money"] == pytest.approx(price * 3)


def price_of_first(reel: Reel) -> float:
    """What a take of the first scene costs: its handles are paid as well."""
    return float(2.0 * (reel.shoot.panels()[0]["duration_frames"] + 2 * HANDLES) / 24)


def set_money(reel: Reel, money: float | None) -> None:
    with reel.shoot.production.database.transaction() as session:
        budgets.change(session, reel.shoot.project_id, Limits(money_per_day=money))


def test_a_cap_of_the_generation_stops_it_too(reel: Reel, videos: DearVideos) -> None:
    price = price_of_first(reel)
    done = reel.process(scene_numbers=[1], most_money=price * 1.5)
    assert done.state == "failed"
    assert "cost as much as it may" in done.error["detail"]
    assert len(reel.scenes()[0]["attempts"]) == 1
    assert reel.process(scene_numbers=[1], most_money=price * 9).state == "succeeded"
    assert len(reel.scenes()[0]["attempts"]) == 3
    assert len(videos.requests) == 3


def test_two_scenes_that_are_made_at_once_keep_to_the_cap_together(reel: Reel, videos: DearVideos) -> None:
    panels = reel.shoot.panels()
    price = [2.0 * (panel["duration_frames"] + 2 * HANDLES) / 24 for panel in panels]
    cap = price[0] + price[1] * 0.5
    path = f"/api/generations/{reel.generation_id}/process"
    second = reel.shoot.send("POST", path, {"scene_numbers": [2], "takes": 1, "most_money": cap}, 202)["job_id"]
    ended = []

    def meanwhile(request: VideoRequest) -> None:
        if len(videos.requests) == 1:
            ended.append(reel.run(second))

    videos.before = meanwhile
    assert reel.process(scene_numbers=[1], takes=1, most_money=cap).state == "succeeded"
    assert [job.state for job in ended] == ["failed"]
    assert "cost as much as it may" in ended[0].error["detail"]
    assert len(videos.requests) == 1
    assert reel.of("")["spending"]["money"] == pytest.approx(price[0])
    assert reel.process(scene_numbers=[2], takes=1, most_money=sum(price[:2])).state == "succeeded"


def test_a_cap_of_as_much_as_the_takes_cost_suffices(reel: Reel, videos: DearVideos) -> None:
    done = reel.process(scene_numbers=[1], takes=3, most_money=price_of_first(reel) * 3)
    assert done.state == "succeeded", done.error


def test_what_was_paid_before_an_interruption_is_within_the_cap_still(reel: Reel, videos: DearVideos) -> None:
    videos.stops_before = 1
    done = reel.process(scene_numbers=[1], takes=1, most_money=price_of_first(reel))
    assert done.state == "succeeded", done.error


def test_an_iteration_stands_by_clips_that_one_beside_it_made(reel: Reel, videos: DearVideos) -> None:
    begin = {"storyboard_id": reel.shoot.board_id, "parent_id": reel.generation_id, "seed": 7}
    one, other = (reel.shoot.send("POST", "/api/generations", begin, 201)["id"] for _ in range(2))
    reel.judge.values = [71.0, 88.0]
    assert reel.process(one, scene_numbers=[1], takes=2).state == "succeeded"
    assert reel.process(other, scene_numbers=[1], takes=2).state == "succeeded"
    assert len(videos.requests) == 2
    selected = [reel.scenes(generation)[0]["selected_id"] for generation in (one, other)]
    assert selected[0] is not None
    assert selected[1] == selected[0]
    poorer = reel.scenes(other)[0]["attempts"][0]["attempt_id"]
    reel.shoot.send("POST", f"/api/generations/{other}/attempts/{poorer}/select")
    assert reel.process(other, scene_numbers=[1], takes=2, most_money=99.0).state == "succeeded"
    assert reel.scenes(other)[0]["selected_id"] == poorer, "what a person chose stays"


def test_behind_the_last_seed_comes_the_first(reel: Reel, videos: DearVideos) -> None:
    begin = {"storyboard_id": reel.shoot.board_id, "seed": 2**31 - 1}
    begun = reel.shoot.send("POST", "/api/generations", begin, 201)["id"]
    assert reel.process(begun, scene_numbers=[1], takes=2).state == "succeeded"
    assert [request.seed for request in videos.requests] == [2**31 - 1, 0]


def test_seconds_of_the_day_are_a_cap_for_what_costs_no_money(reel: Reel) -> None:
    with reel.shoot.production.database.transaction() as session:
        budgets.use_seconds(session, reel.shoot.project_id, 99.9999)
        budgets.change(session, reel.shoot.project_id, Limits(seconds_per_day=1e6))
    path = f"/api/generations/{reel.generation_id}/process"
    job_id = reel.shoot.send("POST", path, {}, 202)["job_id"]
    with reel.shoot.production.database.transaction() as session:
        budgets.change(session, reel.shoot.project_id, Limits(seconds_per_day=100.0))
    done = reel.run(job_id)
    assert done.state == "failed"
    assert "render seconds of today are used up" in done.error["detail"]


def test_a_cancelled_run_stops_and_keeps_its_takes(reel: Reel) -> None:
    path = f"/api/generations/{reel.generation_id}/process"
    job_id = reel.shoot.send("POST", path, {}, 202)["job_id"]
    database = reel.shoot.production.database

    def cancel(*_: Any) -> Any:
        with database.transaction() as session:
            jobs.cancel(session, job_id)
        return told(*_)

    told = reel.judge.__call__
    done = Reel(reel.shoot, cancel).run(job_id)  # type: ignore[arg-type]  # scores as the other does
    assert done.state == JobState.CANCELLED
    with database.reading() as session:
        assert session.query(Take).filter_by(kind="clip").count() >= 1


def test_other_hero_other_clip(reel: Reel) -> None:
    reel.process(scene_numbers=[1])
    shot = reel.shoot.panels()[0]
    job = reel.shoot.send("POST", f"/api/shots/{shot['id']}/retakes", {"reason": "Another", "seed": 99}, 202)
    reel.run(job["job_id"])
    frames = reel.shoot.get(f"/api/shots/{shot['id']}/takes")["takes"]
    other = next(t for t in frames if t["take_id"] != reel.scenes()[0]["attempts"][0]["hero_frame_id"])
    reel.shoot.send("POST", f"/api/takes/{other['take_id']}/circle")
    assert reel.scenes()[0]["attempts"][0]["stale"]
    report = reel.of("quality-report")
    assert report["scenes"][0]["needs"] == "stale"
    reel.process(scene_numbers=[1])
    scene = reel.scenes()[0]
    assert len(scene["attempts"]) == 6
    fresh = next(a for a in scene["attempts"] if a["selected"])
    assert fresh["hero_frame_id"] == other["take_id"]
    assert not fresh["stale"]


def test_spending_is_told_as_it_happens(reel: Reel, videos: DearVideos) -> None:
    reel.process(scene_numbers=[1])
    told = events(reel.shoot.production.database, "clip.made")
    assert [t["number"] for t in told] == [1, 2, 3]
    assert told[0]["money"] < told[1]["money"] < told[2]["money"]
    assert told[2]["money"] == pytest.approx(sum(2.0 * r.frames / 24 for r in videos.requests))
