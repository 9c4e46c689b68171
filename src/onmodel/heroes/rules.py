"""Which shots are offered, what an upload becomes, and how frames differ. Pure decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from onmodel.errors import Conflict, Invalid, NotFound
from onmodel.stage.spec import LookName
from onmodel.takes.rules import Appearance

HEROES_JOB, HERO_JOB, SCORE_JOB = "heroes", "hero", "hero_score"  # an order, one of its frames, an upload's scores
MOST, USUAL = 8, 4  # offers of one shot in one order
REASON = "hero frame"  # of the takes, beside what is changed
UPLOAD = "upload"  # the backend of what somebody drew or photographed
Fit = Literal["fill", "whole"]
SMALLEST = 320  # pixels of an upload's shorter edge, below which nobody is recognised in it
TRIMMED = 0.01  # of an edge; less is not worth saying
LOOK_WORDS: Mapping[LookName, str] = {
    "clay": "grey clay render", "pencil": "pencil drawing", "ink": "ink drawing", "wash": "ink wash drawing",
    "noir": "black and white, deep shadows",
}  # fmt: skip


class HeroFrameNotFound(NotFound):
    """The board of this generation has no such frame take."""


class NothingToOffer(Conflict):
    """No shot is left that waits for hero frames."""


class NotChosen(Conflict):
    """A choice cannot be taken back that is not the shot's choice."""


class NotMadeHere(Conflict):
    """An uploaded frame cannot be made again: nobody but its author knows how."""


class FrameTooSmall(Invalid):
    """An uploaded picture is too small for a frame."""


class NoPicture(Invalid):
    """An upload is one picture for one shot."""


class NotComparable(Invalid):
    """Frames are compared two to eight at a time."""


@dataclass(frozen=True)
class Window:
    """What of an upload is seen: the cut-out (x0, y0, x1, y1) in its pixels, then its size in the frame, centred."""

    box: tuple[int, int, int, int]
    size: tuple[int, int]
    frame: tuple[int, int]
    note: str = ""


def window(width: int, height: int, frame: tuple[int, int], fit: Fit) -> Window:
    """How a picture is brought into a frame of the board's shape; never enlarged. Raises FrameTooSmall.

    "fill" cuts what is too wide or too high, evenly; "whole" leaves black bars.

    >>> window(2000, 2000, (1920, 1080), "fill")
    Window(box=(0, 438, 2000, 1562), size=(1920, 1080), frame=(1920, 1080), note='cut to 16:9: 44 % of its height')
    >>> window(1000, 1000, (1920, 1080), "whole").size, window(1000, 1000, (1920, 1080), "whole").frame
    ((1000, 1000), (1778, 1000))
    """
    if min(width, height) < SMALLEST:
        raise FrameTooSmall(
            f"The picture has {width} × {height} pixels", why=f"A frame needs {SMALLEST} at its shorter edge",
            todo="Send a larger version",
        )  # fmt: skip
    shape = frame[0] / frame[1]
    if fit == "fill":
        inner_w, inner_h = min(width, round(height * shape)), min(height, round(width / shape))
        x, y = (width - inner_w) // 2, (height - inner_h) // 2
        scale = min(1.0, frame[0] / inner_w)
        size = _even(inner_w * scale), _even(inner_h * scale)
        lost, edge = (1 - inner_h / height, "height") if inner_w == width else (1 - inner_w / width, "width")
        note = f"cut to {_named(frame)}: {lost:.0%} of its {edge}".replace("%", " %") if lost > TRIMMED else ""
        return Window((x, y, x + inner_w, y + inner_h), size, size, note)
    outer = max(width / shape, height)
    scale = min(1.0, frame[1] / outer)
    bars = abs(width / height / shape - 1) > TRIMMED
    whole = _even(outer * shape * scale), _even(outer * scale)
    inner = min(whole[0], _even(width * scale)), min(whole[1], _even(height * scale))
    return Window((0, 0, width, height), inner, whole, f"black bars to {_named(frame)}" if bars else "")


