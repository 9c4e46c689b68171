"""Versions are kept, compared and drawn; two writers at one moment get two numbers."""

import io
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient
from PIL import Image

from onmodel.assets import service as assets
from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.characters.tables import Character
from onmodel.collaboration import queries as events
from onmodel.db import Database
from onmodel.kit.ids import new_id
from onmodel.kit.pictures import encode_png
from onmodel.projects import service as projects
from onmodel.versions import service
from onmodel.versions.endpoints import history_of
from onmodel.versions.rules import Change, Subject
from tests.factories.crowd import at_once


def _keep(database: Database, project_id: str, subject: Subject, snapshot: dict[str, Any], actor: str = "ada") -> int:
    with database.transaction(actor=actor) as session:
        return service.keep(session, project_id, subject, snapshot=snapshot, message=f"by {actor}").number


def test_an_unchanged_state_makes_no_version_and_no_event(either_database: Database) -> None:
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id
    subject = Subject("style", new_id())
    assert _keep(either_database, project_id, subject, {"contrast": 0.5}) == 1
    assert _keep(either_database, project_id, subject, {"contrast": 0.5}) == 1
    assert _keep(either_database, project_id, subject, {"contrast": 0.7}, "ben") == 2
    with either_database.reading() as session:
        kept = service.history(session, project_id, subject).versions
        assert [(v.number, v.author) for v in kept] == [(2, "ben"), (1, "ada")]
        assert [e.payload["number"] for e in events.events_after(session, project_id, 0)] == [1, 2]
        older, newer = service.pair(session, project_id, subject, None, None)
        assert service.diff(older, newer) == [Change("contrast", 0.5, 0.7)]


def test_many_people_who_keep_at_one_moment_get_numbers_of_their_own(either_database: Database) -> None:
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id
    subject = Subject("character", new_id())

    def change(who: int) -> int:
        return _keep(either_database, project_id, subject, {"name": f"EMMA {who}"}, f"user {who}")

    assert sorted(at_once(*[partial(change, who) for who in range(6)])) == [1, 2, 3, 4, 5, 6]


def test_a_version_of_another_project_is_not_found(database: Database, project_id: str) -> None:
    subject = Subject("character", new_id())
    _keep(database, project_id, subject, {"name": "EMMA"})
    with database.transaction() as session:
        other = projects.create(session, "Other").id
        with pytest.raises(service.VersionNotFound):
            service.get(session, other, subject, 1)
        assert service.history(session, other, subject).versions == []


@pytest.fixture
def character(database: Database, project_id: str, blobs: FakeBlobs) -> str:
    """A character of two versions with pictures: the first stays, the second is replaced."""
    with database.transaction() as session:
        row = Character(project_id=project_id, name="EMMA")
        session.add(row)
        session.flush()
        ids = [
            assets.store(session, blobs, encode_png(np.full((90, 120, 3), v, np.uint8)), "image/png",
                         project_id=project_id).id
            for v in (40, 120, 200)
        ]  # fmt: skip
        for pair in ((0, 1), (0, 2)):
            references = [{"asset_id": ids[i], "label": f"picture {i}"} for i in pair]
            snapshot = {"name": "EMMA", "pair": list(pair), "references": references}
            service.keep(session, project_id, Subject("character", row.id), snapshot=snapshot, message="changed")
        return row.id


def test_versions_over_http(serve: Callable[[APIRouter], TestClient], character: str) -> None:
    client = serve(history_of("character", "characters"))
    base = f"/api/characters/{character}/versions"
    first = client.get(base, params={"limit": 1}).json()
    assert ([v["number"] for v in first["versions"]], first["next"]) == ([2], 2)
    rest = client.get(base, params={"before": first["next"]}).json()
    assert ([v["number"] for v in rest["versions"]], rest["next"]) == ([1], None)
    assert client.get(f"{base}/1").json()["snapshot"]["pair"] == [0, 1]
    diff = client.get(f"{base}/diff", params={"from": 1, "to": 2}).json()
    assert diff["changes"] == [{"path": "pair.1", "before": 1, "after": 2}]
    assert [p["changed"] for p in diff["pictures"]] == [False, True]
    assert client.get(f"{base}/9").status_code == 404
    assert client.get(f"{base}/diff", params={"from": 7, "to": 2}).status_code == 404
    assert client.get(f"{base}/0").status_code == 422
    assert client.get(f"/api/characters/{new_id()}/versions/diff").status_code == 404


def test_the_picture_of_a_diff_marks_only_what_changed(
    serve: Callable[[APIRouter], TestClient], character: str
) -> None:
    answer = serve(history_of("character", "characters")).get(f"/api/characters/{character}/versions/diff.png")
    assert answer.headers["content-type"] == "image/png"
    pixels = np.asarray(Image.open(io.BytesIO(answer.content)).convert("RGB")).astype(int)
    golden = np.abs(pixels - [0xD9, 0xB4, 0x4A]).max(-1) < 12
    half = len(pixels) // 2
    assert golden[half:].sum() > 2000  # the second pair is framed and labelled
    assert golden[: half - 40].sum() == 0
