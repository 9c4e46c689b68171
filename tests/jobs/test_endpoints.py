from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from onmodel.db import Database
from onmodel.errors import Invalid
from onmodel.jobs import endpoints, service, tasks
from onmodel.jobs.rules import JobRequest
from onmodel.jobs.tasks import JobContext
from onmodel.projects import service as projects
from onmodel.runner import Runner


@pytest.fixture
def client(serve: Callable[[APIRouter], TestClient]) -> TestClient:
    return serve(endpoints.router)


@pytest.fixture
def submit(database: Database, project_id: str) -> Callable[..., str]:
    def submit(**values: Any) -> str:
        with database.transaction() as session:
            return service.submit(session, JobRequest("frame", project_id, **values)).id

    return submit


def test_a_job_is_shown_with_its_place_children_and_log(
    client: TestClient, submit: Callable[..., str], database: Database
) -> None:
    submit()
    job_id = submit(queue="render")
    child = submit(parent_id=job_id)
    shown = client.get(f"/api/jobs/{job_id}").json()
    assert (shown["state"], shown["progress"], shown["queue_position"]) == ("queued", 0.0, 2)
    assert shown["children"] == {"queued": 1}
    assert [event["kind"] for event in shown["events"]] == ["submitted"]
    with database.transaction() as session:
        claim = tasks.claim(session, child, "host:1")
        assert claim
        tasks.report_progress(session, claim, 0.25, stage="render", message="", eta_seconds=9)
        tasks.fail(session, claim, Invalid("Too dark"))
    shown = client.get(f"/api/jobs/{child}", params={"after": 2}).json()
    assert (shown["state"], shown["progress"], shown["stage"]) == ("failed", 0.25, "render")
    assert shown["error"]["detail"] == "Too dark."
    assert [(event["seq"], event["kind"]) for event in shown["events"]] == [(3, "stage"), (4, "failed")]


def test_jobs_are_listed_newest_first_page_by_page(client: TestClient, submit: Callable[..., str]) -> None:
    made = [submit() for _ in range(5)]
    seen, before = [], None
    for _ in range(3):
        page = client.get("/api/jobs", params={"limit": 2} | ({"before": before} if before else {})).json()
        seen += [job["id"] for job in page["items"]]
        before = page["next"]
        submit()  # what comes meanwhile shifts nothing
    assert seen == made[::-1]
    assert before is None


def test_jobs_are_filtered_by_state(client: TestClient, submit: Callable[..., str]) -> None:
    gone, stays = submit(), submit()
    client.post(f"/api/jobs/{gone}/cancel")
    assert [job["id"] for job in client.get("/api/jobs", params={"state": "queued"}).json()["items"]] == [stays]
    assert client.get("/api/jobs", params={"state": "lost"}).status_code == 422


def test_parts_are_told_from_what_was_ordered(client: TestClient, submit: Callable[..., str]) -> None:
    board, alone = submit(), submit()
    parts = [submit(parent_id=board) for _ in range(3)]

    def listed(**query: Any) -> list[str]:
        return [job["id"] for job in client.get("/api/jobs", params=query).json()["items"]]

    assert listed(parent="none") == [alone, board]
    assert listed(parent=board) == parts[::-1]
    assert listed(parent=alone) == []
    client.post(f"/api/jobs/{parts[0]}/cancel")
    assert listed(parent=board, state=["cancelled", "failed"]) == [parts[0]]
    assert client.get("/api/jobs", params={"parent": "nobody"}).status_code == 422


def test_a_list_tells_places_in_line_and_what_was_spent(
    client: TestClient, submit: Callable[..., str], database: Database
) -> None:
    board = submit(queue="light")
    part, waits = submit(parent_id=board, priority=9), submit()
    with database.transaction() as session:
        claim = tasks.claim(session, part, "host:1")
        assert claim
        tasks.finish(session, replace(claim, began=claim.began - 5), {})
    rows = {job["id"]: job for job in client.get("/api/jobs").json()["items"]}
    assert {rows[i]["queue_position"] for i in (board, waits)} == {1}
    assert rows[part]["queue_position"] is None
    assert rows[board]["seconds"] == rows[part]["seconds"] >= 5
    assert (rows[waits]["seconds"], rows[waits]["priority"]) == (0, 5)
    shown = client.get(f"/api/jobs/{board}").json()
    assert (shown["queue_position"], shown["seconds"]) == (1, rows[part]["seconds"])


