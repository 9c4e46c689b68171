"""Fountain text to pieces, by screenplay-tools behind a shield.

screenplay-tools 0.0.10 knows the grammar; the shield works round what was seen of it: regular expressions that take
quadratic or cubic time on long lines, quadratic joining of paragraphs, boneyards that leave `/*` behind, an unclosed
boneyard that swallows the script, `FADE IN:` taken for a heading, and cues and forced headings only in ASCII capitals.
"""

import re
from collections.abc import Iterator

from screenplay_tools.fountain.parser import Parser
from screenplay_tools.screenplay import Element, ElementType

from onmodel.fountain.pieces import Piece, PieceKind, Pieces

_TOKEN = re.compile(r"/\*|\*/|\[\[|\]\]|\n\n")
_OPEN, _CLOSE = "\ue000", "\ue001"  # private-use marks round the index of a stashed text
_STASHED = re.compile(f"{_OPEN}(\\d+)([nl]){_CLOSE}")
_LONG = 160  # no cue, heading or transition is longer; the library's expressions are quadratic in a line's length
_HEAD = r"(?i:INT|EXT|EST|I/E|FADE)"
_PLAIN = re.compile(rf"(?![.#!@>=~(]|{_HEAD})([^A-Z]|[A-Z][^a-z(]*[a-z])")  # no mark, no heading, no name in capitals
_TITLE_KEY = re.compile(r"[A-Za-z][A-Za-z ]{0,30}:")
_TRANSITION = re.compile(r"(FADE (IN|OUT)|FADE TO BLACK|CUT TO BLACK|.*\bTO)\s*[:.]\s*$")
_HEADING = re.compile(r"(EXT|INT|I)\.?\s?/\s?(INT|EXT|E)\b|OMITTED(\s*#[\w.-]+#)?$", re.IGNORECASE)
_KINDS: dict[ElementType, PieceKind] = {
    ElementType.HEADING: "heading",
    ElementType.ACTION: "action",
    ElementType.CHARACTER: "cue",
    ElementType.DIALOGUE: "dialogue",
    ElementType.PARENTHETICAL: "parenthetical",
    ElementType.LYRIC: "lyric",
    ElementType.TRANSITION: "transition",
    ElementType.SECTION: "section",
    ElementType.SYNOPSIS: "synopsis",
}


class _Parser(Parser):  # type: ignore[misc]  # the library is untyped
    """The library's parser with a short way for plain lines: it tries thirteen expressions on each, most of which can
    be told off by the first letter. What could be more than speech or action still goes the library's way."""

    _line: str

    def add_line(self, line: str) -> None:
        """Parse a line."""
        words = line.strip()
        if self._inTitlePage or not (words == "" or _PLAIN.match(words)):
            super().add_line(line)
            return
        self._lastLine, self._lastLineEmpty = self._line, not self._line.strip()
        self._line, self._lineTrim = line, words
        if self._pending:
            self._parse_pending()
        if not self._parse_dialogue():
            self._parse_action()

    def _parse_boneyard(self) -> bool:
        return False  # they were lifted out before

    def _parse_notes(self) -> bool:
        return False


def fountain_pieces(text: str) -> Pieces:
    """Every element of a Fountain text in order; time is linear in the length of the text."""
    clean = text.replace(_OPEN, "").replace(_CLOSE, "").strip("\n")
    stash: list[str] = []
    clean, warnings = _lift_comments(clean, stash)
    parser = _Parser()
    parser.mergeActions = parser.mergeDialogue = False
    parser.add_lines(_shaped(clean, stash))
    pieces = tuple(piece for element in parser.script.elements for piece in _pieces_of(element, stash))
    return Pieces(_title(parser, stash), pieces, warnings)


