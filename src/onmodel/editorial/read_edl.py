"""CMX3600 edit lists, read by hand: OTIO's reader needs the rate and loses notes at dropped frames (ADR 0018)."""

import re
from dataclasses import dataclass, replace

from onmodel.editorial.edited import Crossing, Edited, NotACut, Seen, centred
from onmodel.editorial.rates import Rate

CODE = r"(\d{2}[:;.]\d{2}[:;.]\d{2}[:;.]\d{2,3})"
EVENT = re.compile(rf"^(\d+)\s+(\S+)\s+(\S+)\s+(C|D|W\d+|K\w*)\s+(?:(\d+)\s+)?{CODE}\s+{CODE}\s+{CODE}\s+{CODE}\s*$")
OURS = re.compile(r"^\* ONMODEL SHOT:\s*(\S+)(?:\s+SCENE (.*?) SHOT (.*))?$")
NAME = re.compile(r"^\*\s*(FROM|TO) CLIP NAME:\s*(.*)$")
BLACK = {"BL", "BLACK"}


@dataclass
class _Event:
    reel: str
    coming: int  # frames of the transition that it begins with
    start: int
    length: int
    name: str = ""
    to_name: str = ""
    shot_id: str = ""
    number: str = ""


def read_edl(text: str, rate: Rate) -> Edited:
    """The list's picture events at the cut's rate. Raises NotACut for a timecode that this rate does not have."""
    title = re.search(r"^TITLE:\s*(.*)$", text, re.M)
    row: list[Seen | Crossing] = []
    black = False
    for event in _events(text, rate):
        if event.reel in BLACK:
            if row and event.coming and isinstance(row[-1], Seen):  # a fade's first half ends the clip before it
                row[-1] = replace(row[-1], length=row[-1].length + event.length)
            black = True
            continue
        if event.coming and not black:
            row.append(Crossing(0, event.coming))
        black = False
        row.append(Seen(event.to_name or event.name, event.start, event.length, "", event.shot_id, event.number))
    return Edited(title[1].strip() if title else "", None, centred(row))


def _events(text: str, rate: Rate) -> list[_Event]:
    """Events of the picture that last, in order, each with the comments behind it."""
    found: list[_Event] = []
    for line in text.splitlines():
        event = EVENT.match(line)
        if event and "V" in event[3].upper():
            start, end, _, _ = (_frame(code, rate) for code in event.groups()[5:])
            found.append(_Event(event[2].upper(), int(event[5] or 0), start, end - start))
        elif found:
            _note(found[-1], line.strip())
    return [event for event in found if event.length > 0]


def _note(event: _Event, line: str) -> None:
    if named := NAME.match(line):
        if named[1] == "TO":
            event.to_name = named[2].strip()
        else:
            event.name = named[2].strip()
    elif ours := OURS.match(line):
        event.shot_id, event.number = ours[1], f"{ours[2] or ''}/{ours[3] or ''}"


def _frame(code: str, rate: Rate) -> int:
    try:
        return rate.frame(re.sub(r"[;.]", ":", code)[:-3] + (";" if rate.drop else ":") + code[9:])
    except ValueError as error:
        raise NotACut(f"{code} is no timecode at {rate.name} frames a second", todo="Check the list's rate") from error