def _even(value: float) -> int:
    return max(2, round(value / 2) * 2)


def _named(frame: tuple[int, int]) -> str:
    return "16:9" if frame[0] * 9 == frame[1] * 16 else f"{frame[0]}:{frame[1]}"


@dataclass(frozen=True)
class FrameFacts:
    """A take as it is compared: `settings` by name as people read them, `scores` by character, then part, 0–100."""

    take_id: str
    settings: Mapping[str, str | float | int | None] = field(default_factory=dict)
    scores: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, take_id: str, columns: Mapping[str, Any], scene: Mapping[str, Any],
        scores: Mapping[str, Mapping[str, float | None]],
    ) -> "FrameFacts":  # fmt: skip
        """Of a take's columns and its blocked scene as stored, which an upload lacks."""
        camera, light = scene.get("camera", {}), scene.get("light", {})
        told = {
            "lens (mm)": camera.get("lens_mm"), "T-stop": camera.get("t_stop"),
            "camera height (m)": (camera.get("position") or [None] * 3)[2],
            "key": light.get("key"), "fill": light.get("fill"), "back": light.get("back"),
            "face fill": light.get("face_fill"), "light (K)": scene.get("set", {}).get("kelvin"),
        }  # fmt: skip
        return cls(take_id, {**{name.replace("_", " "): value for name, value in columns.items()}, **told}, scores)


@dataclass(frozen=True)
class Difference:
    """A setting that is not the same in all frames, its value in each."""

    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class CastDifference:
    """A part of a character in each frame; `best` is the place of the highest score, None where none can be told or
    all are alike; `spread` highest less lowest."""

    character: str
    part: str
    values: tuple[float | None, ...]
    best: int | None
    spread: float | None


def differences(frames: Sequence[FrameFacts]) -> list[Difference]:
    """The settings in which frames differ, in the order of the first one that has them.

    >>> differences([FrameFacts("a", {"lens": 35, "seed": 1}), FrameFacts("b", {"lens": 50, "seed": 1})])
    [Difference(name='lens', values=(35, 50))]
    """
    rows = [
        Difference(name, tuple(f.settings.get(name) for f in frames)) for name in _names(f.settings for f in frames)
    ]
    return [row for row in rows if any(value != row.values[0] for value in row.values)]


def cast_differences(frames: Sequence[FrameFacts]) -> list[CastDifference]:
    """How each part of each character is scored in each frame."""
    rows = []
    for who in _names(f.scores for f in frames):
        for part in _names(f.scores.get(who, {}) for f in frames):
            rows.append(_cast_row(who, part, tuple(f.scores.get(who, {}).get(part) for f in frames)))
    return rows


def _cast_row(who: str, part: str, values: tuple[float | None, ...]) -> CastDifference:
    told = [value for value in values if value is not None]
    spread = max(told) - min(told) if len(told) > 1 else None
    best = values.index(max(told)) if told and spread != 0 else None
    return CastDifference(who, part, values, best, spread)


def _names(many: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for each in many for name in each))


def next_number(known: Iterable[int]) -> int:
    """The number of a shot's next offer: those that are there or in the making are not offered again.

    >>> next_number([]), next_number([1, 2, 5])
    (1, 6)
    """
    return max(known, default=0) + 1


def style_words(description: str, look: LookName) -> str:
    """What a board's style says in a prompt: how it is described, and the look that its frames are drawn in.

    >>> style_words("Faded postcards. ", "ink"), style_words("", "full")
    ('Faded postcards, ink drawing', '')
    """
    parts = (" ".join(description.split()).rstrip(" .,;"), LOOK_WORDS.get(look, ""))
    return ", ".join(part for part in parts if part)


def untold(appearances: Sequence[Appearance]) -> list[Appearance]:
    """An upload's appearances: where nobody at all was found in it, that tells nothing of who is drawn in it."""
    if not appearances or not all(a.missing for a in appearances):
        return list(appearances)
    why = "nobody was found in the upload: a drawing, or seen from behind"
    return [replace(a, value=None, missing=False, finding=why) for a in appearances]
