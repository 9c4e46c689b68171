"""Fault 14: the same message, submit or claim arrives several times. Promise: one effect, the same answer."""

import threading
from collections.abc import Callable

from onmodel.broker import sender
from onmodel.db import JobMessage
from onmodel.jobs import service
from onmodel.jobs.rules import JobRequest
from onmodel.supervisor import Supervisor
from tests.faults.conftest import Plant, on_both_databases

pytestmark = on_both_databases


def test_a_message_sent_ten_times_is_one_effect(plant: Plant, supervise: Callable[..., Supervisor]) -> None:
    with supervise(workers=2) as supervisor:
        job_id = plant.submit("nap", database=supervisor.database, steps=3)
        send = sender(supervisor.app)
        send([JobMessage(job_id, "render", 5)] * 10)
        plant.wait(lambda: plant.finished(job_id))
        last = plant.submit("quick", database=supervisor.database)  # behind all of them
        plant.wait(lambda: plant.finished(last))
    assert (len(plant.starts(job_id)), len(plant.lines(job_id, "end"))) == (1, 1)
    assert plant.log(job_id).count("succeeded") == 1


def test_a_request_repeated_with_its_key_is_one_job(plant: Plant, running: Supervisor) -> None:
    answers = []
    for _ in range(3):
        with running.database.transaction() as session:
            request = JobRequest("quick", plant.project_id, {"diary": str(plant.diary)}, idempotency_key="storyboard-1")
            answers.append(service.submit(session, request).id)
        plant.wait(lambda: plant.finished(answers[0]))
    assert len(set(answers)) == 1
    assert len(plant.starts(answers[0])) == 1


def test_three_at_one_moment_get_the_same_job(plant: Plant, running: Supervisor) -> None:
    answers: list[str] = []
    gate = threading.Barrier(3)

    def order(key: str) -> None:
        gate.wait()
        with running.database.transaction() as session:
            request = JobRequest("quick", plant.project_id, {"diary": str(plant.diary)}, idempotency_key=key)
            answers.append(service.submit(session, request).id)

    for number in range(10):
        threads = [threading.Thread(target=order, args=(f"order-{number}",)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert (len(answers), len(set(answers))) == (30, 10)
    plant.wait(lambda: plant.states(sorted(set(answers))) == {"succeeded": 10})
    assert all(len(plant.starts(job_id)) == 1 for job_id in set(answers))
