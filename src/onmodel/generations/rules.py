"""What an order for a board says, and what its stages are. Pure decisions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from onmodel.fountain.model import Line
from onmodel.fountain.vocabulary import Move
from onmodel.stage.spec import Tier
from onmodel.storyboards.rules import BoardSettings

Stage = Literal["breakdown", "DNA", "blocking", "frames", "scoring", "retakes", "export"]
STAGES: tuple[Stage, ...] = ("breakdown", "DNA", "blocking", "frames", "scoring", "retakes", "export")


@dataclass(frozen=True)
class Order:
    """A board to be made of a script, or of the screenplay with this id. `cast`: part in the script → character id."""

    source: bytes
    filename: str
    cast: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    settings: BoardSettings = field(default_factory=BoardSettings)
    screenplay_id: str = ""


def statuses_done(board_shots: int, circled: int) -> str:
    """The board's status once its generation ended: completed only where every shot has its picture."""
    return "completed" if board_shots and circled == board_shots else "incomplete"


def retake_reason(asked: str, finding: str) -> str:
    """Why a take is made again, in one line."""
    return " · ".join(part for part in (asked.strip(), finding) if part) or "asked for"


_DESCRIBES = re.compile(r"(?:she|he|they) (?:was|is|were|are|wore|wears|had|has)\b", re.I)


def introduction(lines: Sequence[Line], name: str, others: Sequence[str]) -> str:
    """What a script says of a character's looks: the first sentence that names them, and "She was …" after a mention.

    A pronoun means whoever was named or spoke last; `others` are the other characters' names.
    """
    told: list[str] = []
    last = ""
    for line in lines:
        if line.kind not in ("action", "cue"):
            continue
        last = line.character or last
        for sentence in re.split(r"(?<=[.!?])\s+", line.text if line.kind == "action" else ""):
            if last == name and _DESCRIBES.match(sentence):
                told.append(sentence)
            named = [n for n in (name, *others) if re.search(rf"\b{re.escape(n)}\b", sentence, re.I)]
            if named == [name] and not told:
                told.append(sentence)
            last = named[-1] if len(named) == 1 else ("" if named else last)
    return " ".join(dict.fromkeys(told))


Movement = Literal[
    "static", "push-in", "pull-out", "pan", "tilt", "dolly", "dolly left", "dolly right", "crane", "handheld"
]
AUTOMATIC_TAKES, MOST_TAKES = 3, 12  # of a shot's clip in one order
HANDLES, MOST_HANDLES = 8, 48  # frames that a clip is made with before and behind its shot, for an editor to trim with
SEEDS = 2**31  # from 0: what a row and every model takes
SPEEDS = (0.1, 4.0)  # times the move as the trade has it


@dataclass(frozen=True)
class ClipSettings:
    """How the clips of a pass are made where a scene says nothing else; empty: as the board and its shots have it.

    A clip is as large as its tier, and never larger than its frame; `longest` is in frames, at 24 a second, of what the
    cut shows, and `handles` come to it at either end: new passes have HANDLES, those of before they came had none.
    `most_money` and `most_seconds` cap what the whole pass may cost, in the currency of budgets and in worker seconds.
    """

    takes: int = AUTOMATIC_TAKES
    backend: str = "stage"
    tier: Tier | None = None
    negative_prompt: str = ""
    camera_movement: Movement | None = None
    speed: float = 1.0
    seed: int = 0
    longest: int | None = None
    handles: int = 0
    most_money: float | None = None
    most_seconds: float | None = None


@dataclass(frozen=True)
class ScenePlan:
    """What a pass wants of one scene; None: as its settings, or the shot itself, have it."""

    prompt: str | None = None
    negative_prompt: str | None = None
    camera_movement: Movement | None = None
    speed: float | None = None
    seed: int | None = None
    hero_frame_id: str | None = None


@dataclass(frozen=True)
class Direction:
    """What a clip of a shot is asked for, nothing left open. `negative_prompt` empty: the defaults."""

    prompt: str
    negative_prompt: str
    move: Move
    speed: float
    seed: int


def direction(settings: ClipSettings, plan: ScenePlan, described: str, move: str, negative: str) -> Direction:
    """A scene's plan over the pass's settings over the shot: its description, its move and its own negative prompt.

    >>> direction(ClipSettings(), ScenePlan(camera_movement="dolly left"), "She waits.", "static", "").prompt
    'She waits. Dolly left.'
    """
    moved = plan.camera_movement or settings.camera_movement or move
    name, _, way = moved.partition(" ")
    prompt = described if plan.prompt is None else plan.prompt
    prompt = " ".join(part for part in (prompt, f"{moved.capitalize()}." if way else "") if part)
    wanted = settings.negative_prompt if plan.negative_prompt is None else plan.negative_prompt
    speed = settings.speed if plan.speed is None else plan.speed
    phrases = [part.strip() for part in f"{negative},{wanted}".split(",")]
    unwanted = ", ".join(dict.fromkeys(part for part in phrases if part))  # each thing once
    return Direction(prompt, unwanted, Move(name), speed, settings.seed if plan.seed is None else plan.seed)


def state(
    settings: Mapping[str, Any], scenes: Mapping[str, Mapping[str, Any]], numbers: Mapping[str, int]
) -> dict[str, Any]:  # fmt: skip
    """What a pass is asked for, to be compared: its settings, and the plan of each scene by its number.

    `scenes` are plans by shot; `numbers` says which scene a shot is: one that was put away is left out.
    """
    plans = {shot_id: vars(ScenePlan(**plan)) for shot_id, plan in scenes.items()}
    blank = vars(ScenePlan())
    ordered = sorted(numbers.items(), key=lambda item: item[1])
    told = {str(number): dict(plans.get(shot_id, blank)) for shot_id, number in ordered}
    return {"settings": dict(vars(ClipSettings(**settings))), "scenes": told}


def seed_after(seed: int, by: int) -> int:
    """The seed so many further on; behind the last one comes the first.

    >>> seed_after(7, 1), seed_after(2**31 - 1, 2)
    (8, 1)
    """
    return (seed + by) % SEEDS


def merged(plan: Mapping[str, Any], named: Mapping[str, Any]) -> dict[str, Any]:
    """A scene's plan with what is named of another laid over it, as it is stored.

    >>> merged({"prompt": "She waits.", "seed": 3}, {"prompt": "She runs.", "speed": None})
    {'prompt': 'She runs.', 'seed': 3}
    """
    return {**plan, **{name: value for name, value in named.items() if value is not None}}
