import re
import time
import uuid

import pytest

from onmodel.kit import ids
from tests.factories.crowd import at_once


def test_an_id_is_a_uuid_of_version_7_that_tells_its_time() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid.UUID(ids.new_id())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert before - 1 <= made.int >> 80 <= time.time_ns() // 1_000_000 + 2
    assert re.fullmatch(ids.ID_PATTERN, str(made))


def test_ids_sort_by_age_and_never_repeat_even_from_many_threads() -> None:
    made = at_once(*[lambda: [ids.new_id() for _ in range(5000)]] * 4)
    assert all(into == sorted(into) for into in made)
    assert len({one for into in made for one in into}) == 20_000


def test_a_clock_that_steps_back_does_not_disturb_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    now = ids.new_id()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 1_000_000_000)  # 1970
    later = [ids.new_id() for _ in range(10_000)]  # more than the 12 bits of the counter hold
    assert [now, *later] == sorted({now, *later})
