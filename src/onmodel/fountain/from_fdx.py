"""Final Draft's FDX to pieces.

Not screenplay-tools: its FDX reader (0.0.10) keeps only the first text run of a paragraph, and drops scene numbers,
dual dialogue and the title. A document type declaration is refused before parsing, so no entity can be declared.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from onmodel.fountain.errors import ScriptUnreadable
from onmodel.fountain.pieces import Piece, PieceKind, Pieces

_DECLARATION = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_EXTENSION = re.compile(r"\(([^()]*)\)")
_KINDS: dict[str, PieceKind] = {
    "Scene Heading": "heading",
    "Action": "action",
    "General": "action",
    "Shot": "action",
    "Cast List": "note",
    "Character": "cue",
    "Parenthetical": "parenthetical",
    "Dialogue": "dialogue",
    "Lyrics": "lyric",
    "Singing": "lyric",
    "Transition": "transition",
    "New Act": "section",
    "End of Act": "section",
    "Outline 1": "section",
    "Outline Body": "synopsis",
}


def is_fdx(text: str) -> bool:
    """True where the text is XML of any kind: what is no Final Draft document is then refused with a reason."""
    return text[:200].lstrip().startswith(("<?xml", "<FinalDraft", "<!DOCTYPE"))


def fdx_pieces(text: str) -> Pieces:
    """Every paragraph of a Final Draft document. Raises ScriptUnreadable for declared entities and broken XML."""
    if _DECLARATION.search(text):
        raise ScriptUnreadable(
            "The FDX file declares a document type or entities",
            why="Final Draft never does, and such declarations can blow up or read other files",
            todo="Export the script from Final Draft again",
        )
    root = _root(text)
    content = root.find("Content")
    if root.tag != "FinalDraft" or content is None:
        raise ScriptUnreadable("The XML is no Final Draft document", todo="Export the script as .fdx or .fountain")
    title = next((words for p in root.iterfind("TitlePage/Content/Paragraph") if (words := _words(p))), "")
    return Pieces(title, tuple(_pieces(content)))


def _root(text: str) -> ElementTree.Element:
    body = _PROLOGUE.sub("", text, count=1)  # the text is decoded already: its encoding declaration no longer holds
    try:
        return ElementTree.fromstring(body)  # noqa: S314 - declarations were refused above, nothing can expand
    except ElementTree.ParseError as error:
        raise ScriptUnreadable("The FDX file is broken", why=str(error), todo="Export it again") from error


def _pieces(content: ElementTree.Element) -> Iterator[Piece]:
    for paragraph in content.iterfind("Paragraph"):
        twins = paragraph.find("DualDialogue")
        if twins is None:
            yield from _piece(paragraph, dual=False)
            continue
        cues = 0
        for inner in twins.iterfind("Paragraph"):
            cues += inner.get("Type") == "Character"
            yield from _piece(inner, dual=cues > 1)


def _piece(paragraph: ElementTree.Element, *, dual: bool) -> Iterator[Piece]:
    kind = _KINDS.get(paragraph.get("Type", "Action").split(" (")[0], "action")
    text = _words(paragraph)
    if kind == "cue":
        extensions = _EXTENSION.findall(text)
        yield Piece("cue", _EXTENSION.sub("", text).strip(), " ".join(extensions) or None, dual=dual)
    elif kind == "parenthetical":
        yield Piece(kind, text.strip("() "), dual=dual)
    elif text:
        yield Piece(kind, text, dual=dual, number=paragraph.get("Number"))
    if kind == "action":
        yield Piece("break")
    for note in paragraph.iterfind("ScriptNote"):
        yield Piece("note", " ".join(" ".join(note.itertext()).split()))


def _words(paragraph: ElementTree.Element) -> str:
    """All text runs of a paragraph: a bold word is a run of its own."""
    return " ".join("".join("".join(run.itertext()) for run in paragraph.iterfind("Text")).split())
