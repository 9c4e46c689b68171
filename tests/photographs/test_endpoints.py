"""Photographs judged while they are dropped: each verdict with what to do, and nothing kept."""

import base64
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from pydantic import ValidationError

from onmodel.assets import queries as assets
from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.backends.vision.fake import FakeVision, paint_face
from onmodel.dna.photographs import face_clarity, look_over
from onmodel.kit.pictures import decode, encode_jpeg, encode_png
from onmodel.photographs.endpoints import router
from onmodel.photographs.schemas import PhotographsIn
from tests.factories.production import Production, portrait


def painted(*people: str, size: int = 400, face: int = 130) -> bytes:
    pixels = np.full((size, size * max(len(people), 1), 3), 90, np.uint8)
    for at, person in enumerate(people):
        left = size * at + 60
        paint_face(pixels, (left, 60, left + face, 60 + face), person)
    return encode_png(pixels)


@pytest.fixture
def client(serve: Callable[[APIRouter], TestClient], production: Production) -> TestClient:
    client = serve(router)
    client.app.state.backends = production.backends  # type: ignore[attr-defined]  # a FastAPI app
    return client


def kinds(photograph: dict) -> list[str]:
    return [finding["kind"] for finding in photograph["findings"]]


def test_each_picture_has_a_verdict_and_what_to_do(client: TestClient) -> None:
    files = [
        ("images", ("emma.png", painted("EMMA"))),
        ("images", ("empty.png", painted())),
        ("images", ("both.png", painted("EMMA", "BEN"))),
        ("images", ("ben.png", painted("BEN", size=420))),
        ("images", ("notes.txt", b"not a picture")),
        ("images", ("again.jpg", encode_jpeg(decode(painted("EMMA"), "e")[::2, ::2], 92))),
    ]
    answer = client.post("/api/characters/check", files=files)
    assert answer.status_code == 200, answer.text
    emma, empty, both, ben, notes, again = answer.json()["photographs"]
    assert (emma["width"], emma["height"], emma["faces"]) == (400, 400, 1)
    assert emma["face"] == pytest.approx([0.15, 0.15, 0.475, 0.475], abs=0.02)
    assert kinds(empty) == ["no_face"]
    assert kinds(both) == ["several_people"]
    assert kinds(ben)[0] == "someone_else"
    assert "emma.png" in ben["findings"][0]["what"]
    assert kinds(notes) == ["unreadable"]
    assert kinds(again)[0] == "duplicate"
    assert again["same_as"] == 0
    assert [p["verdict"] == "bad" for p in (emma, empty, both, ben, notes, again)] == [False] + [True] * 5
    assert all(f["what"] and f["todo"] for p in (empty, both, ben, notes, again) for f in p["findings"])
    assert answer.json()["ready"] is False


def test_a_set_that_is_good_is_ready(client: TestClient) -> None:
    images = [base64.b64encode(painted("EMMA", size=size)).decode() for size in (400, 460)]
    answer = client.post("/api/characters/check", json={"images": images}).json()
    assert answer["ready"] is True
    assert [p["name"] for p in answer["photographs"]] == ["picture 1", "picture 2"]


def test_nothing_is_kept(client: TestClient, production: Production, blobs: FakeBlobs) -> None:
    client.post("/api/characters/check", files=[("images", ("a.png", painted("EMMA")))])
    with production.database.reading() as session:
        assert not assets.used_keys(session)


def test_nothing_to_judge_and_too_much_are_refused() -> None:
    for images in ([], ["AAAA"] * 9):
        with pytest.raises(ValidationError):
            PhotographsIn(images=images)


def test_a_judged_set_is_measured_as_it_was_judged(production: Production) -> None:
    """What is not bad here makes a character; what is bad makes none."""
    good = look_over([("a.png", portrait("EMMA").data)], FakeVision())
    assert good[0].verdict != "bad"
    assert production.character("EMMA").name == "EMMA"


def face(sharp: float, light: float) -> np.ndarray:
    rng = np.random.default_rng(3)
    noise = rng.normal(0, 40, (200, 200, 3))
    blurred = cv2.GaussianBlur(noise, (0, 0), sharp) if sharp else noise
    return np.clip(blurred / max(float(blurred.std()), 1e-6) * 30 + light, 0, 255).astype(np.uint8)


def test_sharpness_falls_with_blur_and_light_is_light() -> None:
    box = (20, 20, 180, 180)
    sharpness = [face_clarity(face(blur, 120), box)[0] for blur in (1, 6, 16)]
    assert sharpness[0] > sharpness[1] > sharpness[2]
    assert face_clarity(face(3, 40), box)[1] < 50 / 255 < face_clarity(face(3, 120), box)[1]
    assert face_clarity(face(6, 120), box)[0] == pytest.approx(face_clarity(face(6, 90), box)[0], abs=0.05)


@pytest.mark.parametrize("box", [(-50.0, -50.0, 5.0, 5.0), (190.0, 190.0, 900.0, 900.0), (10.0, 10.0, 10.0, 10.0)])
def test_a_box_that_leaves_the_picture_is_judged_by_what_is_there(box: tuple[float, ...]) -> None:
    sharpness, light = face_clarity(face(2, 120), box)
    assert 0 <= sharpness <= 1
    assert 0 <= light <= 1
