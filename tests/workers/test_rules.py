"""Leases by the watcher's own clock, and fair turns: no starvation, weights respected, no idle worker."""

from collections import Counter
from itertools import islice

from hypothesis import example, given
from hypothesis import strategies as st

from onmodel.workers.rules import FairShare, LeaseWatch, Pulse, Share, Waiting


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


def _line(**counts: int) -> list[Waiting]:
    """Jobs of one second; `a=3` is a team with one person, `a_x=3` the person x of the team a."""
    return [
        Waiting(f"{who}-{n}", *(who.split("_") * 2)[:2], 1.0) for who, count in counts.items() for n in range(count)
    ]


def _teams(order: list[Waiting]) -> str:
    return "".join(job.team for job in order)


def test_teams_take_turns_however_many_jobs_they_have() -> None:
    assert _teams(list(FairShare({}, {}).order(_line(a=6, b=2, c=1), {}))) == "abcabaaaa"


def test_a_team_of_twice_the_weight_is_served_twice_as_often() -> None:
    order = list(islice(FairShare({}, {"a": 2.0}).order(_line(a=50, b=50), {}), 30))
    assert Counter(_teams(order)) == {"a": 20, "b": 10}


def test_people_of_a_team_take_turns_and_take_nothing_from_other_teams() -> None:
    order = list(islice(FairShare({}, {}).order(_line(a_x=20, a_y=20, b_z=20), {}), 20))
    assert Counter((job.team, job.person) for job in order) == {("a", "x"): 5, ("a", "y"): 5, ("b", "z"): 10}


def test_seconds_count_and_not_jobs() -> None:
    line = [Waiting(f"a{n}", "a", "p", 10.0) for n in range(10)] + [Waiting(f"b{n}", "b", "q", 1.0) for n in range(50)]
    order = list(islice(FairShare({}, {}).order(line, {}), 22))
    assert Counter(_teams(order)) == {"a": 2, "b": 20}


def test_who_comes_back_has_neither_credit_nor_debt() -> None:
    share = FairShare({}, {})
    list(islice(share.order(_line(a=100), {}), 50))
    order = list(islice(share.order(_line(a=10, b=10), {}), 10))
    assert Counter(_teams(order)) == {"a": 5, "b": 5}


def test_what_took_longer_than_expected_is_held_against_its_team_later() -> None:
    share = FairShare({}, {})
    (first,) = islice(share.order(_line(a=1), {}), 1)
    share.correct(first, -9.0)  # one second was charged, ten were used
    order = list(islice(share.order(_line(a=20, b=20), {}), 9))
    assert _teams(order) == "b" * 9


def test_a_team_at_its_limit_lets_others_pass() -> None:
    assert _teams(list(FairShare({}, {}).order(_line(a=5, b=5), {"a": 1, "b": 5}))) == "abbbbb"
    assert list(FairShare({}, {}).order(_line(a=5), {"a": 0})) == []


teams = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.integers(1, 40), st.floats(0.25, 4), st.floats(0.1, 20)), min_size=2
)


@given(teams)
def test_every_job_is_served_once_and_in_its_persons_order(described: dict[str, tuple[int, float, float]]) -> None:
    line = [Waiting(f"{t}{n}", t, t, cost) for t, (count, _, cost) in described.items() for n in range(count)]
    order = list(FairShare({}, {t: weight for t, (_, weight, _) in described.items()}).order(line, {}))
    assert sorted(job.job_id for job in order) == sorted(job.job_id for job in line)
    for team in described:
        assert [job for job in order if job.team == team] == [job for job in line if job.team == team]


@given(teams, st.integers(2, 120))
def test_while_all_wait_their_seconds_differ_by_less_than_one_job_each(
    described: dict[str, tuple[int, float, float]], served: int
) -> None:
    """The bound of start-time fair queueing: |W_f / w_f - W_m / w_m| <= c_f / w_f + c_m / w_m while both wait."""
    weights = {t: weight for t, (_, weight, _) in described.items()}
    line = [Waiting(f"{t}{n}", t, t, cost) for t, (_, _, cost) in described.items() for n in range(served)]
    order = list(islice(FairShare({}, weights).order(line, {}), served))
    had = Counter()
    for job in order:
        had[job.team] += job.seconds / weights[job.team]
    for a, (_, weight_a, cost_a) in described.items():
        for b, (_, weight_b, cost_b) in described.items():
            assert abs(had[a] - had[b]) <= cost_a / weight_a + cost_b / weight_b + 1e-6


@given(teams, st.floats(0, 1e6))
@example({"a": (1, 2.0, 0.5), "b": (1, 2.0, 0.5), "c": (1, 4.0, 4.0)}, 0.0)
def test_nobody_starves_beside_a_newcomer(described: dict[str, tuple[int, float, float]], head_start: float) -> None:
    """Whatever the others had before, each team is served within the first turns."""
    weights = {t: weight for t, (_, weight, _) in described.items()}
    had = {("", t): Share(head_start, head_start + cost / weights[t]) for t, (_, _, cost) in described.items()}
    line = [Waiting(f"{t}{n}", t, t, cost) for t, (_, _, cost) in described.items() for n in range(500)]
    longest = max(cost / weights[t] for t, (_, _, cost) in described.items())
    quickest = min(cost / weights[t] for t, (_, _, cost) in described.items())
    turns = int(len(described) * (2 * longest / quickest + 2))
    served = {job.team for job in islice(FairShare(had, weights).order(line, {}), turns)}
    assert served == set(described)
