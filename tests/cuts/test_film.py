"""A cut by a job and into a folder: what is made, what is made again, and what a cancelled job leaves."""

import io
import threading
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.backends.blobs.shelf import BlobShelf
from onmodel.cuts import service, tasks
from onmodel.cuts.rules import CUT_JOB, Film
from onmodel.errors import StorageFull
from onmodel.inline import run_inline
from onmodel.jobs import tasks as work
from onmodel.storyboards import service as storyboards
from onmodel.takes import queries as takes
from tests.factories.shoot import Shoot

WORKERS = ("one", "other")


def _cut(shoot: Shoot) -> dict[str, Any]:
    made: dict[str, Any] = shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id}, 201)
    items = [{"key": item["key"], "length": 12} for item in made["items"]]
    changed: dict[str, Any] = shoot.send(
        "PATCH", f"/api/cuts/{made['id']}", {"items": [{"text": "SOUP", "length": 6}, *items]}
    )
    return changed


def _short(shoot: Shoot) -> None:
    for panel in shoot.panels():
        shoot.send("PATCH", f"/api/shots/{panel['id']}", {"duration_frames": 4})


def _film(shoot: Shoot, cut: dict[str, Any], form: str, home: Path) -> tuple[Any, bytes]:
    job = shoot.send("POST", f"/api/cuts/{cut['id']}/film", {"form": form}, 202)
    done = run_inline(shoot.production.database, job["id"], tasks.handlers(shoot.production.blobs, home))
    assert done.state == "succeeded", done.error
    return done, shoot.client.get(f"/api/assets/{done.result['asset_id']}").content


def test_a_job_films_the_cut_and_the_next_one_what_changed(shoot: Shoot, tmp_path: Path) -> None:
    cut = _cut(shoot)
    done, data = _film(shoot, cut, "mp4", tmp_path)
    assert done.result["name"].endswith(".mp4")
    with av.open(io.BytesIO(data), "r") as container:
        assert sum(1 for _ in container.decode(video=0)) == cut["length"] == 42
    folder = tmp_path / "cuts" / cut["id"]
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*.mp4")}
    assert len(before) == 4
    items = [{"key": item["key"]} for item in cut["items"]]
    items[2]["length"] = 14  # type: ignore[assignment]
    shoot.send("PATCH", f"/api/cuts/{cut['id']}", {"items": items})
    _film(shoot, cut, "mp4", tmp_path)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert len(list(folder.glob("*.mp4"))) == 5


