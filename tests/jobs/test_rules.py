from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.jobs import rules
from onmodel.jobs.rules import FINISHED, LONGEST_BACKOFF, MAX_ATTEMPTS, JobState, LeaseWatch, Pulse

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def test_what_succeeded_is_never_done_again() -> None:
    assert not [state for state in JobState if rules.may_move(JobState.SUCCEEDED, state)]


def test_only_a_queued_job_can_be_begun() -> None:
    assert [state for state in JobState if rules.may_move(state, JobState.RUNNING)] == [JobState.QUEUED]


@pytest.mark.parametrize("state", sorted(set(JobState) - FINISHED))
def test_everything_unfinished_can_be_cancelled(state: JobState) -> None:
    assert rules.may_move(state, JobState.CANCELLED)


@pytest.mark.parametrize(
    ("status", "again"), [(429, True), (503, True), (502, True), (422, False), (500, False), (507, False)]
)
def test_only_what_may_pass_by_itself_is_tried_again(status: int, again: bool) -> None:
    assert (rules.after_error(1, status, None, 0.5).state == JobState.QUEUED) is again


def test_the_third_attempt_is_the_last() -> None:
    assert rules.after_error(MAX_ATTEMPTS, 503, None, 0.5).state == JobState.FAILED
    assert rules.after_loss(MAX_ATTEMPTS).state == JobState.FAILED
    assert rules.after_loss(MAX_ATTEMPTS - 1).state == JobState.QUEUED


def test_a_provider_that_names_a_pause_is_obeyed_within_reason() -> None:
    assert rules.after_error(1, 429, 7.0, 0.9).delay == 7.0
    assert rules.after_error(1, 429, 86_400.0, 0.9).delay == LONGEST_BACKOFF


@given(st.integers(1, MAX_ATTEMPTS - 1), st.floats(0, 1))
def test_pauses_grow_and_spread(attempt: int, jitter: float) -> None:
    assert 2**attempt * 0.5 <= rules.after_error(attempt, 503, None, jitter).delay <= 2**attempt * 1.5


def test_a_pause_ends_and_a_clock_that_stepped_back_does_not_prolong_it() -> None:
    later = NOW + timedelta(seconds=10)
    assert rules.is_due(None, NOW)
    assert not rules.is_due(later, NOW)
    assert rules.is_due(later, later)
    assert rules.is_due(later, NOW - timedelta(hours=1))


def _pulse(beat: int, job: str = "j", fence: int = 1) -> Pulse:
    return Pulse(job, "host:1", fence, beat)


def test_a_lease_is_over_when_the_pulse_stood_still_for_all_of_it() -> None:
    watch = LeaseWatch(10)
    assert watch.expired([_pulse(0)], at=100) == []
    assert watch.expired([_pulse(0)], at=109.9) == []
    assert watch.expired([_pulse(0)], at=110) == [_pulse(0)]


def test_a_pulse_that_moves_is_alive_for_ever() -> None:
    watch = LeaseWatch(10)
    assert not [beat for beat in range(100) if watch.expired([_pulse(beat)], at=beat * 9.0)]


def test_a_new_attempt_begins_a_new_lease() -> None:
    watch = LeaseWatch(10)
    watch.expired([_pulse(0)], at=0)
    assert watch.expired([_pulse(0, fence=2)], at=11) == []
    assert watch.expired([_pulse(0, fence=2)], at=20) == []


def test_a_job_that_was_away_is_watched_anew() -> None:
    watch = LeaseWatch(10)
    watch.expired([_pulse(0), _pulse(0, "other")], at=0)
    assert watch.expired([_pulse(0, "other")], at=5) == []
    assert watch.expired([_pulse(0), _pulse(0, "other")], at=11) == [_pulse(0, "other")]
