"""What a script says to the camera: framing, angle, move and lens from the writer's own words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from onmodel.fountain.vocabulary import Angle, Framing, Move

LENSES: dict[Framing, int] = {  # primes in mm on Super 35, the usual choice for each framing
    Framing.EWS: 21,
    Framing.WS: 25,
    Framing.MLS: 32,
    Framing.TWO_SHOT: 35,
    Framing.MS: 40,
    Framing.OVER_THE_SHOULDER: 50,
    Framing.MCU: 65,
    Framing.CU: 75,
    Framing.INSERT: 85,
    Framing.ECU: 100,
}


def _table(*rows: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b(?:{words})", re.I), value) for words, value in rows)


_FRAMINGS = _table(
    (r"extreme close|ecu\b|extreme cu\b|macro", "ECU"),
    (r"insert\b|detail of", "insert"),
    (r"over (the |his |her |[A-Z][\w' ]{0,30}['’]s )shoulder|over-the-shoulder|ots\b", "over-the-shoulder"),
    (r"medium close|mcu\b", "MCU"),
    (r"close on|closer on|close[- ]?up|cu\b|close in on|tight on", "CU"),
    (r"extreme wide|aerial|panorama|vista|bird['’]?s[- ]eye", "EWS"),
    (r"wide on|wide shot|wide:|wide angle|establishing|long shot|wider", "WS"),
    (r"two[- ]shot", "two-shot"),
    (r"full shot|cowboy shot|knee shot", "MLS"),
    (r"medium shot|mid[- ]?shot|ms\b(?=:)", "MS"),
)
_ANGLES = _table(
    (r"overhead|top shot|bird['’]?s[- ]eye|straight down|directly above", "top"),
    (r"from (high )?above|high angle|looking down (on|at)|down from", "high"),
    (r"from below|low angle|towers? over|towering|looms?\b|looming|worm['’]?s[- ]eye|from the (floor|ground)", "low"),
    (r"dutch|canted|tilted frame|the room (spins|tilts)|staggers?|dizzy", "dutch"),
)
_MOVES = _table(
    (r"hand[- ]?held|shaky", "handheld"),
    (r"crane|boom (up|down)|(we|camera) (rises?|soars?)", "crane"),
    (
        r"push(es|ing)? in|(we|camera) (move|creep)s? in|moving in on|zoom(s|ing)? in|dolly(ing)? in|slowly closer",
        "push-in",
    ),
    (
        r"pull(s|ing)? (out|back|away) (from|to|over|as|and|slowly|until)|(we|camera) pulls? (out|back)|widen(s|ing)?",
        "pull-out",
    ),
    (r"(we|camera) (follow|track|trail)s?|tracking|dolly|dollies|moving with|alongside", "dolly"),
    (
        r"pan(s|ning)?\b (to|across|over|left|right|from|along|up|down)|(we|camera) pans?|whip pan|pan:|"
        r"sweep(s|ing)? across",
        "pan",
    ),
    (r"tilt(s|ing)? (up|down)|(we|camera) tilts?", "tilt"),
)  # fmt: skip
_LENS = re.compile(r"\b(\d{2,3})\s?mm\b", re.I)
_ANY = re.compile(  # most sentences order nothing: one search instead of twenty
    r"\d\s?mm\b|" + "|".join(p.pattern for table in (_FRAMINGS, _ANGLES, _MOVES) for p, _ in table), re.I
)
LOOKS_UP = re.compile(r"\blook(s|ed|ing)? up\b|\bgaz(es|ed|ing) up\b|\bup at (him|her|them|the)\b", re.I)
LOOKS_DOWN = re.compile(r"\blook(s|ed|ing)? down (at|on)\b|\bstar(es|ed|ing) down\b", re.I)
_PREFIX = re.compile(
    r"^\s*((EXTREME\s+)?CLOSE(R)?(\s?-?\s?UP)?(\s+(ON|OF))?|INSERT|ANGLE ON|WIDE( SHOT| ON)?|ECU|CU|TIGHT ON|"
    r"TWO[- ]SHOT|MEDIUM SHOT|OVERHEAD|LOW ANGLE|HIGH ANGLE)(\s+(ON|OF)\b)?\s*[-:–—,]?\s*",
    re.I,
)


@dataclass(frozen=True)
class CameraWords:
    """What the text orders; None where it leaves the choice."""

    framing: Framing | None = None
    angle: Angle | None = None
    move: Move | None = None
    lens_mm: int | None = None

    @property
    def speak(self) -> bool:
        """True where the text gives the camera any order that makes a shot of its own."""
        return self.framing is not None or self.move is not None


@lru_cache(maxsize=256)  # a sentence is asked about as it is read, with its paragraph, and when the next one comes
def read_camera(text: str) -> CameraWords:
    """The orders in a sentence.

    >>> read_camera("From above, we follow the thief.").move
    <Move.DOLLY: 'dolly'>
    """
    if not _ANY.search(text):
        return CameraWords()
    framing, angle, move = (_first(table, text) for table in (_FRAMINGS, _ANGLES, _MOVES))
    lens = _LENS.search(text)
    lens_mm = int(lens[1]) if lens and 18 <= int(lens[1]) <= 100 else None
    return CameraWords(
        Framing(framing) if framing else None,
        Angle(angle) if angle else None,
        Move(move) if move else None,
        lens_mm,
    )


def _first(table: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str | None:
    return next((value for pattern, value in table if pattern.search(text)), None)


def without_camera(text: str) -> str:
    """A sentence without its leading camera order: "CLOSE ON the pouch" → "The pouch"."""
    rest = _PREFIX.sub("", text, count=1)
    return rest[:1].upper() + rest[1:]
