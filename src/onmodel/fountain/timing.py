"""How long a shot lasts: words said at a speaking pace, action read at a glance."""

from collections.abc import Iterable

from onmodel.fountain.model import Speech
from onmodel.fountain.vocabulary import Framing

WORDS_PER_SECOND = 2.7  # screen dialogue runs at about 160 words a minute
PAD_SECONDS = 0.7  # breath before and after a speech
_PAUSES = ("beat", "pause", "slowly", "hesitat", "silence", "sigh")
_LEAST = {Framing.EWS: 3.5, Framing.WS: 3.0, Framing.INSERT: 1.75, Framing.CU: 1.75, Framing.ECU: 1.5}


def duration_frames(dialogue: Iterable[Speech], action: str, framing: Framing, rate: int) -> int:
    """Frames at `rate` per second: the longer of what is said and what is seen, never below the framing's least."""
    said = sum(_seconds(speech) for speech in dialogue)
    seen = 1.0 + len(action.split()) / 6.0
    least = _LEAST.get(framing, 2.0)
    return max(1, round(max(said, min(seen, 6.0) if action else 0.0, least) * rate))


def _seconds(speech: Speech) -> float:
    pause = 0.6 if any(word in speech.parenthetical.lower() for word in _PAUSES) else 0.0
    return len(speech.text.split()) / WORDS_PER_SECOND + PAD_SECONDS + pause
