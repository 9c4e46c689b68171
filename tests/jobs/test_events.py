"""The stream of one job: replay from the last event seen, progress, and its end."""

import json
import threading
from collections.abc import Callable
from typing import Any

import anyio
import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from onmodel.collaboration import queries as collaboration
from onmodel.db import Database
from onmodel.jobs import endpoints, events, service, tasks
from onmodel.jobs.events import follow
from onmodel.jobs.rules import JobRequest
from onmodel.jobs.tasks import JobContext
from onmodel.runner import Runner


@pytest.fixture
def client(serve: Callable[[APIRouter], TestClient]) -> TestClient:
    return serve(endpoints.router)


@pytest.fixture
def job_id(database: Database, project_id: str) -> str:
    with database.transaction() as session:
        return service.submit(session, JobRequest("x", project_id)).id


def _parsed(text: str) -> list[dict[str, Any]]:
    blocks = [block for block in text.split("\n\n") if block and not block.startswith(":")]
    parsed = [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]
    return [{**block, "data": json.loads(block["data"])} for block in parsed]


def _run(database: Database, job_id: str) -> None:
    def handler(context: JobContext) -> dict[str, Any]:
        context.progress(0.5, "render", "half")
        return {"fine": True}

    assert Runner(database, {"x": handler}).run(job_id) == "succeeded"


def test_the_stream_ends_with_the_job(client: TestClient, database: Database, job_id: str) -> None:
    _run(database, job_id)
    answer = client.get(f"/api/jobs/{job_id}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = _parsed(answer.text)
    lines = [(int(t["id"]), t["event"]) for t in told if "id" in t]
    assert lines == [(1, "submitted"), (2, "started"), (3, "stage"), (4, "succeeded")]
    assert (told[-1]["event"], told[-1]["data"]["result"]) == ("end", {"fine": True})


@pytest.mark.parametrize("how", [{"headers": {"Last-Event-ID": "2"}}, {"params": {"after": 2}}])
def test_who_was_away_gets_what_he_missed(
    client: TestClient, database: Database, job_id: str, how: dict[str, Any]
) -> None:
    _run(database, job_id)
    told = _parsed(client.get(f"/api/jobs/{job_id}/events", **how).text)
    assert [int(t["id"]) for t in told if "id" in t] == [3, 4]


@pytest.mark.parametrize("last", ["-1", "moo", "9" * 30, "²"])
def test_a_foolish_last_event_is_no_fault(client: TestClient, database: Database, job_id: str, last: str) -> None:
    _run(database, job_id)
    answer = client.get(f"/api/jobs/{job_id}/events", headers={"Last-Event-ID": last.encode()})
    assert answer.status_code == 200
    assert _parsed(answer.text)[-1]["event"] == "end"


def test_what_happens_meanwhile_is_told_and_silence_is_filled(
    database: Database, job_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(events, "QUIET_SECONDS", 0.05)
    told: list[str] = []

    async def listen() -> None:
        async for text in follow(database, job_id, 0):
            told.append(text)
            if text.startswith(":") and len([t for t in told if t.startswith(":")]) == 1:
                threading.Thread(target=_run, args=(database, job_id)).start()

    anyio.run(listen)
    assert [t["event"] for t in _parsed("".join(told)) if "id" in t] == ["submitted", "started", "stage", "succeeded"]
    assert any(text.startswith(":") for text in told)


def test_a_server_that_leaves_ends_the_stream_and_the_next_one_goes_on_with_it(
    client: TestClient, database: Database, job_id: str
) -> None:
    state: Any = client.app.state  # type: ignore[attr-defined]  # its type is any ASGI app
    state.leaving = True
    assert client.get(f"/api/jobs/{job_id}/events").text == ""
    state.leaving = False
    _run(database, job_id)
    assert _parsed(client.get(f"/api/jobs/{job_id}/events").text)[-1]["event"] == "end"


def test_the_project_is_told_of_each_move_but_of_progress_once_a_second(
    database: Database, project_id: str, job_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def handler(context: JobContext) -> dict[str, Any]:
        for step in range(50):
            context.progress(step / 50, "render")
        return {}

    monkeypatch.setattr(tasks, "NEWS_SECONDS", 1000.0)
    Runner(database, {"x": handler}).run(job_id)
    with database.reading() as session:
        moves = [e.payload["what"] for e in collaboration.events_after(session, project_id, 0) if e.kind == "job.moved"]
    assert [move for move in moves if move != "started"] == ["submitted", "stage", "succeeded"]
