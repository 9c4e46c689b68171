"""What page breaks leave in a script: (MORE), CONTINUED: and (CONT'D) are marks of the typist, not of the story."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onmodel.fountain.names import clean_cue
from onmodel.fountain.pieces import Piece

_CONTD = r"cont(?:['’`´]?d|inued|inuing|['’`´]?)\b\.?"
_ON_CUE = re.compile(rf"\s*[(–—-]?\s*\b{_CONTD}\s*\)?\s*$", re.IGNORECASE)
_IN_EXTENSION = re.compile(rf"[,;/\s]*\b(?:{_CONTD}|more\b)[,;/\s]*", re.IGNORECASE)
_MANNER = re.compile(rf"\(?\s*(?:more|{_CONTD})\s*\)?", re.IGNORECASE)
_LINE = re.compile(r"\(\s*(?:MORE|CONTINUED)\s*\)|CONTINUED:\s*(?:\(\d+\))?", re.IGNORECASE)


def without_page_marks(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces without those marks. After (MORE) a cue of the same person carries their speech on, unparted.

    A cue that is CONT'D after an action is a cue as any other: the words after the action are for a shot of their own.
    """
    speaker = ""
    cut = False  # a speech is cut by a page break
    for piece in map(_unmarked, pieces):
        if piece is None:
            cut = bool(speaker)
        elif piece.kind == "cue":
            again = cut and clean_cue(piece.text) == speaker
            speaker, cut = clean_cue(piece.text), False
            if not again:
                yield piece
        elif not (cut and piece.kind == "break"):
            speaker = speaker if piece.kind in {"dialogue", "parenthetical", "break"} else ""
            cut = False
            yield piece


def _unmarked(piece: Piece) -> Piece | None:
    """The piece without a mark in it, or None where it is nothing else."""
    if piece.kind == "cue":
        extension = _IN_EXTENSION.sub(" ", piece.extension).strip() or None if piece.extension else None
        text = _ON_CUE.sub("", piece.text) or piece.text
        same = text == piece.text and extension == piece.extension
        return piece if same else replace(piece, text=text, extension=extension)
    if piece.kind == "parenthetical":
        return None if _MANNER.fullmatch(piece.text) else piece
    if piece.kind not in {"action", "dialogue"}:
        return piece
    lines = piece.text.split("\n")
    kept = [line for line in lines if not _LINE.fullmatch(line.strip())]
    if len(kept) == len(lines):
        return piece
    return replace(piece, text="\n".join(kept)) if kept else None
