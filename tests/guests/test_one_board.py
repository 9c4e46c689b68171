"""A guest of one board works with the team on that board: notes, threads, approval, films with a watermark."""

import io

import av
import numpy as np
import pytest
from fastapi.testclient import TestClient

from tests.factories.boards import PicturedBoard, board_with_picture
from tests.factories.resources import RESOURCES
from tests.factories.studio import Studio

POINT = {"type": "point", "x": 0.4, "y": 0.5}


@pytest.fixture
def board(studio: Studio) -> PicturedBoard:
    return board_with_picture(studio)


@pytest.fixture
def guest(studio: Studio, board: PicturedBoard) -> TestClient:
    return studio.guest(storyboard_id=board.id)


def _notes(board: PicturedBoard) -> str:
    return f"/api/storyboards/{board.id}/notes"


def test_notes_threads_and_approval_on_pictures_of_the_board(
    studio: Studio, board: PicturedBoard, guest: TestClient
) -> None:
    take = {"kind": "take", "id": board.take_id}
    given = {"target": take, "body": "Warmer, please", "asset_id": board.asset_id, "region": POINT}
    made = guest.post(_notes(board), json=given)
    assert made.status_code == 201, made.text
    note = made.json()
    assert (note["author_name"], note["region"], note["kind"]) == ("Dana (guest)", POINT, "note")
    reviewer = studio.browser("reviewer")
    answer = reviewer.post(f"/api/notes/{note['id']}/replies", json={"body": "Will do"})
    assert answer.status_code == 201
    assert guest.post(f"/api/notes/{note['id']}/replies", json={"body": "Thanks"}).status_code == 201
    assert guest.patch(f"/api/notes/{note['id']}", json={"body": "Much warmer"}).json()["body"] == "Much warmer"
    approval = {"target": {"kind": "storyboard", "id": board.id}, "kind": "approval", "body": "Approved by the client"}
    assert guest.post(_notes(board), json=approval).status_code == 201
    [approved, thread] = guest.get(_notes(board)).json()["notes"]
    assert (approved["kind"], thread["body"]) == ("approval", "Much warmer")
    assert [reply["body"] for reply in thread["replies"]] == ["Will do", "Thanks"]
    assert guest.post(f"/api/notes/{note['id']}/resolve").json()["resolved"]
    assert [n["id"] for n in guest.get(_notes(board), params={"resolved": "false"}).json()["notes"]] == [approved["id"]]
    stands = guest.get(f"/api/storyboards/{board.id}/approvals").json()
    assert (stands["verdict"], stands["open_notes"]) == ("open", 1)
    assert stands["reviewers"] != [], "those whose word counts; a guest has no account, so theirs does not"


def test_a_guest_approves_without_a_word_is_told_beside_the_reviewers_and_takes_it_back(
    studio: Studio, board: PicturedBoard, guest: TestClient
) -> None:
    url, shot = f"/api/storyboards/{board.id}/approvals", {"kind": "shot", "id": board.shot_id}
    for target in (shot, {"kind": "storyboard", "id": board.id}):
        said = guest.put(url, json={"target": target, "verdict": "approved"})
        assert said.status_code == 200, said.text
        assert [(each["name"], each["verdict"]) for each in said.json()["guests"]] == [("Dana (guest)", "approved")]
        assert said.json()["verdict"] == "open", "their word is told, not counted"
    assert guest.put(url, json={"target": shot, "verdict": "changes", "comment": "Warmer"}).status_code == 200
    assert [note["body"] for note in guest.get(_notes(board)).json()["notes"]] == ["Warmer"]
    seen = studio.browser("reviewer").get(url, params=shot).json()
    assert [each["verdict"] for each in seen["guests"]] == ["changes"]
    back = guest.delete(url, params=shot)
    assert (back.status_code, back.json()["guests"]) == (200, [])
    other = board_with_picture(studio)
    elsewhere = {"target": {"kind": "shot", "id": other.shot_id}, "verdict": "approved"}
    assert guest.put(url, json=elsewhere).status_code == 404
    assert guest.put(f"/api/storyboards/{other.id}/approvals", json=elsewhere).status_code == 403


def test_what_is_not_on_the_board_is_neither_read_nor_written(
    studio: Studio, board: PicturedBoard, guest: TestClient
) -> None:
    other, character = board_with_picture(studio), RESOURCES["character_id"](studio)
    hidden = other.note("take", "Secret")
    for kind, thing in (("storyboard", other.id), ("shot", other.shot_id), ("take", other.take_id),
                        ("character", character)):  # fmt: skip
        given = {"target": {"kind": kind, "id": thing}, "body": "x"}
        assert guest.post(_notes(board), json=given).status_code == 404, kind
        assert (
            guest.get(f"/api/storyboards/{board.id}/approvals", params={"kind": kind, "id": thing}).status_code == 404
        )
    foreign = {"target": {"kind": "take", "id": board.take_id}, "body": "x", "asset_id": RESOURCES["asset_id"](studio)}
    assert guest.post(_notes(board), json=foreign).status_code == 404
    assert guest.post(_notes(other), json=given).status_code == 403
    assert guest.get(_notes(other)).status_code == 403
    assert guest.post(f"/api/notes/{hidden}/replies", json={"body": "x"}).status_code == 403
    assert guest.post(f"/api/notes/{hidden}/resolve").status_code == 403
    assert "Secret" not in guest.get(_notes(board)).text
    assert guest.post("/api/notes", json=given).status_code == 403
    assert guest.put("/api/approvals", json={"target": given["target"], "verdict": "approved"}).status_code == 403


def test_a_film_and_a_document_for_a_guest_carry_the_watermark(studio: Studio, board: PicturedBoard) -> None:
    plain = studio.guest(storyboard_id=board.id)
    marked = studio.guest(storyboard_id=board.id, watermark="Dana — Қазақфильм")
    path = f"/api/storyboards/{board.id}/"
    films = [_pixels(client.get(path + "animatic.mp4").content) for client in (plain, marked)]
    changed = np.abs(films[1].astype(int) - films[0].astype(int)).max(axis=2) > 12
    assert changed.mean() > 0.03
    assert all(block.any() for row in np.array_split(changed, 3) for block in np.array_split(row, 3, axis=1))
    answer = marked.get(path + "storyboard.pdf")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.content.startswith(b"%PDF")
    assert len(answer.content) > len(plain.get(path + "storyboard.pdf").content) + 5000, "its frame is grey no more"
    assert marked.get(path + "contact.png").headers["content-type"] == "image/jpeg"
    assert marked.get(path + "report.json").status_code == 200


def _pixels(film: bytes) -> np.ndarray:  # type: ignore[type-arg]
    with av.open(io.BytesIO(film)) as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24")
