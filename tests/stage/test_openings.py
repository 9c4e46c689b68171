"""Openings: made once for a name, the latest kept, told apart by everything that stands before the camera."""

from collections.abc import Iterator
from dataclasses import replace
from threading import Thread

import numpy as np
import pytest

from onmodel.stage import openings
from onmodel.stage.between import Keylight
from onmodel.stage.openings import OPENINGS, Opening, kept, name_of
from onmodel.stage.optics import Optics
from onmodel.stage.spec import CameraSpec
from tests.stage.doubles import room

OPTICS = Optics(CameraSpec((0.0, -2.0, 1.0), (0.0, 0.0, 1.0)), 4, 2)


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    before = dict(openings._kept)
    openings._kept.clear()
    yield
    openings._kept.clear()
    openings._kept.update(before)


def opening(light: float = 1.0) -> Opening:
    shape = (2, 4)
    key = Keylight(0.0, OPTICS, np.full((*shape, 3), light, np.float32), np.ones(shape, np.float32),
                   np.zeros(shape, np.uint16))  # fmt: skip
    return Opening(key, light)


def test_an_opening_is_made_once_and_the_oldest_is_forgotten() -> None:
    made: list[str] = []

    def make(name: str) -> Opening:
        made.append(name)
        return opening()

    names = [str(n) for n in range(OPENINGS)]
    for name in (*names, *names):
        kept(name, lambda name=name: make(name))
    assert made == names
    kept("0", lambda: make("0"))  # asked for again: now the youngest
    kept("new", lambda: make("new"))
    kept("0", lambda: make("0"))
    assert made == [*names, "new"]
    kept("1", lambda: make("1"))
    assert made[-1] == "1", "the one that nobody asked for was forgotten"


def test_what_cannot_be_made_is_not_kept() -> None:
    def fail() -> Opening:
        raise MemoryError

    with pytest.raises(MemoryError):
        kept("x", fail)
    assert kept("x", opening).exposure == 1.0


def test_many_at_once_get_the_same() -> None:
    found: list[Opening] = []
    threads = [Thread(target=lambda: found.append(kept("same", opening))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(openings._kept) == 1


def test_a_name_tells_what_stands_there_and_how_it_is_made() -> None:
    staged = [(0, part) for part in room().parts]
    name = name_of("low", staged)
    assert name == name_of("low", [(0, part) for part in room().parts])
    assert name != name_of("high", staged)
    moved = replace(staged[0][1], vertices=staged[0][1].vertices + np.float32(0.001))
    painted = replace(staged[0][1], colours=staged[0][1].colours * np.float32(0.9))
    others = {name_of("low", [(0, part), *staged[1:]]) for part in (moved, painted)} | {name_of("low", staged[1:])}
    assert len(others | {name}) == 4