def test_another_worker_films_from_the_same_pieces_byte_for_byte(
    shoot: Shoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = _cut(shoot)
    first, data = _film(shoot, cut, "mp4", tmp_path / "one")

    def never(*_given: Any) -> None:
        raise AssertionError("it was filmed before")

    monkeypatch.setattr("onmodel.editorial.conform.encode", never)
    second, again = _film(shoot, cut, "mp4", tmp_path / "other")
    assert (second.result["asset_id"], again) == (first.result["asset_id"], data)
    here, there = ({p.name: p.read_bytes() for p in (tmp_path / w / "cuts" / cut["id"]).glob("*.mp4")} for w in WORKERS)
    assert here == there
    assert len(here) == 4


def test_a_command_takes_the_pieces_that_a_worker_filmed_and_the_other_way_round(
    shoot: Shoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut, given = _cut(shoot), (shoot.production.database, shoot.production.blobs)
    _done, data = _film(shoot, cut, "mp4", tmp_path / "worker")
    with given[0].reading() as session:
        row = service.timelines.get(session, shoot.project_id, cut["id"])
        value, bench = service.bench(session, given[1], row, tmp_path / "laptop")
    service.export_to(value, bench, "project", tmp_path / "project")

    def never(*_given: Any) -> None:
        raise AssertionError("it was filmed before")

    monkeypatch.setattr("onmodel.editorial.conform.encode", never)
    service.export_to(value, bench, "mp4", tmp_path / "cut.mp4")
    assert (tmp_path / "cut.mp4").read_bytes() == data
    _film(shoot, cut, "project", tmp_path / "worker")
    assert {path.name for path in (tmp_path / "project").iterdir() if path.name.startswith(".")} == set()


def test_films_of_a_cut_that_was_put_away_go_a_day_later(shoot: Shoot, tmp_path: Path) -> None:
    cut, other = _cut(shoot), _cut(shoot)
    shoot.send("PATCH", f"/api/cuts/{other['id']}", {"items": [{"key": i["key"]} for i in other["items"][1:]]})
    film = _film(shoot, cut, "mp4", tmp_path)[0].result["asset_id"]
    kept = _film(shoot, other, "mp4", tmp_path)[0].result["asset_id"]
    database = shoot.production.database

    def sweep(**age: Any) -> int:
        with database.transaction() as session:
            return tasks.sweep(session, tmp_path, **age)

    shoot.send("DELETE", f"/api/cuts/{cut['id']}")
    assert sweep() == 0, "somebody may think better of it"
    assert sweep(older_than=timedelta()) == 1
    assert sweep(older_than=timedelta()) == 0
    assert [path.name for path in (tmp_path / "cuts").iterdir()] == [other["id"]]
    shoot.get(f"/api/assets/{film}", 404)
    shoot.get(f"/api/assets/{kept}")
    shoot.send("POST", f"/api/cuts/{cut['id']}/restore")
    assert shoot.get(f"/api/cuts/{cut['id']}/films") == {"films": []}
    assert len(shoot.get(f"/api/cuts/{other['id']}/films")["films"]) == 1


def test_a_film_that_another_cut_has_too_or_somebody_took_for_more_stays(shoot: Shoot, tmp_path: Path) -> None:
    cut, twin = _cut(shoot), _cut(shoot)
    film = _film(shoot, cut, "mp4", tmp_path)[0].result["asset_id"]
    assert _film(shoot, twin, "mp4", tmp_path)[0].result["asset_id"] == film, "alike to the byte"
    database = shoot.production.database
    shoot.send("DELETE", f"/api/cuts/{cut['id']}")
    with database.transaction() as session:
        assert tasks.sweep(session, tmp_path, timedelta()) == 0
        take = takes.circled(session, [shoot.panels()[0]["id"]])[shoot.panels()[0]["id"]]
        take.plate_asset_id = film
    shoot.send("DELETE", f"/api/cuts/{twin['id']}")
    with database.transaction() as session:
        assert tasks.sweep(session, tmp_path, timedelta()) == 0
    shoot.get(f"/api/assets/{film}")


def test_pieces_among_the_blobs_are_bounded_and_go_with_the_cut(shoot: Shoot, tmp_path: Path) -> None:
    cut, blobs = _cut(shoot), shoot.production.blobs
    _film(shoot, cut, "mp4", tmp_path)
    folder = f"cuts/{cut['id']}"
    kept = list(blobs.list(folder))
    assert len(kept) == 4
    shelf = BlobShelf(blobs, folder)
    used = [key.rpartition("/")[2] for key in kept[:1]]
    assert shelf.sweep(used, 2) == 1
    assert len(list(blobs.list(folder))) == 3
    assert kept[0] in set(blobs.list(folder))
    shoot.send("DELETE", f"/api/cuts/{cut['id']}")
    assert list(blobs.list(folder)) == []
    shoot.send("POST", f"/api/cuts/{cut['id']}/restore")
    _film(shoot, cut, "mp4", tmp_path / "anew")


def test_who_was_quicker_is_taken_and_a_full_store_stops_no_film(shoot: Shoot, tmp_path: Path) -> None:
    shelf, mine = BlobShelf(shoot.production.blobs, "cuts/c1"), tmp_path / "a.mp4"
    shoot.production.blobs.put("cuts/c1/a.mp4", b"theirs")
    mine.write_bytes(b"mine")
    shelf.keep(mine)
    assert mine.read_bytes() == b"theirs"

    class Full(FakeBlobs):
        def put(self, key: str, data: bytes) -> bool:
            raise StorageFull("The disk is full")

    mine.write_bytes(b"mine")
    BlobShelf(Full(), "cuts/c1").keep(mine)
    assert mine.read_bytes() == b"mine"


def test_the_films_of_a_cut_are_told_with_the_version_that_they_show(shoot: Shoot, tmp_path: Path) -> None:
    cut = _cut(shoot)
    done, _data = _film(shoot, cut, "mp4", tmp_path)
    shoot.send("PATCH", f"/api/cuts/{cut['id']}", {"name": "Another"})
    waiting = shoot.send("POST", f"/api/cuts/{cut['id']}/film", {"form": "prores"}, 202)
    second, first = shoot.get(f"/api/cuts/{cut['id']}/films")["films"]
    assert (second["job"]["id"], second["form"], second["asset_id"]) == (waiting["id"], "prores", None)
    assert (first["asset_id"], first["version"]) == (done.result["asset_id"], cut["version"])
    other = shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id}, 201)
    assert shoot.get(f"/api/cuts/{other['id']}/films") == {"films": []}


