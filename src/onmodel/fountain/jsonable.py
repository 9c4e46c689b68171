"""A Breakdown as plain data and back: the shape that `breakdown --json` prints, stored boards keep and models answer.

The first fields of each object are the published shape; the others carry everything else that a shot knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from onmodel.fountain.errors import BreakdownInvalid
from onmodel.fountain.model import Breakdown, Shot

LARGEST = 2000  # shots in one breakdown: more is a runaway answer, not a film
_FIRST = ("number", "heading", "int_ext", "place", "time", "characters", "shots")
_SCENE_EXTRA = ("mood", "props", "synopsis")


def breakdown_json(breakdown: Breakdown) -> dict[str, Any]:
    """Plain dicts, lists, strings and numbers, ready for json.dumps."""
    data = _plain(asdict(breakdown))
    scenes = [{key: scene[key] for key in (*_FIRST, *_SCENE_EXTRA)} for scene in data["scenes"]]
    rest = {key: data[key] for key in ("rate", "warnings", "made_by")}
    return {"title": data["title"], "characters": data["characters"], "scenes": scenes, **rest}


def breakdown_from_json(data: Any) -> Breakdown:
    """The Breakdown that plain data describes. Raises BreakdownInvalid naming the place and what is wrong there."""
    breakdown: Breakdown = _read(Breakdown, data, "breakdown")
    check(breakdown)
    return breakdown


def check(breakdown: Breakdown) -> None:
    """What types cannot say: people in a shot are told what they do, lenses exist, lengths are positive."""
    if not 1 <= breakdown.rate <= 240:
        raise _invalid("breakdown.rate", f"{breakdown.rate} is no frame rate")
    if sum(len(scene.shots) for scene in breakdown.scenes) > LARGEST:
        raise _invalid("breakdown.scenes", f"more than {LARGEST} shots")
    for scene in breakdown.scenes:
        for shot in scene.shots:
            _check_shot(shot, breakdown.rate, f"scene {scene.number} shot {shot.number}")


def _check_shot(shot: Shot, rate: int, where: str) -> None:
    if not 8 <= shot.lens_mm <= 300:
        raise _invalid(where, f"{shot.lens_mm} mm is no lens")
    if not 1 <= shot.duration_frames <= 600 * rate:
        raise _invalid(where, f"{shot.duration_frames} frames is no length for a shot")
    seen = set(shot.characters)
    if len(seen) != len(shot.characters):
        raise _invalid(where, "a character is listed twice")
    if {beat.character for beat in shot.beats} - seen:
        raise _invalid(where, "a beat is for someone who is not among the shot's characters")
    outside = [name for name in (shot.focus, shot.shoulder) if name is not None and name not in seen]
    if outside:
        raise _invalid(where, f"{outside[0]} is its focus or shoulder but not among its characters")


def _invalid(where: str, why: str) -> BreakdownInvalid:
    return BreakdownInvalid(f"The breakdown is wrong at {where}", why=why)


def _plain(value: Any) -> Any:
    """Enums as their words and tuples as lists, all the way down."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _read(kind: Any, data: Any, where: str) -> Any:
    """A value of a declared type out of plain data; unknown keys are refused, so that a typing error is not silent."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_object(kind, data, where)
    if get_origin(kind) is tuple:
        if not isinstance(data, Sequence) or isinstance(data, str):
            raise _invalid(where, "a list was expected")
        return tuple(_read(get_args(kind)[0], item, f"{where}[{i}]") for i, item in enumerate(data))
    if get_origin(kind) in {Union, UnionType}:
        return None if data is None else _read(get_args(kind)[0], data, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _read_word(kind, data, where)
    if type(data) is not kind:  # exactly: True is no number of frames
        raise _invalid(where, f"{kind.__name__} was expected, not {type(data).__name__}")
    return data


def _read_object(kind: type, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise _invalid(where, "an object was expected")
    hints = get_type_hints(kind)
    unknown = sorted(map(str, data.keys() - hints.keys()))
    if unknown:
        raise _invalid(where, f"unknown fields {', '.join(unknown)[:200]}")
    values = {f.name: _read(hints[f.name], data[f.name], f"{where}.{f.name}") for f in fields(kind) if f.name in data}
    try:
        return kind(**values)
    except TypeError as error:
        raise _invalid(where, str(error).partition("__init__() ")[2]) from error


def _read_word(kind: type[Enum], data: Any, where: str) -> Enum:
    try:
        return kind(data)
    except ValueError as error:
        words = ", ".join(str(member.value) for member in kind)
        raise _invalid(where, f"{str(data)[:60]!r} is none of {words}") from error
