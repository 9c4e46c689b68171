"""Review links: what they show, how they end, and that no original leaves by one with a watermark."""

import io

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image

from onmodel.assets import service as assets
from onmodel.db import Database
from onmodel.deliverables.watermark import marked
from onmodel.footage.write import encode
from onmodel.kit.ids import new_id
from onmodel.storyboards.tables import Storyboard
from tests.factories.boards import GREY, board_with_picture
from tests.factories.resources import RESOURCES
from tests.factories.studio import Studio


@pytest.fixture
def owner(studio: Studio) -> TestClient:
    return studio.browser("owner")


def _make(owner: TestClient, studio: Studio, **body: object) -> dict[str, str]:
    answer = owner.post(f"/api/projects/{studio.project_id}/links", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, str] = answer.json()
    return made


def _open(studio: Studio, link: str, **body: str) -> tuple[TestClient, int]:
    client = studio.nobody()
    return client, client.post("/api/links/open", json={"token": link.rpartition("/")[2], **body}).status_code


def _picture(studio: Studio) -> str:
    with studio.database.transaction() as session:
        return assets.store(session, studio.production.blobs, GREY, "image/png", project_id=studio.project_id).id


def test_a_link_shows_the_project_until_it_is_revoked(owner: TestClient, studio: Studio) -> None:
    made = _make(owner, studio, label="Producers")
    assert made["link"] not in owner.get(f"/api/projects/{studio.project_id}/links").text
    client, status = _open(studio, made["link"], name="Dana")
    assert status == 200
    me = client.get("/api/me").json()
    assert (me["kind"], me["name"], me["id"]) == ("guest", "Dana (guest)", f"guest:{made['id']}")
    assert client.get("/api/storyboards").status_code == 200
    people = client.get(f"/api/projects/{studio.project_id}/members").json()["members"]
    assert {p["email"] for p in people} == {None}
    assert client.post("/api/storyboards", json={}).status_code == 403
    assert client.get("/api/projects").status_code == 403
    assert owner.delete(f"/api/projects/{studio.project_id}/links/{made['id']}").status_code == 204
    assert client.get("/api/storyboards").status_code == 401
    assert _open(studio, made["link"])[1] == 404


def test_a_passphrase_is_asked_for_and_attempts_are_limited(owner: TestClient, studio: Studio) -> None:
    made = _make(owner, studio, passphrase="open sesame")
    assert [_open(studio, made["link"], passphrase=p)[1] for p in ("", "wrong", "open sesame")] == [401, 401, 200]
    tries = [_open(studio, made["link"], passphrase=f"guess {n}")[1] for n in range(8)]
    assert tries[-1] == 429
    assert "open sesame" not in owner.get(f"/api/projects/{studio.project_id}/links").text


@pytest.mark.parametrize("ends", ["2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z"])
def test_a_link_ends_in_the_future_and_within_a_year(owner: TestClient, studio: Studio, ends: str) -> None:
    answer = owner.post(f"/api/projects/{studio.project_id}/links", json={"expires_at": ends})
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("BadExpiry")


