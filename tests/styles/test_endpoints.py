"""Styles over HTTP: pictures in, palettes and graded pictures out, locks and refusals."""

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from PIL import Image

from onmodel.assets import service as assets
from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.db import Database
from onmodel.kit.ids import new_id
from onmodel.kit.pictures import encode_png
from onmodel.styles.endpoints import router
from tests.environments.uploads import uploaded
from tests.faults.size import within

RED, BLUE = np.full((30, 40, 3), (200, 30, 30), np.uint8), np.full((30, 40, 3), (30, 40, 180), np.uint8)


@pytest.fixture
def client(serve: Callable[[APIRouter], TestClient]) -> TestClient:
    return serve(router)


@pytest.fixture
def frame(database: Database, blobs: FakeBlobs, project_id: str) -> str:
    """A standard frame's worth of picture."""
    ramp = np.linspace(0, 255, 960).astype(np.uint8)
    pixels = np.broadcast_to(ramp[None, :, None], (540, 960, 3)).copy()
    with database.transaction() as session:
        return assets.store(session, blobs, encode_png(pixels), "image/png", project_id=project_id).id


def make(client: TestClient, name: str = "Film", **given: Any) -> dict[str, Any]:
    answer = client.post("/api/styles", json={"name": name, **given})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_the_palette_follows_the_references_until_somebody_chooses_it(client: TestClient) -> None:
    style = make(client, images=[uploaded(RED), uploaded(BLUE)])
    path = f"/api/styles/{style['id']}"
    assert [round(c["share"], 2) for c in style["palette"]] == [0.5, 0.5]
    kept = style["references"][0]["asset_id"]
    less = client.put(f"{path}/references", json={"keep": [kept]}).json()
    assert len(less["palette"]) == 1
    assert [r["asset_id"] for r in less["references"]] == [kept]
    chosen = client.patch(path, json={"palette": ["#FF8000", "#ff8000"]}).json()
    assert (chosen["palette"], chosen["palette_by_hand"]) == ([{"hex": "#ff8000", "share": 1.0}], True)
    client.put(f"{path}/references", json={"keep": [kept], "images": [uploaded(BLUE)]})
    assert client.get(path).json()["palette"] == chosen["palette"]
    assert len(client.post(f"{path}/palette").json()["palette"]) == 2


@pytest.mark.parametrize(
    ("given", "status"),
    [({"parameters": {"exposure": 9}}, 422), ({"parameters": {"gloss": 1}}, 422), ({"name": " "}, 422),
     ({"palette": ["mud"]}, 422), ({"images": ["bm8gcGljdHVyZQ=="]}, 422), ({"images": ["%"]}, 422),
     ({"parent_id": new_id()}, 404), ({"images": ["AAAA"] * 13}, 422)],
)  # fmt: skip
def test_what_is_no_style_is_refused(client: TestClient, given: dict[str, Any], status: int) -> None:
    assert client.post("/api/styles", json={"name": "Film", **given}).status_code == status
    assert client.get("/api/styles").json()["styles"] == []


def test_who_is_late_is_told(client: TestClient) -> None:
    style = make(client)
    path, seen = f"/api/styles/{style['id']}", f'"{style["version"]}"'
    assert client.patch(path, json={"description": "a"}, headers={"If-Match": seen}).status_code == 200
    late = client.patch(path, json={"description": "b"}, headers={"If-Match": seen})
    assert (late.status_code, late.json()["type"]) == (409, "/errors#ChangedMeanwhile")
    assert client.post("/api/styles", json={"name": "Film"}).status_code == 409
    circle = client.patch(path, json={"parent_id": style["id"]})
    assert (circle.status_code, circle.json()["type"]) == (422, "/errors#StyleCycle")


def test_a_preview_turns_controls_that_are_not_kept_and_is_quick(client: TestClient, frame: str) -> None:
    style = make(client, parameters={"contrast": 1.1}, palette=["#112233", "#b5733c"])
    path = f"/api/styles/{style['id']}/preview?asset_id={frame}"
    client.get(path)
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        warm = client.get(f"{path}&temperature=60&palette_strength=0.3&lift=0&lift=0&lift=0.02")
        seconds.append(time.perf_counter() - began)
    assert warm.status_code == 200, warm.text
    red, _green, blue = np.asarray(Image.open(BytesIO(warm.content))).reshape(-1, 3).mean(0)
    assert red > blue + 10
    assert min(seconds) < within(0.5), seconds
    assert client.get(f"/api/styles/{style['id']}").json()["parameters"]["temperature"] is None
    assert client.get(f"{path}&exposure=nan").status_code == 422
    assert client.get(f"{path}&gloss=1").status_code == 422
    assert client.get(f"/api/styles/{style['id']}/preview").json()["type"] == "/errors#NothingToGrade"


def test_an_application_is_a_picture_of_its_own(client: TestClient, frame: str) -> None:
    style = make(client, parameters={"exposure": 1.0})
    made = client.post(f"/api/styles/{style['id']}/apply", json={"asset_id": frame, "strength": 0.5})
    assert made.status_code == 201, made.text
    assert made.json()["asset_id"] != frame
    listed = client.get(f"/api/styles/{style['id']}/applications").json()["applications"]
    assert [a["id"] for a in listed] == [made.json()["id"]]
    for target in ({"asset_id": new_id()}, {"take_id": new_id()}):
        assert client.post(f"/api/styles/{style['id']}/apply", json=target).status_code == 404


def test_put_away_and_taken_back(client: TestClient) -> None:
    style = make(client)
    path = f"/api/styles/{style['id']}"
    assert client.delete(path).status_code == 200
    assert client.get(path).status_code == 404
    assert [s["id"] for s in client.get("/api/styles/deleted").json()["styles"]] == [style["id"]]
    assert client.post(f"{path}/restore").json()["name"] == "Film"
    client.patch(path, json={"parameters": {"exposure": 1.0}})
    assert client.post(f"{path}/rollback", json={"number": 1}).json()["parameters"]["exposure"] is None