def test_cancel_then_retry(client: TestClient, submit: Callable[..., str]) -> None:
    job_id = submit()
    assert client.post(f"/api/jobs/{job_id}/cancel").json()["state"] == "cancelled"
    again = client.post(f"/api/jobs/{job_id}/cancel")
    assert (again.status_code, again.headers["content-type"]) == (409, "application/problem+json")
    assert client.post(f"/api/jobs/{job_id}/retry").json()["state"] == "queued"


@pytest.mark.parametrize(
    ("name", "status"),
    [("01a1fd60-02e3-7000-802a-59a6e758842b", 404), ("1", 422), ("..%2f..%2fetc", 404), ("%00", 422)],
)
def test_what_is_no_job_is_refused(client: TestClient, name: str, status: int) -> None:
    assert client.get(f"/api/jobs/{name}").status_code == status


def test_pause_resume_and_priority(client: TestClient, submit: Callable[..., str]) -> None:
    first, second = submit(), submit()
    assert client.post(f"/api/jobs/{second}/priority", json={"priority": 9}).json()["queue_position"] == 1
    assert client.get(f"/api/jobs/{first}").json()["queue_position"] == 2
    assert client.post(f"/api/jobs/{second}/priority", json={"priority": 10}).status_code == 422
    assert client.post(f"/api/jobs/{second}/pause").json()["state"] == "paused"
    assert client.get(f"/api/jobs/{first}").json()["queue_position"] == 1
    assert client.post(f"/api/jobs/{second}/resume").json()["state"] == "queued"


def test_a_running_job_is_paused_at_its_next_check(
    client: TestClient, submit: Callable[..., str], database: Database
) -> None:
    job_id = submit()

    def handler(context: JobContext) -> dict[str, Any]:
        context.progress(0.3, "render")
        asked = client.post(f"/api/jobs/{job_id}/pause").json()
        assert (asked["state"], asked["pause_requested"]) == ("running", True)
        context.progress(0.4, "render")
        raise AssertionError("went on")

    assert Runner(database, {"frame": handler}).run(job_id) == "paused"
    shown = client.get(f"/api/jobs/{job_id}").json()
    assert (shown["state"], shown["attempt"], shown["pause_requested"]) == ("paused", 0, False)
    client.post(f"/api/jobs/{job_id}/resume")
    assert Runner(database, {"frame": lambda _context: {}}).run(job_id) == "succeeded"
    assert client.post(f"/api/jobs/{job_id}/priority", json={"priority": 1}).status_code == 409


def test_the_dead_are_listed_until_somebody_cares(
    client: TestClient, submit: Callable[..., str], database: Database
) -> None:
    one, two = submit(), submit()

    def fails(_context: JobContext) -> dict[str, Any]:
        raise Invalid("Too dark")

    for job_id in (one, two):
        Runner(database, {"frame": fails}).run(job_id)
    assert [job["id"] for job in client.get("/api/jobs/dead").json()] == [two, one]
    assert client.post(f"/api/jobs/{one}/discard").status_code == 200
    assert client.post(f"/api/jobs/{two}/retry").json()["state"] == "queued"
    assert client.get("/api/jobs/dead").json() == []
    assert client.post(f"/api/jobs/{two}/discard").status_code == 409


def test_queues_are_told_in_figures(client: TestClient, submit: Callable[..., str]) -> None:
    submit(queue="gpu_high")
    figures = {line["queue"]: line for line in client.get("/api/jobs/queues").json()}
    assert (figures["gpu_high"]["depth"], figures["gpu_high"]["workers"], figures["light"]["depth"]) == (1, 0, 0)
    assert figures["gpu_high"]["oldest_seconds"] >= 0


def test_a_job_of_another_project_is_not_found(database: Database, project_id: str, submit: Callable[..., str]) -> None:
    job_id = submit()
    with database.transaction() as session, pytest.raises(service.JobNotFound):
        service.of_project(session, projects.create(session, "other").id, job_id)
