"""The same jobs over RabbitMQ: order, a killed worker, a killed broker; classic and quorum queues."""

from collections.abc import Callable, Iterator

import pytest
from kombu.exceptions import OperationalError

from onmodel.broker import celery_app, pending, sender
from onmodel.db import JobMessage
from onmodel.supervisor import Supervisor
from tests.factories.leftovers import own_folder
from tests.faults.conftest import Plant, kill
from tests.faults.rabbitmq import RabbitMq, require_rabbitmq


@pytest.fixture(scope="module")
def rabbitmq() -> Iterator[RabbitMq]:
    require_rabbitmq()
    with own_folder("mq") as folder:
        server = RabbitMq(folder)
        try:
            server.start()
            yield server
        finally:
            server.kill()


def test_the_urgent_comes_first_then_the_old(rabbitmq: RabbitMq) -> None:
    app = celery_app(rabbitmq.url)
    assert pending(app)("gpu_low") == 0, "a queue that nobody made is empty"
    sender(app)([JobMessage("low", "gpu_low", 1), JobMessage("old", "gpu_low", 5), JobMessage("new", "gpu_low", 5)])
    sender(app)([JobMessage("urgent", "gpu_low", 9)])
    assert pending(app)("gpu_low") == 4
    with app.connection_for_read() as connection:
        queue = connection.SimpleQueue(next(q for q in app.conf.task_queues if q.name == "gpu_low"))
        assert [queue.get(timeout=30).payload[0][0] for _ in range(4)] == ["urgent", "old", "new", "low"]
    app.close()


@pytest.mark.parametrize("quorum", [False, True])
def test_a_killed_workers_job_goes_on(
    plant: Plant, supervise: Callable[..., Supervisor], rabbitmq: RabbitMq, quorum: bool
) -> None:
    if quorum:  # a queue that exists cannot change its kind
        app = celery_app(rabbitmq.url)
        with app.connection_for_write() as connection:
            connection.default_channel.queue_delete("render")
        app.close()
    with supervise(broker_url=rabbitmq.url, rabbitmq_quorum=quorum, queues="render") as supervisor:
        job_id = plant.submit("nap", database=supervisor.database, steps=8)
        plant.wait(lambda: plant.job(job_id).progress >= 2 / 8, seconds=90)
        kill(supervisor.workers[0])
        plant.wait(lambda: plant.finished(job_id), seconds=90)
        other = plant.submit("quick", database=supervisor.database)
        plant.wait(lambda: plant.finished(other), seconds=90)
    assert (plant.job(job_id).state, len(plant.starts(job_id)), len(plant.lines(job_id, "end"))) == ("succeeded", 2, 1)


def test_a_killed_broker_loses_nothing(plant: Plant, supervise: Callable[..., Supervisor], rabbitmq: RabbitMq) -> None:
    with supervise(broker_url=rabbitmq.url, queues="gpu_high") as supervisor:
        first = plant.submit("quick", database=supervisor.database, queue="gpu_high")
        plant.wait(lambda: plant.finished(first), seconds=90)
        rabbitmq.kill()
        during = [plant.submit("quick", database=supervisor.database, queue="gpu_high") for _ in range(5)]
        with pytest.raises(OperationalError):
            sender(celery_app(rabbitmq.url))([JobMessage("x", "gpu_high", 5)])
        rabbitmq.start()
        plant.wait(lambda: plant.states(during)["succeeded"] == 5, seconds=60)
    assert all(len(plant.starts(job_id)) == 1 for job_id in during)
