"""Which panels are taken again, what that costs, and advice for a weak take. Pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onmodel.metrics.score import EXCELLENT, GOOD, printed
from onmodel.stage.retake import SMALL
from onmodel.takes.rules import Appearance

Kind = Literal["blocking", "light", "prompt"]
UNKNOWN = 10.0  # seconds that a take is said to cost on a board that has none yet


def estimate(wanted: Sequence[str], seconds: Mapping[str, float]) -> dict[str, float]:
    """About how many seconds a take of each of these shots costs: as its last one did, else as the others on average.

    >>> estimate(["a", "b"], {"a": 4.0, "c": 8.0})
    {'a': 4.0, 'b': 6.0}
    """
    usual = sum(seconds.values()) / len(seconds) if seconds else UNKNOWN
    return {shot_id: round(seconds.get(shot_id, usual), 1) for shot_id in wanted}


@dataclass(frozen=True)
class Sighted:
    """How a person stands in a picture: the head's share of its height, and whether the face is to the lens."""

    head: float = 0.0
    facing: bool = True


@dataclass(frozen=True)
class Advice:
    """A change that may mend a take: what, why, and what to ask of a retake (reason, words of the prompts)."""

    kind: Kind
    character: str
    part: str
    score: float | None
    what: str
    why: str
    reason: str = ""
    prompt: str = ""
    negative_prompt: str = ""


@dataclass(frozen=True)
class Facts:
    """What advice is given by. `prompts`: how each character is described, `reads`: whether the backend reads prompts,
    `stays`: people and camera were moved by hand, so that retakes leave them there."""

    seen: Mapping[str, Sighted] = field(default_factory=dict)
    prompts: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    reads: bool = False
    stays: bool = False


def advice(appearances: Sequence[Appearance], facts: Facts) -> list[Advice]:
    """Changes for everybody below the excellent, the weakest first; none where nothing is wrong or can be told."""
    weak = [a for a in appearances if a.value is None or a.value < EXCELLENT]
    out = []
    for seen in sorted(weak, key=lambda a: 101.0 if a.value is None else a.value):
        part, value = _weakest(seen)
        told = [_on_stage(seen, part, value, facts), _in_words(seen, part, value, facts) if facts.reads else None]
        out += [each for each in told if each is not None]
    return out


def _weakest(seen: Appearance) -> tuple[str, float | None]:
    told = [(p.value, p.part) for p in seen.parts if p.value is not None]
    if not told:
        return ("whole" if seen.missing or not seen.parts else "face"), seen.value
    value, part = min(told)
    return part, value


def _on_stage(seen: Appearance, part: str, value: float | None, facts: Facts) -> Advice | None:
    """What to change on the floor; the reasons are those that stage.retake acts on."""
    kind, what, reason = _move(seen, part, facts.seen.get(seen.character, Sighted()))
    if facts.stays and kind == "blocking":
        what = f"{what} on the stage: it was blocked by hand, a retake leaves people and camera there"
        reason = ""
    return Advice(kind, seen.character, part, value, what, _why(seen, part, value), reason)


def _move(seen: Appearance, part: str, where: Sighted) -> tuple[Kind, str, str]:
    name = seen.character
    if seen.missing:
        return "blocking", f"Clear the view of {name}, or take a wider lens", f"{name} is covered"
    if part == "outfit":
        return "blocking", f"Go wider, so that the outfit of {name} shows", "outfit hidden"
    if where.head and where.head < SMALL:
        return "blocking", f"Bring the camera closer to {name}", "face too small"
    if not where.facing:
        return "blocking", f"Turn {name} toward the lens", "face turned away"
    return "light", f"Put more light on {name}", "too dark"


def _in_words(seen: Appearance, part: str, value: float | None, facts: Facts) -> Advice | None:
    described = facts.prompts.get(seen.character, "")
    if not described:
        return None
    wrong = {"face": "another face", "hair": "other hair", "outfit": "other clothes"}.get(part, "another person")
    prompt = f"{facts.description} {seen.character}: {described}".strip()
    what = f"Restate in the prompt how {seen.character} looks"
    return Advice("prompt", seen.character, part, value, what, _why(seen, part, value), "", prompt, wrong)


def _why(seen: Appearance, part: str, value: float | None) -> str:
    if seen.missing:
        return f"{seen.character} is not in the picture"
    if value is None:
        return seen.finding or "nothing of them can be told"
    bar = f"below {GOOD:.0f}" if value < GOOD else f"short of {EXCELLENT:.0f}"
    return f"{part} of {seen.character} is {printed(value)}, {bar}"
