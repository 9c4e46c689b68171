"""What every video backend promises: the fake, the stage in 3D and before a still, and a model behind Cog's API."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from onmodel.backends.errors import Rejected
from onmodel.backends.videos import stage as adapter
from onmodel.backends.videos.catalogue import named
from onmodel.backends.videos.cog import CogVideos
from onmodel.backends.videos.fake import FakeVideos
from onmodel.backends.videos.port import VideoBackend, VideoRequest
from onmodel.backends.videos.stage import StageVideos
from onmodel.fountain.vocabulary import Move
from onmodel.stage import life, roll
from onmodel.stage.spec import ActorLook, ActorSpec, CameraSpec, SceneSpec, SetSpec
from tests.factories.cog import CogServer
from tests.stage.doubles import person, room

SCENE = SceneSpec(
    SetSpec("room"),
    CameraSpec((0.0, -2.6, 1.5), (0.0, 0.0, 1.3), 32.0),
    (ActorSpec("ANNA", ActorLook(), (-0.4, 0.0, 0.0)), ActorSpec("BEN", ActorLook(), (0.4, 0.2, 0.0))),
)
KINDS = ("fake", "scene", "still", "cog")


class Stopped(Exception):
    """Somebody pressed stop."""


def picture(width: int = 96, height: int = 54) -> np.ndarray:
    noise = np.random.default_rng(3).integers(60, 190, (5, 8, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


@pytest.fixture(scope="module")
def server() -> Iterator[CogServer]:
    with CogServer() as running:
        yield running


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def backend(kind: str, server: CogServer, monkeypatch: pytest.MonkeyPatch) -> VideoBackend:
    """Capsule people in a box room stand for the stage's own, so that the contract takes seconds."""
    for module in (roll, life):
        monkeypatch.setattr(module, "build_actor", lambda spec: person(spec.name, spec.position))
    monkeypatch.setattr(life, "act", lambda spec, _moment: person(spec.name, spec.position))
    monkeypatch.setattr(roll, "build_place", lambda _spec: room())
    monkeypatch.setattr(adapter, "ALIKE", -2.0)  # the request's frame is no render of the doubles
    server.reset()
    made: dict[str, VideoBackend] = {
        "fake": FakeVideos(), "scene": StageVideos(), "still": StageVideos(),
        "cog": CogVideos(named("wan"), base_url=server.url, pause=0.01),
    }  # fmt: skip
    made[kind].setup()
    return made[kind]


@pytest.fixture
def asked(kind: str) -> VideoRequest:
    scene = SCENE if kind == "scene" else None
    return VideoRequest(picture(), "She smiles", move=Move.PUSH_IN, frames=5, seed=4, tier="low", scene=scene)


def opened(clip: bytes) -> tuple[av.container.InputContainer, list[np.ndarray]]:
    container = av.open(io.BytesIO(clip))
    return container, [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def test_a_clip_is_as_long_as_fast_and_as_large_as_asked_and_tagged(backend: VideoBackend, asked: VideoRequest) -> None:
    made = backend.run(replace(asked, rate=12))
    container, frames = opened(made.clip)
    context = container.streams.video[0].codec_context
    assert (len(frames), made.frames, made.rate) == (5, 5, 12)
    assert container.streams.video[0].average_rate == 12
    assert frames[0].shape == (54, 96, 3) == (made.height, made.width, 3)
    assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
    assert np.std(frames[0]) > 1
    assert made.manifest["backend"] == backend.name


def test_the_same_request_gives_the_same_bytes(backend: VideoBackend, asked: VideoRequest) -> None:
    assert backend.capabilities.seeds
    assert backend.run(asked).clip == backend.run(asked).clip
    assert backend.run(replace(asked, seed=77, frames=9)).clip != backend.run(replace(asked, frames=9)).clip


@pytest.mark.parametrize("frames", [1, 2])
def test_a_clip_may_be_a_frame_or_two_of_an_odd_size(backend: VideoBackend, asked: VideoRequest, frames: int) -> None:
    made = backend.run(replace(asked, frames=frames, first_frame=picture(65, 37)))
    assert [f.shape for f in opened(made.clip)[1]] == [(36, 64, 3)] * frames
    assert (made.width, made.height) == (64, 36)


def test_who_is_told_of_progress_may_stop_it(backend: VideoBackend, asked: VideoRequest) -> None:
    told: list[float] = []

    def stop(share: float) -> None:
        told.append(share)
        raise Stopped

    with pytest.raises(Stopped):
        backend.run(asked, stop)
    assert len(told) == 1
    assert 0 <= told[0] <= 1


def test_what_no_clip_can_be_made_of_is_refused(backend: VideoBackend, asked: VideoRequest) -> None:
    with pytest.raises(Rejected):
        backend.run(replace(asked, frames=0))
    with pytest.raises(Rejected):
        backend.run(replace(asked, first_frame=np.zeros((0, 0, 3), np.uint8)))
    if backend.name != "fake":
        with pytest.raises(Rejected, match="too long"):
            backend.run(replace(asked, frames=backend.capabilities.longest + 1))


@pytest.mark.parametrize("kind", ["scene", "still"], indirect=True)
@pytest.mark.parametrize("move", list(Move))
def test_the_stage_makes_every_move_and_begins_where_it_was_blocked(
    backend: VideoBackend, asked: VideoRequest, move: Move
) -> None:
    made = backend.run(replace(asked, move=move, frames=4, rate=2))
    frames = opened(made.clip)[1]
    moved = np.abs(frames[-1].astype(int) - frames[0]).mean()
    if asked.scene is None and move is not Move.PULL_OUT:
        assert np.abs(frames[0].astype(int) - asked.first_frame).mean() < 6
        assert (moved > 0.8) == (move is not Move.STATIC)
    if asked.scene is not None:
        assert (moved > 0.4) or move is Move.STATIC
        assert set(made.heads) == {"ANNA", "BEN"}
        assert all(boxes.shape == (4, 4) for boxes in made.heads.values())


def test_a_frame_that_is_not_the_scene_s_is_moved_as_a_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StageVideos, "_through", lambda *_: None)
    made = StageVideos().run(VideoRequest(picture(), move=Move.DOLLY, frames=3, scene=SCENE))
    assert made.manifest["made"] == "still"
    assert "not the stage's own picture" in " ".join(made.notes)


def test_pictures_are_alike_by_what_a_glance_sees() -> None:
    one = picture(320, 180)
    assert adapter.alike(one, np.clip(one.astype(int) + 9, 0, 255).astype(np.uint8)) > 0.95
    assert adapter.alike(one, np.rot90(one, 2).copy()) < adapter.ALIKE


def test_a_model_of_one_s_own_stands_beside_ours(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[mine]\nmodel = "me/mine"\ninputs = { image = "still", frames = "n" }\nstep = 8\n')
    told = named("mine", str(mine)).asked(VideoRequest(picture(), frames=72), "data:x")
    assert told == {"still": "data:x", "n": 73}
    assert named("kling", str(mine)).asked(VideoRequest(picture(), frames=72), "data:x")["duration"] == 5
