"""What a clip job is asked for, which of its takes is best, who has to look, and what a run costs. Pure decisions."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from onmodel.errors import Conflict, OnmodelError
from onmodel.fountain.vocabulary import Move
from onmodel.generations.rules import Direction
from onmodel.metrics.score import GOOD
from onmodel.stage.spec import Tier

CLIP_JOB, CLIPS_JOB = "clip", "clips"
UNKNOWN = 0.6  # seconds of one machine for a frame of a clip, where none was made in the project yet


class NoHeroYet(Conflict):
    """The scene has no hero frame that a clip could start from."""


class GenerationCapReached(OnmodelError):
    """The generation has cost as much as it may."""

    status = 402


class RunStopped(OnmodelError):
    """Not every clip of a run was made; what was made is kept, and asking again goes on from there."""

    status = 402


@dataclass(frozen=True)
class ClipAsked:
    """The parameters of a clip job: the shot, the frame it starts from, what is asked for, and how many takes.

    `reason` is empty for what is made unasked; `longest` is in frames, None is as long as the shot, and `handles` come
    to it at either end. Caps are of the generation as a whole, None is no cap.
    """

    shot_id: str
    generation_id: str
    hero_id: str
    direction: Direction
    takes: int
    backend: str
    tier: Tier
    reason: str = ""
    suggestion_id: str | None = None
    longest: int | None = None
    most_money: float | None = None
    most_seconds: float | None = None
    handles: int = 0  # an order of before there were any has none

    def params(self) -> dict[str, Any]:
        """As the job's row keeps them."""
        return asdict(self)

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> "ClipAsked":
        """Back from the job's row; a lower `tier` may have been put there where memory did not suffice."""
        told = {name: params[name] for name in cls.__dataclass_fields__ if name in params}
        direction = Direction(**{**params["direction"], "move": Move(params["direction"]["move"])})
        return cls(**{**told, "direction": direction})

    def frames(self, shot: int, able: int) -> tuple[int, int]:
        """How long the clip of a shot of so many frames is, and how many of them at either end are handles.

        The backend is `able` to so many: what is shown comes first, handles are what is left.
        """
        shown = min(shot, able, self.longest or shot)
        spare = min(self.handles, (able - shown) // 2)
        return shown + 2 * spare, spare

    @property
    def name(self) -> str:
        """A short name: the same order is the same job."""
        return hashlib.sha256(json.dumps(self.params(), sort_keys=True).encode()).hexdigest()[:24]


def run_name(parts: Sequence[ClipAsked]) -> str:
    """A short name for all that a run makes: asking for the same again is the same run."""
    return hashlib.sha256("".join(part.name for part in parts).encode()).hexdigest()[:24]


def best(values: Sequence[float | None]) -> int:
    """Which of a shot's takes, in order, ranks first: by take score; the earlier one where two are equal.

    >>> best([71.0, None, 84.2, 84.2]), best([None, None])
    (2, 0)
    """
    return max(range(len(values)), key=lambda i: (-1.0 if values[i] is None else values[i] or 0.0, -i))


def needs_review(values: Sequence[float | None]) -> bool:
    """Whether a person has to look: nothing reaches the bar of 70.

    >>> needs_review([69.9, None]), needs_review([12.0, 70.0])
    (True, False)
    """
    return not any(value is not None and value >= GOOD for value in values)


@dataclass(frozen=True)
class Spent:
    """What a generation cost so far: money, and seconds of one machine."""

    money: float = 0.0
    seconds: float = 0.0


def over_cap(asked: ClipAsked, spent: Spent, price: float) -> str:
    """Which cap of the generation the next take would pass, or the time that is used up; empty where none is.

    A take's seconds are not known before it is made, so one may go beyond the cap of time.
    """
    if asked.most_money is not None and spent.money + price > asked.most_money:
        return f"{spent.money:g} of {asked.most_money:g} are spent, and a take costs {price:g}"
    if asked.most_seconds is not None and spent.seconds >= asked.most_seconds:
        return f"{spent.seconds:.0f} of {asked.most_seconds:g} machine seconds are used"
    return ""


@dataclass(frozen=True)
class Estimate:
    """About what a run costs: seconds of one machine and money; `film_seconds` of all its takes together."""

    takes: int
    film_seconds: float
    seconds: float
    money: float
    basis: str


def estimate(lengths: Sequence[tuple[int, int]], price: float, usual: float | None) -> Estimate:
    """What clips of these (frames, takes) cost by the `usual` seconds a frame took, at 24 frames a second.

    >>> estimate([(48, 3), (24, 3)], price=0.5, usual=0.25)
    Estimate(takes=6, film_seconds=9.0, seconds=54.0, money=4.5, basis='clips made here took 0.25 s a frame')
    """
    frames = sum(length * takes for length, takes in lengths)
    film = frames / 24
    known = usual is not None
    per_frame = usual if usual is not None else UNKNOWN
    basis = f"clips made here took {per_frame:.2g} s a frame" if known else f"no clip was made yet: {UNKNOWN} s a frame"
    takes = sum(takes for _, takes in lengths)
    return Estimate(takes, round(film, 2), round(frames * per_frame, 1), round(film * price, 4), basis)


def obstacle(expected: Estimate, left: tuple[float | None, float | None]) -> str:
    """Why a run would stop before its end, by what is left of money and seconds (None: no limit); empty if not.

    >>> obstacle(Estimate(3, 6.0, 10.0, 4.0, ""), (2.5, None))
    'It costs about 4, and 2.5 are left'
    """
    money, seconds = left
    if money is not None and expected.money > money:
        return f"It costs about {expected.money:g}, and {money:g} are left"
    if seconds is not None and expected.seconds > seconds:
        return f"It takes about {expected.seconds:.0f} machine seconds, and {max(seconds, 0.0):.0f} are left"
    return ""
