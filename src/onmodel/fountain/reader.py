"""The one door for scripts: bytes or text of any known format in, a Screenplay out."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager

from onmodel.fountain.decoding import decode
from onmodel.fountain.errors import ScriptEmpty
from onmodel.fountain.from_fdx import fdx_pieces, is_fdx
from onmodel.fountain.from_fountain import fountain_pieces
from onmodel.fountain.from_prose import prose_pieces
from onmodel.fountain.headings import looks_like_heading
from onmodel.fountain.model import Screenplay
from onmodel.fountain.scenes import assemble

_FORCED = re.compile(r"\.[^\W_]|@[^\W_]")


def read_screenplay(data: bytes | str, filename: str = "") -> Screenplay:
    """A script of any format as a Screenplay. The format is told by the content; the name only settles doubt.

    Raises ScriptTooLarge, ScriptUnreadable and ScriptEmpty (all are errors.Invalid).
    """
    text = decode(data)
    with _no_collector():
        screenplay = _read(text, filename.rsplit(".", 1)[-1].lower())
    if not any(scene.lines or scene.heading for scene in screenplay.scenes):
        raise ScriptEmpty("The script has no scene, action or dialogue", todo="Write at least one sentence of story")
    return screenplay


def _read(text: str, suffix: str) -> Screenplay:
    if is_fdx(text):
        return assemble("fdx", fdx_pieces(text))
    if suffix in {"fountain", "spmd"} or _is_fountain(text):
        return assemble("fountain", fountain_pieces(text))
    return assemble("prose", *prose_pieces(text))


@contextmanager
def _no_collector() -> Iterator[None]:
    """Without the cyclic collector: it looks again and again at a million values that have no cycles, which makes a
    quarter of the time of a huge script."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _is_fountain(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n")]
    if any(looks_like_heading(line) or _FORCED.match(line) for line in lines):
        return True
    around = zip(["", *lines], lines, [*lines[1:], ""], strict=False)
    cues = sum(not before and bool(after) and _is_cue(line) for before, line, after in around)
    return cues > 1


def _is_cue(line: str) -> bool:
    return 1 < len(line) < 50 and line.split("(", maxsplit=1)[0].isupper() and line[-1] not in ".!?:"
