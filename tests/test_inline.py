"""A whole family of jobs in one process, with Ctrl-C in the middle."""

import socket
import subprocess
import threading
import time
from typing import Any

import pytest

from onmodel import inline
from onmodel.backends.errors import Unavailable
from onmodel.db import Database
from onmodel.errors import StorageFull
from onmodel.inline import run_inline
from onmodel.jobs import service, tasks
from onmodel.jobs.rules import JobRequest
from onmodel.jobs.tasks import Handlers, JobContext


class Film:
    """Handlers that remember what they did."""

    def __init__(self, frames: int, interrupt_at: int | None = None) -> None:
        self.frames, self.interrupt_at = frames, interrupt_at
        self.made: list[int] = []

    def board(self, context: JobContext) -> dict[str, Any]:
        for number in range(self.frames):
            request = JobRequest(
                "frame", context.project_id, {"n": number}, idempotency_key=f"{context.job_id}/{number}"
            )
            context.submit_child(request)
        context.wait_for_children()
        return {"frames": self.frames}

    def frame(self, context: JobContext) -> dict[str, Any]:
        number = context.params["n"]
        context.progress(0.5, "render", f"frame {number}")
        if number == self.interrupt_at:
            self.interrupt_at = None
            raise KeyboardInterrupt
        self.made.append(number)
        return {"n": number}

    @property
    def handlers(self) -> Handlers:
        return {"board": self.board, "frame": self.frame}


@pytest.fixture
def board(database: Database, project_id: str) -> str:
    with database.transaction() as session:
        return service.submit(session, JobRequest("board", project_id)).id


def test_a_job_and_its_children_are_done_here(database: Database, board: str) -> None:
    film, told = Film(3), []
    job = run_inline(database, board, film.handlers, told=lambda _claim, fraction, stage, what: told.append(what))
    assert (job.state, job.result, film.made) == ("succeeded", {"frames": 3}, [0, 1, 2])
    assert told == ["frame 0", "frame 1", "frame 2"]


def test_ctrl_c_keeps_what_is_done_and_the_same_call_goes_on(database: Database, board: str) -> None:
    film = Film(4, interrupt_at=2)
    with pytest.raises(KeyboardInterrupt):
        run_inline(database, board, film.handlers)
    with database.reading() as session:
        assert service.get(session, board).state == "paused"
        states = [child.state for child in service.children(session, board)]
    assert states == ["succeeded", "succeeded", "paused", "paused"]
    job = run_inline(database, board, film.handlers)
    assert (job.state, film.made) == ("succeeded", [0, 1, 2, 3])


def test_a_killed_command_is_taken_up_at_once(database: Database, board: str) -> None:
    process = subprocess.Popen(["true"])
    process.wait()
    with database.transaction() as session:
        tasks.claim(session, board, f"{socket.gethostname()}:{process.pid}")
    film = Film(2)
    assert run_inline(database, board, film.handlers, lease_seconds=1000).state == "succeeded"
    assert film.made == [0, 1]


def test_a_child_that_fails_does_not_stop_the_others(database: Database, board: str) -> None:
    film = Film(3)
    handlers = dict(film.handlers)

    def frame(context: JobContext) -> dict[str, Any]:
        if context.params["n"] == 0:
            raise ZeroDivisionError
        return film.frame(context)

    handlers["frame"] = frame
    job = run_inline(database, board, handlers)
    assert (job.state, film.made) == ("succeeded", [1, 2])
    with database.reading() as session:
        assert [child.state for child in service.children(session, board)] == ["failed", "succeeded", "succeeded"]


def test_a_child_that_pauses_does_not_hold_up_the_others(database: Database, board: str) -> None:
    film = Film(3)

    def frame(context: JobContext) -> dict[str, Any]:
        if context.params["n"] == 0 and context.claim.attempt == 1:
            raise Unavailable("The model is loading")
        return film.frame(context)

    job = run_inline(database, board, {"board": film.board, "frame": frame})
    assert (job.state, film.made) == ("succeeded", [1, 2, 0])


def test_two_hands_work_at_a_time_and_do_each_job_once(database: Database, board: str) -> None:
    film, together = Film(6), threading.Barrier(2, timeout=60)

    def frame(context: JobContext) -> dict[str, Any]:
        together.wait()  # passes only where two frames are in work at once
        return film.frame(context)

    told: list[str] = []
    job = run_inline(
        database, board, {"board": film.board, "frame": frame}, hands=2, told=lambda *said: told.append(said[-1])
    )
    assert job.state == "succeeded"
    assert sorted(film.made) == list(range(6))
    assert sorted(told) == [f"frame {n}" for n in range(6)]


def test_ctrl_c_stops_the_other_hand_at_its_next_check(database: Database, board: str) -> None:
    both = threading.Barrier(2, timeout=60)
    main, left = threading.main_thread(), []

    def frame(context: JobContext) -> dict[str, Any]:
        both.wait()
        if threading.current_thread() is main:
            raise KeyboardInterrupt
        try:
            for _ in range(1000):
                context.check()
                time.sleep(0.01)
        except BaseException as end:
            left.append(type(end).__name__)
            raise
        return {}

    with pytest.raises(KeyboardInterrupt):
        run_inline(database, board, {"board": Film(4).board, "frame": frame}, hands=2)
    assert left == ["JobInterrupted"]
    with database.reading() as session:
        assert {child.state for child in service.children(session, board)} == {"paused"}
        assert {child.attempt for child in service.children(session, board)} == {0}, "no attempt is counted"
    film = Film(4)
    assert run_inline(database, board, film.handlers, hands=2).state == "succeeded"
    assert sorted(film.made) == [0, 1, 2, 3]


def test_a_helping_hand_that_meets_a_full_database_leaves_its_job_to_the_others(
    database: Database, board: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    film, honest, refused = Film(3), inline.Runner.run, []

    def run(self: Any, job_id: str) -> Any:
        if threading.current_thread() is not threading.main_thread() and not refused:
            refused.append(job_id)
            raise StorageFull("no room")
        until = time.monotonic() + 60
        while not refused and time.monotonic() < until:
            time.sleep(0.01)
        return honest(self, job_id)

    monkeypatch.setattr(inline.Runner, "run", run)
    assert run_inline(database, board, film.handlers, hands=2).state == "succeeded"
    assert refused
    assert sorted(film.made) == [0, 1, 2]


def test_a_finished_job_is_not_done_again(database: Database, board: str) -> None:
    film = Film(1)
    first = run_inline(database, board, film.handlers)
    again = run_inline(database, board, film.handlers)
    assert (first.result, film.made) == (again.result, [0])
