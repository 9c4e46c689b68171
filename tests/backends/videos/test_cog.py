"""A model behind Cog's prediction API on its bad days: busy, refusing, failing, slow, cut off; and never paid twice."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from onmodel.backends.errors import NotConfigured, OutOfMemory, RateLimited, Rejected, Unavailable
from onmodel.backends.videos.catalogue import named
from onmodel.backends.videos.cog import CogVideos
from onmodel.backends.videos.conform import opened
from onmodel.backends.videos.port import VideoRequest
from tests.factories.cog import CogServer

REQUEST = VideoRequest(np.full((54, 96, 3), 90, np.uint8), "She smiles", frames=5, seed=4, key="take-1")


@pytest.fixture
def server() -> Iterator[CogServer]:
    with CogServer() as running:
        yield running


@pytest.fixture
def model(server: CogServer) -> CogVideos:
    return CogVideos(named("wan"), base_url=server.url, pause=0.01, patience=5.0, price=0.2)


@pytest.mark.parametrize(
    ("status", "headers", "error"),
    [
        (409, {}, RateLimited),
        (429, {"Retry-After": "17"}, RateLimited),
        (422, {}, Rejected),
        (401, {}, NotConfigured),
        (404, {}, NotConfigured),
        (500, {}, Unavailable),
        (503, {}, Unavailable),
    ],
)
def test_a_status_is_one_of_our_errors(
    server: CogServer, model: CogVideos, status: int, headers: dict[str, str], error: type[Exception]
) -> None:
    server.status = (status, headers)
    with pytest.raises(error) as caught:
        model.run(REQUEST)
    if isinstance(caught.value, RateLimited):
        assert caught.value.retry_after == (17.0 if headers else 5.0)


@pytest.mark.parametrize(
    ("failure", "error"),
    [("CUDA out of memory", OutOfMemory), ("NSFW content detected", Rejected), ("boom", Unavailable)],
)  # fmt: skip
def test_a_failed_prediction_is_one_of_our_errors(
    server: CogServer, model: CogVideos, failure: str, error: type[Exception]
) -> None:
    server.failure = failure
    with pytest.raises(error, match="video model"):
        model.run(REQUEST)


def test_a_clip_that_is_cut_off_is_not_taken(server: CogServer, model: CogVideos) -> None:
    server.cut = True
    with pytest.raises(Unavailable):
        model.run(replace(REQUEST, frames=41))


def test_who_takes_too_long_is_cancelled(server: CogServer) -> None:
    server.looks = 10_000
    with pytest.raises(Unavailable, match="too long"):
        CogVideos(named("wan"), base_url=server.url, pause=0.01, patience=0.1).run(REQUEST)
    assert len(server.cancelled) == 1


def test_progress_is_read_from_the_log_and_a_stop_cancels(server: CogServer, model: CogVideos) -> None:
    told: list[float] = []

    def stop(share: float) -> None:
        told.append(share)
        if share >= 0.5:
            raise KeyboardInterrupt

    server.looks = 3
    with pytest.raises(KeyboardInterrupt):
        model.run(REQUEST, stop)
    assert told == [0.02, 0.5]
    assert list(server.predictions) == server.cancelled


@pytest.mark.parametrize("status", [429, 502, 503])
def test_a_look_that_fails_loses_no_clip_that_is_being_made(server: CogServer, model: CogVideos, status: int) -> None:
    def stumble(share: float) -> None:
        server.status = (status, {}) if share < 0.5 else None

    made = model.run(REQUEST, stumble)
    assert (made.frames, server.made, server.cancelled) == (REQUEST.frames, 1, [])


def test_who_is_gone_for_good_is_waited_for_no_longer_and_the_clip_is_found_later(server: CogServer) -> None:
    model = CogVideos(named("wan"), base_url=server.url, pause=0.001)
    server.looks = 3

    def go(_share: float) -> None:
        model.base_url = "http://127.0.0.1:9"

    with pytest.raises(Unavailable):
        model.run(REQUEST, go)
    model.base_url = server.url
    assert model.run(REQUEST).frames == REQUEST.frames
    assert (server.made, server.cancelled) == (1, [])


def test_an_attempt_that_is_repeated_is_not_paid_twice(server: CogServer, model: CogVideos) -> None:
    first = model.run(REQUEST)
    again = CogVideos(named("wan"), base_url=server.url, pause=0.01).run(REQUEST)
    assert server.made == 1
    pictures = [np.stack(opened(made.clip)[0]).astype(int) for made in (first, again)]
    assert np.abs(pictures[0] - pictures[1]).max() <= 2
    model.run(replace(REQUEST, key="take-2"))
    assert server.made == 2


def test_what_the_model_cannot_is_said(model: CogVideos) -> None:
    assert model.capabilities.price == 0.2
    assert not model.capabilities.negative_prompts
    made = model.run(replace(REQUEST, negative_prompt="blur"))
    assert any("takes no negative prompt" in note for note in made.notes)
    assert any("scaled" in note for note in made.notes)
    assert made.manifest["input"]["num_frames"] == 5
    assert "image" not in made.manifest["input"]


def test_nobody_there_and_nobody_well(server: CogServer) -> None:
    with pytest.raises(NotConfigured, match="No video model"):
        CogVideos(named("wan"), base_url="").setup()
    with pytest.raises(NotConfigured):
        CogVideos(named("kling"), base_url="https://api.replicate.com/v1").setup()
    with pytest.raises(Unavailable):
        CogVideos(named("wan"), base_url="http://127.0.0.1:9").run(REQUEST)
    server.health = "SETUP_FAILED"
    with pytest.raises(Unavailable, match="did not start"):
        CogVideos(named("wan"), base_url=server.url).setup()
    with pytest.raises(NotConfigured, match="no video model 'nope'"):
        named("nope")
