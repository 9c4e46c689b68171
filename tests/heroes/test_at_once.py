"""Two people, or two jobs, at one moment: each database keeps one choice and one order, and nobody is told a fault."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import numpy as np
import pytest

from onmodel.assets import service as assets
from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.heroes import queries, service
from onmodel.heroes.rules import HEROES_JOB, NothingToOffer
from onmodel.heroes.schemas import HeroFramesIn
from onmodel.jobs import queries as jobs
from onmodel.kit.pictures import encode_png
from onmodel.takes.tables import Take
from tests.factories.production import Production
from tests.heroes.test_queries import Gallery, gallery

__all__ = ["gallery"]


def at_once(work: Callable[[], Any], times: int = 2) -> list[Any]:
    """What came of the same work done by several at one moment: results and errors."""
    start = Barrier(times)

    def one(_number: int) -> Any:
        start.wait(10)
        try:
            return work()
        except Exception as error:
            return error

    with ThreadPoolExecutor(times) as crowd:
        return list(crowd.map(one, range(times)))


@pytest.fixture
def drawn(gallery: Gallery) -> Gallery:  # the fixture of the other file
    """The same with pictures."""
    with gallery.database.transaction() as session:
        png = encode_png(np.zeros((9, 16, 3), np.uint8))
        kept = assets.store(session, FakeBlobs(), png, "image/png", project_id=gallery.project_id, made_by={})
        for take_id in (*gallery.frames[0], *gallery.frames[1]):
            session.get_one(Take, take_id).asset_id = kept.id
    return gallery


def test_two_who_choose_the_same_frame_are_both_told_that_it_is_chosen(drawn: Gallery) -> None:
    def choose() -> str:
        with drawn.database.transaction() as session:
            of = service.opened(session, drawn.project_id, drawn.generation_id)
            return service.confirm(session, of, drawn.frames[0][0]).id

    for _ in range(5):
        assert at_once(choose) == [drawn.shots[0]] * 2
        with drawn.database.transaction() as session:
            session.delete(queries.choice(session, drawn.shots[0]))
    assert at_once(choose, 3) == [drawn.shots[0]] * 3
    assert drawn.confirmed() == {drawn.shots[0]: drawn.frames[0][0]}


def test_two_who_order_frames_of_the_same_shots_have_them_made_once(drawn: Gallery, production: Production) -> None:
    def order() -> str:
        with drawn.database.transaction() as session:
            of = service.opened(session, drawn.project_id, drawn.generation_id)
            return service.order(session, production.backends, of, HeroFramesIn(variations=2)).job_id

    found = at_once(order)
    assert sorted(isinstance(each, NothingToOffer) for each in found) == [False, True], found
    with drawn.database.reading() as session:
        assert len(jobs.unfinished(session, drawn.project_id, HEROES_JOB)) == 1
