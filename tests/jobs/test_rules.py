from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.jobs import rules
from onmodel.jobs.rules import ATTEMPTS, FINISHED, LONGEST_BACKOFF, LONGEST_WAIT, MAX_ATTEMPTS, Claim, JobState, Verdict

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def test_what_succeeded_is_never_done_again() -> None:
    assert not [state for state in JobState if rules.may_move(JobState.SUCCEEDED, state)]


def test_only_a_queued_job_can_be_begun() -> None:
    assert [state for state in JobState if rules.may_move(state, JobState.RUNNING)] == [JobState.QUEUED]


@pytest.mark.parametrize("state", sorted(set(JobState) - FINISHED))
def test_everything_unfinished_can_be_cancelled(state: JobState) -> None:
    assert rules.may_move(state, JobState.CANCELLED)


def _claim(attempt: int = 1, tier: str | None = None, **params: str) -> Claim:
    return Claim("j", 1, attempt, "frame", "p", params, None, tier)


@pytest.mark.parametrize(
    ("status", "again"), [(429, True), (503, True), (502, True), (422, False), (500, False), (402, False), (507, False)]
)
def test_only_what_may_pass_by_itself_is_tried_again(status: int, again: bool) -> None:
    assert (rules.after_error(_claim(), status, None, 0.5).state == JobState.QUEUED) is again


@pytest.mark.parametrize(("status", "attempts"), ATTEMPTS.items())
def test_each_class_of_errors_has_its_last_attempt(status: int, attempts: int) -> None:
    assert rules.after_error(_claim(attempts - 1), status, None, 0.5).state == JobState.QUEUED
    assert rules.after_error(_claim(attempts), status, None, 0.5).state == JobState.FAILED


def test_the_third_death_is_the_last() -> None:
    assert rules.after_loss(MAX_ATTEMPTS).state == JobState.FAILED
    assert rules.after_loss(MAX_ATTEMPTS - 1).state == JobState.QUEUED


def test_too_little_memory_is_tried_once_in_a_lower_tier() -> None:
    assert rules.after_error(_claim(tier="high"), 507, None, 0.5, memory=True) == Verdict(
        JobState.QUEUED, tier="standard"
    )
    assert rules.after_error(_claim(tier="standard", tier_="x"), 507, None, 0.5, memory=True).tier == "low"
    assert rules.after_error(_claim(tier="low"), 507, None, 0.5, memory=True).state == JobState.FAILED
    lowered = Claim("j", 1, 2, "frame", "p", {"tier": "standard"}, None, "standard")
    assert rules.after_error(lowered, 507, None, 0.5, memory=True).state == JobState.FAILED


def test_a_provider_that_names_a_pause_is_obeyed_within_reason() -> None:
    assert rules.after_error(_claim(), 429, 7.0, 0.9).delay == 7.0
    assert rules.after_error(_claim(), 429, 300.0, 0.9).delay == 300.0
    assert rules.after_error(_claim(), 429, 86_400.0, 0.9).delay == LONGEST_WAIT


@given(st.integers(1, 7), st.floats(0, 1))
def test_pauses_grow_and_spread(attempt: int, jitter: float) -> None:
    delay = rules.after_error(_claim(attempt), 429, None, jitter).delay
    assert min(2**attempt * 0.5, LONGEST_BACKOFF) <= delay <= min(2**attempt * 1.5, LONGEST_BACKOFF)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 10_000))
def test_an_older_job_is_overtaken_only_by_what_came_soon_after_it(mine: int, other: int, minutes: int) -> None:
    first = rules.line_at(mine, NOW)
    later = rules.line_at(other, NOW + timedelta(minutes=minutes))
    assert (later < first) == (minutes < 10 * (other - mine))


def test_a_pause_ends_and_a_clock_that_stepped_back_does_not_prolong_it() -> None:
    later = NOW + timedelta(seconds=10)
    assert rules.is_due(None, NOW)
    assert not rules.is_due(later, NOW)
    assert rules.is_due(later, later)
    assert rules.is_due(later, NOW - timedelta(hours=1))
