"""An editor's file as bytes becomes a cut's value; the content tells the form, and nothing in it is trusted."""

import re

from onmodel.editorial.edited import DEEPEST, LARGEST, MOST_ITEMS, Edited, EmptyCut, NotACut, OtherRate, UnsafeCut
from onmodel.editorial.rates import Rate
from onmodel.editorial.read_edl import EVENT, read_edl
from onmodel.editorial.read_fcpxml import read_fcpxml
from onmodel.editorial.read_timeline import read_otio, read_premiere
from onmodel.errors import OnmodelError

_DECLARED = re.compile(r"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)
_TAGS = re.compile(r"<(/?)[A-Za-z][^<>]*?(/?)>")


def read(data: bytes, rate: Rate) -> Edited:
    """The cut in an `.otio`, FCPXML, FCP7 XML or EDL file.

    Raises NotACut, UnsafeCut, EmptyCut, UnknownRate, and OtherRate where it does not run at `rate`.
    """
    if len(data) > LARGEST:
        raise UnsafeCut(f"The file has {len(data) >> 20} MiB", why=f"No cut has more than {LARGEST >> 20}")
    try:
        found = _parsed(_text(data), rate)
    except OnmodelError:
        raise
    except Exception as error:  # OTIO's adapters raise whatever comes to pass in them
        why = f"{type(error).__name__}: {str(error)[:200]}"
        raise NotACut("The file is damaged", why=why, todo="Export it again") from error
    if not found.seen:
        raise EmptyCut("There is no clip in the file", todo="Export the sequence with its clips")
    if len(found.seen) > MOST_ITEMS:
        raise UnsafeCut(f"The file has {len(found.seen)} clips", why=f"A cut has {MOST_ITEMS} at most")
    if found.rate is not None and found.rate != rate:
        raise OtherRate(
            f"The file runs at {found.rate.name} frames a second, the cut at {rate.name}",
            todo="Export it from a sequence of the cut's rate",
        )  # fmt: skip
    return found


def _text(data: bytes) -> str:
    coding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return data.decode(coding)
    except UnicodeDecodeError:
        return data.decode("latin-1")  # old edit lists


def _parsed(text: str, rate: Rate) -> Edited:
    start = text.lstrip()[:1000]
    if start.startswith("{"):
        return read_otio(text)
    if start.startswith("<"):
        _check_xml(text)
        body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)  # it names a coding that the text no longer has
        if "<fcpxml" in text[:4000]:
            return read_fcpxml(body)
        if "<xmeml" in text[:4000]:
            return read_premiere(body)
    if any(EVENT.match(line) for line in text.splitlines()):
        return read_edl(text, rate)
    raise NotACut(
        "The file is none of OTIO, FCPXML, FCP7 XML and EDL", todo="Export the sequence from your editing system as one"
    )


def _check_xml(text: str) -> None:
    """Raises UnsafeCut for what declares entities (they can grow without end) and for what nests too deep."""
    if _DECLARED.search(text):
        raise UnsafeCut("The XML declares entities", why="They can grow without end", todo="Export it again")
    depth = 0
    for tag in _TAGS.finditer(text):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        if depth > DEEPEST:
            raise UnsafeCut("The XML nests deeper than any cut does", todo="Flatten its compound clips")
