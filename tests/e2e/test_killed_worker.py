"""A worker killed in the middle of a storyboard: no finished frame is lost and the board goes on by itself."""

import time

import pytest
from sqlalchemy import select

from onmodel.bootstrap import open_product
from onmodel.broker import broker_address, celery_app, sender
from onmodel.generations import service as generations
from onmodel.generations.rules import Order
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import FINISHED, JobState
from onmodel.settings import Settings
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import BoardSettings
from onmodel.supervisor import Supervisor
from onmodel.takes.tables import Take
from tests.factories.production import SCRIPT
from tests.faults.conftest import kill


@pytest.fixture
def slow(settings: Settings) -> Settings:
    return settings.model_copy(update={"handlers": "tests.e2e.slow_board:handlers", "heartbeat_seconds": 0.2})


def test_the_board_goes_on_by_itself(slow: Settings) -> None:
    product = open_product(slow, send=sender(celery_app(broker_address(slow))))

    def takes() -> dict[str, str]:
        with product.database.reading() as session:
            return {take.id: take.request_hash for take in session.scalars(select(Take))}

    def wait(until: object, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not until():  # type: ignore[operator]  # a callable
            assert time.monotonic() < deadline, f"waited {seconds} s"
            time.sleep(0.05)

    with Supervisor(slow) as supervisor:
        with product.database.transaction() as session:
            order = Order(SCRIPT, "pouch.fountain", settings=BoardSettings(tier="low"))
            made = generations.start(session, order, project_id=product.project_id)
            job_id, board_id = str(made.job_id), made.storyboard_id
        wait(lambda: len(takes()) >= 2, 120)
        before = takes()
        kill(supervisor.workers[0])
        killed_at = time.monotonic()
        wait(lambda: len(takes()) > len(before), 30)
        went_on = time.monotonic() - killed_at

        def job_state() -> str:
            with product.database.reading() as session:
                return jobs.get(session, job_id).state

        wait(lambda: job_state() in FINISHED, 120)
        assert job_state() == JobState.SUCCEEDED
    after = takes()
    assert before.items() <= after.items(), "a finished frame was lost"
    assert len(set(after.values())) == len(after), "a frame was made twice"
    assert went_on < 15, f"the board stood still for {went_on:.1f} s"
    with product.database.reading() as session:
        board = storyboards.get(session, product.project_id, board_id)
        assert board.status == "completed"
        assert len(after) >= len(board.shots)
    product.database.dispose()
