"""A place's preview over HTTP: knobs turned for one look, and what is refused."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from PIL import Image, ImageChops, ImageStat

from onmodel.environments import tasks
from onmodel.environments.endpoints import router


@pytest.fixture
def client(serve: Callable[[APIRouter], TestClient]) -> TestClient:
    return serve(router)


@pytest.fixture
def place(client: TestClient) -> str:
    made = client.post("/api/environments", json={"name": "STEPPE", "lighting": "dusk"})
    return str(made.json()["id"])


def _seen(client: TestClient, place: str, **asked: Any) -> Image.Image:
    answer = client.get(f"/api/environments/{place}/preview", params=asked)
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return Image.open(io.BytesIO(answer.content))


def _apart(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def test_a_knob_that_is_turned_is_seen_and_not_kept(
    client: TestClient, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LIVE", (96, 54))
    monkeypatch.setattr(tasks, "ROUGH", (64, 36))
    tasks._KNOWN.clear()
    before = client.get(f"/api/environments/{place}").json()
    assert _seen(client, place, quality="rough").size == (64, 36)
    kept = _seen(client, place)
    assert kept.size == _seen(client, place, quality="rough").size == (96, 54), "it is known by now"
    assert _apart(kept, _seen(client, place)) == 0
    assert _apart(kept, _seen(client, place, colour_temperature=9000, contrast=2)) > 3
    assert _apart(kept, _seen(client, place, side="left")) > 3
    assert len(tasks._KNOWN) == 2, "only another hour, set or side is traced anew"
    assert client.get(f"/api/environments/{place}").json() == before
    tasks._KNOWN.clear()


def test_what_no_place_can_be_is_refused(client: TestClient, place: str) -> None:
    for asked in ({"contrast": 99}, {"side": "above"}, {"lighting": "noon"}, {"gloss": 1}, {"colour_temperature": -1}):
        assert client.get(f"/api/environments/{place}/preview", params=asked).status_code == 422, asked
    missing = "0190f000-0000-7000-8000-000000000000"
    assert client.get(f"/api/environments/{missing}/preview").status_code == 404
