"""How parts become an appearance, appearances a report, and a report advice. Pure decisions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean

from onmodel.metrics.score import EXCELLENT, GOOD, PART_WEIGHTS, Grade, Score, grade, overall, printed
from onmodel.takes.rules import Part

WEIGHTS = PART_WEIGHTS


@dataclass(frozen=True)
class Cell:
    """One expected character in one frame. `score` 0 where missing, None where nothing can be told."""

    character: str
    frame: int  # from 1
    score: float | None
    status: Grade
    missing: bool = False
    parts: dict[str, Score] = field(default_factory=dict)
    finding: str = ""


@dataclass(frozen=True)
class FrameScore:
    """A frame: mean over its expected appearances that can be told, and people nobody asked for."""

    frame: int
    score: float | None
    status: Grade
    extra_people: int = 0


@dataclass(frozen=True)
class CharacterScore:
    """A character over the board: against references, between frames, and the worst frame."""

    character: str
    cross: float | None
    own: float | None  # agreement between frames; None with fewer than two faces
    worst_frame: int | None
    appearances: int
    missing: int
    unscorable: int


@dataclass(frozen=True)
class Report:
    """Continuity of a board. `overall`: mean over expected appearances that can be told, missing ones counting 0."""

    overall: float | None
    frames: tuple[FrameScore, ...]
    characters: tuple[CharacterScore, ...]
    cells: tuple[Cell, ...]
    recommendations: tuple[str, ...]


def cell(character: str, frame: int, parts: dict[str, Score], *, missing: bool = False) -> Cell:
    """The appearance's value: the weighted mean of the parts that can be told, or 0 where the character is missing."""
    if missing:
        return Cell(character, frame, 0.0, "retake", True, parts, f"{character} is not in the picture")
    value = overall(parts)
    if value is None:
        reasons = "; ".join(f"{name}: {s.unscorable_reason}" for name, s in parts.items() if s.unscorable_reason)
        return Cell(character, frame, None, "unscorable", False, parts, reasons)
    told = {name: s.value for name, s in parts.items() if name in WEIGHTS and s.value is not None}
    return Cell(character, frame, value, grade(value), False, parts, _finding(told))


def _finding(told: dict[str, float]) -> str:
    low = [f"{name} {printed(value)}" for name, value in sorted(told.items(), key=lambda i: i[1]) if value < GOOD]
    return f"below the bar: {', '.join(low)}" if low else ""


def report(cells: Sequence[Cell], own: dict[str, float | None], frames: int, extra: dict[int, int]) -> Report:
    """All cells of a board as one report. `own`: agreement between frames by character; `extra`: people by frame."""
    told = [c.score for c in cells if c.score is not None]
    return Report(
        overall=fmean(told) if told else None,
        frames=tuple(_frame(i, [c for c in cells if c.frame == i], extra.get(i, 0)) for i in range(1, frames + 1)),
        characters=tuple(_character(name, cells, own.get(name)) for name in dict.fromkeys(c.character for c in cells)),
        cells=tuple(cells),
        recommendations=tuple(_recommendations(cells, extra)),
    )


def _frame(number: int, cells: Sequence[Cell], extra: int) -> FrameScore:
    told = [c.score for c in cells if c.score is not None]
    value = fmean(told) if told else None
    return FrameScore(number, value, grade(value), extra)


def _character(name: str, cells: Sequence[Cell], own: float | None) -> CharacterScore:
    mine = [c for c in cells if c.character == name]
    told = [c for c in mine if c.score is not None]
    worst = min(told, key=lambda c: c.score or 0.0, default=None)
    return CharacterScore(
        name,
        cross=fmean(c.score or 0.0 for c in told) if told else None,
        own=own,
        worst_frame=worst.frame if worst else None,
        appearances=len(mine),
        missing=sum(c.missing for c in mine),
        unscorable=sum(c.score is None for c in mine),
    )


def _recommendations(cells: Sequence[Cell], extra: dict[int, int]) -> list[str]:
    low = sorted((c for c in cells if c.status == "retake"), key=lambda c: c.score or 0.0)
    advice = [f"Regenerate frame {c.frame}: {c.character} {_complaint(c)}" for c in low]
    advice += [
        f"Frame {i} shows {n} more than expected: check for a stranger or a double" for i, n in extra.items() if n
    ]
    near = min((c for c in cells if c.status == "good"), key=lambda c: c.score or 0.0, default=None)
    if not advice and near:
        advice.append(f"Nothing is below {GOOD:.0f}; frame {near.frame} ({near.character}) is nearest to it")
    if not advice and not any(c.score is not None for c in cells):
        advice.append("No appearance could be told: give the characters references, or say what they wear")
    return advice or [f"Every appearance that can be told is at {EXCELLENT:.0f} or above"]


def _complaint(low: Cell) -> str:
    told = {n: s.value for n, s in low.parts.items() if n in WEIGHTS and s.value is not None}
    return "is missing" if low.missing or not told else _ADVICE[min(told, key=lambda n: told[n])]


_ADVICE = {
    "face": "does not look like the references: bring the face nearer, turn it to the lens or light it",
    "outfit": "wears the wrong colours: restate the outfit",
    "hair": "has the wrong hair: restate colour and length",
}


def part_of(name: str, s: Score) -> Part:
    """A part's score as takes keep it."""
    reason = s.unscorable_reason or ""
    return Part(name, s.value, reason, s.raw, s.higher_is_better, s.backbone, s.confidence, s.detail)


def score_of(part: Part) -> Score:
    """The same back as it was measured."""
    return Score(
        part.value, part.raw, part.higher_is_better, part.reason or None, part.backbone, part.confidence, part.detail
    )