def test_numbered_pictures_and_a_project_come_as_archives(shoot: Shoot, tmp_path: Path) -> None:
    cut = _cut(shoot)
    _, frames = _film(shoot, cut, "frames", tmp_path)
    names = zipfile.ZipFile(io.BytesIO(frames)).namelist()
    assert len(names) == 42
    assert names[0].endswith(".00086400.png")
    _, project = _film(shoot, cut, "project", tmp_path)
    held = zipfile.ZipFile(io.BytesIO(project)).namelist()
    assert sum(name.startswith("media/") for name in held) == 4
    assert {name.rpartition(".")[2] for name in held} == {"otio", "fcpxml", "xml", "edl", "aaf", "mov"}


def test_a_cancelled_job_leaves_whole_pieces_and_no_film(shoot: Shoot, tmp_path: Path) -> None:
    cut = _cut(shoot)
    job = shoot.send("POST", f"/api/cuts/{cut['id']}/film", {}, 202)
    database = shoot.production.database
    with database.transaction() as session:
        claim = work.claim(session, job["id"], "test")
    assert claim is not None
    assert claim.kind == CUT_JOB
    context = work.JobContext(database, claim, threading.Event())

    def told(*given: Any) -> None:
        if given[2] == "filming":
            shoot.send("POST", f"/api/jobs/{job['id']}/cancel")

    context.told = told
    with pytest.raises(work.JobCancelled):
        tasks.film_cut(shoot.production.blobs, tmp_path, context)
    left = [path.name for path in (tmp_path / "cuts" / cut["id"]).iterdir() if path.is_file()]
    assert not [name for name in left if name.startswith((".unfinished", "film"))]


def test_a_full_disk_is_said_to_be_full(shoot: Shoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = _cut(shoot)
    with shoot.production.database.reading() as session:
        row = service.timelines.get(session, shoot.project_id, cut["id"])
        value, bench = service.bench(session, shoot.production.blobs, row, tmp_path / "bench")

    def full(*_given: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("onmodel.editorial.conform.encode", full)
    with pytest.raises(StorageFull):
        service.make_file(value, bench, Film.MP4, tmp_path / "film.mp4")
    assert not (tmp_path / "film.mp4").exists()


def test_a_board_is_written_as_a_folder_and_again_only_where_it_changed(shoot: Shoot, tmp_path: Path) -> None:
    with shoot.production.database.reading() as session:
        board = storyboards.get(session, shoot.project_id, shoot.board_id)
    told: list[float] = []
    _short(shoot)
    given = shoot.production.database, shoot.production.blobs, board
    folder = tmp_path / "to the editor"
    files = service.write_cut(*given, (folder, tmp_path / "home"), told.append)
    assert sorted(path.name for path in files.values()) == [
        "cut.aaf", "cut.edl", "cut.fcpxml", "cut.mp4", "cut.otio", "cut.xml",
    ]  # fmt: skip
    assert (told[-1], told) == (1.0, sorted(told))
    assert {path.name for path in folder.iterdir()} == {*(path.name for path in files.values()), "media"}
    media = {path: path.stat().st_mtime_ns for path in (folder / "media").iterdir()}
    assert len(media) == 3
    service.write_cut(*given, (folder, tmp_path / "home"))
    assert {path: path.stat().st_mtime_ns for path in (folder / "media").iterdir()} == media


def test_a_circled_clip_is_shown_in_place_of_its_frame(shoot: Shoot) -> None:
    from onmodel.assets import service as assets
    from onmodel.footage.write import encode
    from onmodel.takes.tables import Take

    shot = shoot.panels()[0]
    with shoot.production.database.transaction() as session:
        still = takes.circled(session, [shot["id"]])[shot["id"]]
        rows = np.zeros((30, 36, 64, 3), np.uint8)
        kept = assets.store(session, shoot.production.blobs, encode(rows, 24), "video/mp4", project_id=shoot.project_id)
        session.add(
            Take(
                project_id=shoot.project_id,
                storyboard_id=shoot.board_id,
                shot_id=shot["id"],
                kind="clip",
                number=2,
                request_hash="c" * 32,
                backend="fake",
                tier="low",
                circled=True,
                frames=30,
                rate=24,
                asset_id=kept.id,
                parent_id=still.id,
            )
        )
    made = shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id}, 201)
    first = made["items"][0]
    assert (first["kind"], first["take"], first["name"][-3:]) == ("clip", 2, "_T2")
    assert first["length"] == min(30, shot["duration_frames"])
    assert made["items"][1]["kind"] == "still"
