"""Which take is circled, when a shot is taken again, and what makes two requests the same. Pure decisions."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from onmodel.metrics.score import GOOD

Kind = Literal["frame", "clip"]
NEEDS_REVIEW = "needs_review"  # the state of a clip that only a person can judge
MAX_RETAKES = 2
MEANINGFUL = 5.0  # points; another seed alone moves an appearance by 3 (median of 12 standard deviations)


@dataclass(frozen=True)
class Part:
    """One part of one character in one take: `value` None where it cannot be told, with the reason; then as measured
    (metrics.score.Score), so that a report needs no second look."""

    part: str  # face, hair, outfit, whole
    value: float | None
    reason: str = ""
    raw: float | None = None
    higher_is_better: bool = True
    backbone: str = ""
    confidence: float = 1.0
    detail: dict[str, float | str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Appearance:
    """One expected character in one take. `value` 0 for a missing one, None where nothing can be told."""

    character: str
    value: float | None
    missing: bool = False
    parts: tuple[Part, ...] = ()
    finding: str = ""  # the plain words of what is wrong
    vectors: dict[str, list[float]] | None = None  # to compare frames by; None where nobody kept them

    def low_parts(self) -> set[str]:
        """The parts below the bar."""
        return {p.part for p in self.parts if p.value is not None and p.value < GOOD}


@dataclass(frozen=True)
class Verdict:
    """What a take's scores ask for."""

    value: float | None  # mean over the expected appearances that can be told, 0–100
    worst: float | None
    retake_for: Appearance | None  # the appearance to be mended, None where the take stands


def judge(appearances: Sequence[Appearance]) -> Verdict:
    """A take stands where no expected appearance that can be told is below the bar of 70."""
    told = [a for a in appearances if a.value is not None]
    if not told:
        return Verdict(None, None, None)
    worst = min(told, key=lambda a: a.value or 0.0)
    values = [a.value or 0.0 for a in told]
    return Verdict(sum(values) / len(values), worst.value, worst if (worst.value or 0.0) < GOOD else None)


def better(one: Verdict, other: Verdict) -> bool:
    """Is `one` the better take? By its worst appearance first, then by the mean: a team looks at what is wrong."""
    return _rank(one) > _rank(other)


def _rank(verdict: Verdict) -> tuple[float, float]:
    passes = verdict.value is not None and verdict.retake_for is None
    unknown = verdict.value is None
    return (100.0 if passes else (GOOD if unknown else verdict.worst or 0.0), verdict.value or 0.0)


@dataclass(frozen=True)
class Next:
    """What follows a take: another one, or none. `stopped` says why a take that is wrong is left as it is."""

    retake: bool
    stopped: str = ""


def after(verdicts: Sequence[Verdict]) -> Next:
    """What follows the last of a shot's takes, given the verdicts of those made unasked, in order.

    Never more than two retakes, and none that cannot help: where nothing can be told, where the last one brought less
    than MEANINGFUL, and where it is the same part of the same character again, everything else being in order, and as
    much once more would not reach the bar: then the likeness itself is off, which no camera or lamp mends.
    """
    last, retakes = verdicts[-1], len(verdicts) - 1
    if last.retake_for is None:
        return Next(False, "" if last.value is not None else "nothing in it can be told, a retake no more")
    if retakes >= MAX_RETAKES:
        return Next(False, f"{MAX_RETAKES} retakes are the most that are made unasked")
    stopped = _no_help(verdicts[:-1], last, last.retake_for) if retakes else ""
    return Next(not stopped, stopped)


def _no_help(earlier: Sequence[Verdict], last: Verdict, low: Appearance) -> str:
    """Why one more retake would not help, judged by what this one brought; empty where it may."""
    gain = (last.worst or 0.0) - max(v.worst or 0.0 for v in earlier)
    if gain < MEANINGFUL:
        return f"the retake brought {gain:+.0f} points, and {MEANINGFUL:.0f} would be worth another"
    before, parts = earlier[-1].retake_for, low.low_parts()
    same = before is not None and before.character == low.character and before.low_parts() == parts
    if same and len(parts) == 1 and (last.worst or 0.0) + gain < GOOD:
        return f"{next(iter(parts))} alone is low again, which a retake does not mend"
    return ""


def request_hash(request: Any, backend: str) -> str:
    """The identity of a take: the same request to the same backend is the same take.

    `request` is JSON-ready. Returns 32 hexadecimal characters.
    """
    text = json.dumps([backend, request], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
