"""Scene headings taken apart: inside or outside, place, time."""

import re
from dataclasses import dataclass

from onmodel.fountain.vocabulary import TimeOfDay

_PREFIX = re.compile(
    r"(?P<both>(INT|EXT|I)\.?\s?/\s?(INT|EXT|E)\b\.?)|(?P<one>INTERIOR|EXTERIOR|INT|EXT|EST)(?=[\s.:-])[.:-]?",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s[-–—]+\s|\s[-–—]+$")
_TAIL = re.compile(r"[.,]\s+(?=[^.,]*$)")
_HEADING = re.compile(r"\s*(INT|EXT|EST|INT\.?\s?/\s?EXT|EXT\.?\s?/\s?INT|I/E)[\s.]", re.IGNORECASE)
_TIMES: dict[TimeOfDay, tuple[str, ...]] = {
    TimeOfDay.DAWN: ("dawn", "sunrise", "daybreak", "first light", "early morning"),
    TimeOfDay.DUSK: ("dusk", "sunset", "sundown", "twilight", "evening", "magic hour", "golden hour", "nightfall"),
    TimeOfDay.NIGHT: ("night", "midnight", "moonlight", "moonlit", "starlight", "after dark"),
    TimeOfDay.DAY: ("day", "morning", "noon", "afternoon", "midday", "daylight", "sunlight", "sunny"),
}
_TIME_WORD = re.compile(
    r"\b(?:" + "|".join(w for words in _TIMES.values() for w in words) + r")\b", re.IGNORECASE
)  # fmt: skip
_WORD_TIMES = {word: time for time, words in _TIMES.items() for word in words}
_RELATIVE = re.compile(r"\b(later|continuous|same( time)?|moments? later|earlier|next (day|morning))\b", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """A heading's parts. `int_ext` is "INT", "EXT", "INT/EXT" or ""; `time` as written."""

    int_ext: str
    place: str
    time: str


def looks_like_heading(line: str) -> bool:
    """True for a line that begins as a scene heading does."""
    return bool(_HEADING.match(line))


def take_apart(heading: str) -> Heading:
    """Inside or outside, place and time of a heading such as `INT. BAI'S HOUSE - NIGHT`.

    >>> take_apart("EXT. ROAD - THE FORD - DAWN (1890)")
    Heading(int_ext='EXT', place='ROAD - THE FORD', time='DAWN (1890)')
    """
    prefix = _PREFIX.match(heading)
    side = ""
    if prefix:
        side = "INT/EXT" if prefix["both"] else prefix["one"][:3].upper().replace("EST", "EXT")
    rest = (heading[prefix.end() :] if prefix else heading).strip(" .-–—")
    parts = _DASH.split(rest) if _DASH.search(rest) else _TAIL.split(rest)
    parts = [part.strip(" .-–—") for part in parts if part.strip(" .-–—")]
    times: list[str] = []
    while len(parts) > 1 and _tells_time(parts[-1]):
        times.insert(0, parts.pop())
    return Heading(side, " - ".join(parts), " - ".join(times))


def _tells_time(part: str) -> bool:
    return len(part) < 40 and bool(_TIME_WORD.search(part) or _RELATIVE.search(part))


def time_of_day(text: str) -> TimeOfDay | None:
    """The light that a time such as "LATER THAT NIGHT" means; None where it tells none.

    >>> time_of_day("LATER THAT NIGHT")
    <TimeOfDay.NIGHT: 'night'>
    """
    words = _TIME_WORD.findall(text)
    return _WORD_TIMES[words[-1].lower()] if words else None