def test_a_link_ends(owner: TestClient, studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    from onmodel.guests import service
    from onmodel.kit.clock import utc_now

    made = _make(owner, studio)
    client, _ = _open(studio, made["link"])
    after = utc_now() + timedelta(days=14, seconds=5)
    monkeypatch.setattr(service, "utc_now", lambda: after)
    assert client.get("/api/storyboards").status_code == 401
    assert _open(studio, made["link"])[1] == 404


def test_a_link_to_one_board_shows_that_board_only(owner: TestClient, studio: Studio) -> None:
    shown, hidden = RESOURCES["storyboard_id"](studio), RESOURCES["storyboard_id"](studio)
    client, _ = _open(studio, _make(owner, studio, storyboard_id=shown)["link"])
    assert client.get(f"/api/storyboards/{shown}").status_code == 200
    assert client.get(f"/api/storyboards/{hidden}").status_code == 403
    for path in ("/api/storyboards", "/api/characters", "/api/jobs", f"/api/assets/{_picture(studio)}", "/api/notes"):
        assert client.get(path).status_code == 403, path
    assert client.post("/api/tickets").status_code == 403, "events are of the whole project"
    assert client.post(f"/api/storyboards/{hidden}/tickets").status_code == 403
    assert client.post(f"/api/storyboards/{shown}/tickets").status_code == 201
    nowhere = owner.post(
        f"/api/projects/{studio.project_id}/links", json={"storyboard_id": "01a1fd7e-fd5f-7000-9dd5-dcd3c496ba9c"}
    )
    assert nowhere.status_code == 422


def test_no_link_tells_which_boards_another_project_has(owner: TestClient, studio: Studio) -> None:
    foreign = RESOURCES["storyboard_id"](studio)
    with studio.database.transaction() as session:
        session.get_one(Storyboard, foreign).project_id = studio.other_project_id
    links, nobodys = f"/api/projects/{studio.project_id}/links", new_id()
    answers = [owner.post(links, json={"storyboard_id": board}) for board in (foreign, nobodys)]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].text.replace(foreign, nobodys) == answers[1].text
    assert owner.get(links).json()["links"] == []


def test_a_guest_of_one_film_is_nobody_in_another(studio: Studio) -> None:
    client = studio.guest()
    assert client.get("/api/storyboards", headers={"X-Onmodel-Project": studio.other_project_id}).status_code == 404


@pytest.mark.parametrize("path", ["", "/thumbnail?edge=640"])
def test_pictures_carry_the_watermark_and_no_original_leaves(studio: Studio, path: str) -> None:
    url = f"/api/assets/{_picture(studio)}{path}"
    plain = studio.guest().get(url)
    client = studio.guest(watermark="Dana — Қазақфильм")
    tag = plain.headers["etag"]
    for headers in ({}, {"Range": "bytes=0-100"}, {"If-None-Match": tag}, {"Range": "bytes=0-", "If-Range": tag}):
        answer = client.get(url, headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
        assert "etag" not in answer.headers
        assert answer.headers["cache-control"] == "private, no-store"
        pixels = np.asarray(Image.open(io.BytesIO(answer.content)), dtype=int)
        changed = np.abs(pixels - 120).max(axis=2) > 12
        assert pixels.shape == (360, 640, 3)
        assert changed.mean() > 0.03
        assert all(block.any() for row in np.array_split(changed, 3) for block in np.array_split(row, 3, axis=1))


def test_what_cannot_carry_a_watermark_is_refused(studio: Studio) -> None:
    with studio.database.transaction() as session:
        film = assets.store(
            session,
            studio.production.blobs,
            encode([np.zeros((32, 48, 3), np.uint8)] * 2, 24),
            "video/mp4",
            project_id=studio.project_id,
        ).id
    client = studio.guest(watermark="Dana")
    answer = client.get(f"/api/assets/{film}")
    assert answer.status_code == 403
    assert b"ftyp" not in answer.content
    assert studio.guest().get(f"/api/assets/{film}").status_code == 200
    assert client.get("/api/storyboards").status_code == 200


def test_a_watermark_is_drawn_the_same_each_time_and_is_no_markup(database: Database) -> None:
    hostile = '#panic("x") *bold* \\ $x$ "quoted" 日本 \u202eabc'
    assert marked(GREY, hostile, "x") == marked(GREY, hostile, "x")
    assert marked(GREY, "A", "x") != marked(GREY, "B", "x")
    from onmodel.kit import pictures

    tiny = pictures.encode_png(np.zeros((1, 1, 3), np.uint8))
    assert Image.open(io.BytesIO(marked(tiny, "A", "x"))).size == (1, 1)


def test_a_picture_on_the_board_is_shown_to_its_guest_and_no_other(studio: Studio) -> None:
    board, apart = board_with_picture(studio), RESOURCES["asset_id"](studio)
    client = studio.guest(storyboard_id=board.id)
    assert client.get("/api/me").json()["storyboard_id"] == board.id
    assert client.get(f"/api/assets/{board.asset_id}/thumbnail").status_code == 200
    assert client.get(f"/api/assets/{apart}").status_code == 403
