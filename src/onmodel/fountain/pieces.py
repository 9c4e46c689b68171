"""The common tongue of the three readers: a script as a flat list of pieces, before scenes and people are found."""

from dataclasses import dataclass
from typing import Literal

from onmodel.fountain.model import LineKind

PieceKind = LineKind | Literal["heading", "break"]


@dataclass(frozen=True)
class Piece:
    """One element as its format gives it. `break` is an empty line between paragraphs of action.

    `text` is the name on a cue; `number` a locked scene number on a heading; `turns` as in model.Line.
    """

    kind: PieceKind
    text: str = ""
    extension: str | None = None
    dual: bool = False
    number: str | None = None
    turns: bool = False


@dataclass(frozen=True)
class Pieces:
    """What a reader hands on: the title where the format tells it, the pieces, and what was not understood."""

    title: str
    pieces: tuple[Piece, ...]
    warnings: tuple[str, ...] = ()