def _lift_comments(text: str, stash: list[str]) -> tuple[str, tuple[str, ...]]:
    """Take boneyards out and put notes away, in one pass. What is never closed stays as text, with a warning."""
    out: list[str] = []
    warnings: list[str] = []
    done, opened, kind = 0, -1, ""
    unclosed_boneyard = text.rfind("/*") > text.rfind("*/")
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if not kind and mark in {"/*", "[["}:
            if mark == "/*" and unclosed_boneyard and text.find("*/", token.end()) < 0:
                warnings.append("A boneyard /* is never closed: its text was kept")
                break
            out.append(text[done : token.start()])
            opened, done, kind = token.end(), token.end(), mark
        elif kind == "/*" and mark == "*/":
            done, kind = token.end(), ""
        elif kind == "[[" and mark == "]]":
            out.append(_put_away(stash, text[opened : token.start()], "n"))
            done, kind = token.end(), ""
        elif kind == "[[" and mark == "\n\n":  # by the Fountain syntax a note ends where its paragraph ends
            kind = ""
            if not any("note" in w for w in warnings):
                warnings.append("A note [[ is never closed: its text was kept")
    out.append(text[done:])
    return "".join(out).replace("/*", "").replace("*/", "").replace("[[", "").replace("]]", ""), tuple(warnings)


def _put_away(stash: list[str], text: str, kind: str) -> str:
    stash.append(text)
    return f"{_OPEN}{len(stash) - 1}{kind}{_CLOSE}"


def _shaped(text: str, stash: list[str]) -> Iterator[str]:
    """Lines that the library reads right and fast."""
    lines = text.split("\n")
    first = lines[0].strip()
    if not _TITLE_KEY.match(first) or _TRANSITION.match(first):
        yield ""  # ends the title page before it begins
    before = True
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        yield _shape(line, stash, after_gap=before, before_gap=not after.strip())
        before = not line.strip()


def _shape(line: str, stash: list[str], *, after_gap: bool, before_gap: bool) -> str:
    words = " ".join(line.split())
    if not words:
        return "  " if len(line) >= 2 else ""  # two spaces keep a speech going over an empty line
    if len(words) > _LONG or words.count("(") > 4:
        return _put_away(stash, words, "l")
    if _HEADING.match(words):
        return f".{words}"
    if words[0] == "." and words[1:2].isalpha() and not words[1].isascii():
        return f".X{_CLOSE}{words[1:]}"  # the library forces headings only before an ASCII letter
    if after_gap and not before_gap and not words[0].isascii() and _is_cue(words):
        return "@" + words
    return "    " + words if line[:1] == "\t" or line.startswith("   ") else words


def _is_cue(words: str) -> bool:
    return words.split("(", maxsplit=1)[0].isupper()


def _title(parser: Parser, stash: list[str]) -> str:
    for entry in parser.script.titleEntries:
        if entry.key.lower() == "title":
            return " ".join(_plain(_STASHED.sub("", entry.text_raw)).split())
    return ""


def _pieces_of(element: Element, stash: list[str]) -> Iterator[Piece]:
    kind = _KINDS.get(element.type)
    if kind is None:
        yield Piece("break")
        return
    raw = element.name if kind == "cue" else element.text_raw
    raw, notes = _fetched(raw, stash) if _OPEN in raw else (raw, [])
    text = _plain(raw)
    if kind == "heading":
        text = text.removeprefix(f"X{_CLOSE}")
    if kind in {"heading", "action"} and _TRANSITION.match(text) and text.isupper():
        kind = "transition"
    if kind == "action" and getattr(element, "centered", False):
        kind = "centered"
    if text:
        yield Piece(
            kind,
            text,
            extension=getattr(element, "extension", None),
            dual=bool(getattr(element, "is_dual_dialogue", False)),
            number=getattr(element, "scene_number", None),
        )
    elif kind == "action" and not notes:
        yield Piece("break")
    for note in notes:
        yield Piece("note", " ".join(note.split()))


def _fetched(raw: str, stash: list[str]) -> tuple[str, list[str]]:
    """The text with its long lines back in their places, and the notes that stood in it."""
    notes = [stash[int(i)] for i, mark in _STASHED.findall(raw) if mark == "n"]
    return _STASHED.sub(lambda m: stash[int(m[1])] if m[2] == "l" else "", raw), notes


def _plain(text: str) -> str:
    """Without emphasis marks: in a script `*` and `_` mean nothing else."""
    if "*" not in text and "_" not in text:
        return text.strip()
    return text.replace("\\*", "\ue002").replace("*", "").replace("_", "").replace("\ue002", "*").strip()
