"""Which take is circled, when a shot is taken again, and what makes two requests the same. Pure decisions."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onmodel.metrics.score import GOOD

MAX_RETAKES = 2


@dataclass(frozen=True)
class Part:
    """One part of one character in one take: `value` None where it cannot be told, with the reason."""

    part: str  # face, hair, outfit, whole
    value: float | None
    reason: str = ""


@dataclass(frozen=True)
class Appearance:
    """One expected character in one take. `value` 0 for a missing one, None where nothing can be told."""

    character: str
    value: float | None
    missing: bool = False
    parts: tuple[Part, ...] = ()
    finding: str = ""  # the plain words of what is wrong


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


def may_retake(verdict: Verdict, retakes_done: int) -> bool:
    """Is another take to be made unasked? Never more than two."""
    return verdict.retake_for is not None and retakes_done < MAX_RETAKES


def request_hash(request: Any, backend: str) -> str:
    """The identity of a take: the same request to the same backend is the same take.

    `request` is JSON-ready. Returns 32 hexadecimal characters.
    """
    text = json.dumps([backend, request], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
