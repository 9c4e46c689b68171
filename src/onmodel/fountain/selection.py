"""Which candidates become panels: the most telling ones, in story order, with no words lost."""

from bisect import bisect, insort
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from onmodel.fountain import describe
from onmodel.fountain.camera_words import LENSES
from onmodel.fountain.candidates import KEEP, Candidate, with_dialogue
from onmodel.fountain.model import Shot, Speech
from onmodel.fountain.vocabulary import Framing, Move

FEWEST, MOST = 6, 10  # panels of a short story that asks for no number
_WEIGHED_TOGETHER = 150  # candidates; beyond, each by its own weight: picking one by one takes their square
_OF_SPEECH = {"single", "reverse", "master"}  # purposes of shots that are described by who speaks in them
_TIGHTER = {
    Framing.EWS: Framing.WS,
    Framing.WS: Framing.MLS,
    Framing.MLS: Framing.MS,
    Framing.TWO_SHOT: Framing.MS,
    Framing.MS: Framing.MCU,
    Framing.OVER_THE_SHOULDER: Framing.MCU,
    Framing.MCU: Framing.CU,
    Framing.CU: Framing.ECU,
    Framing.INSERT: Framing.INSERT,
    Framing.ECU: Framing.MCU,
}


def choose(candidates: Sequence[Candidate], frames: int | None, *, short: bool, rate: int) -> list[Candidate]:
    """The panels to draw. With `frames` exactly that many; without, 6–10 for a short story, else what scenes need."""
    worthy = sum(c.weight >= KEEP for c in candidates)
    wanted = frames if frames is not None else min(max(worthy, FEWEST), MOST) if short else worthy
    wanted = max(1, wanted)
    board = _carry_words(candidates, sorted(_most_telling(candidates, wanted)), rate)
    while len(board) < wanted and board:
        board = _cut_in(board, rate)
    return board


def _most_telling(candidates: Sequence[Candidate], wanted: int) -> list[int]:
    """Indices of the best panels, picked one by one: each pick changes what the next one would add."""
    weights = _weights(candidates)
    if len(candidates) > _WEIGHED_TOGETHER:
        return sorted(range(len(candidates)), key=lambda i: (-weights[i], i))[:wanted]
    said = [0, *accumulate(len(c.shot.dialogue) for c in candidates)]
    kept: list[int] = []
    left = dict(enumerate(weights))
    while left and len(kept) < wanted:
        best = max(left, key=lambda i: (left[i] + _adds(candidates, said, kept, i), -i))
        insort(kept, best)
        del left[best]
    return kept


def _adds(candidates: Sequence[Candidate], said: list[int], kept: list[int], i: int) -> float:
    """What a panel adds to those kept: it takes words off one that carries many, and is no repetition of it."""
    at = bisect(kept, i)
    near = [k for k in kept[max(0, at - 1) : at + 1] if candidates[k].scene == candidates[i].scene]
    if not near:
        return 0.0
    mine = candidates[i].shot
    same = any(candidates[k].shot.framing == mine.framing and candidates[k].shot.focus == mine.focus for k in near)
    until = kept[at] if at < len(kept) and kept[at] in near else i + 1
    carried = said[until] - said[near[0]]
    relief = min(0.12 * (carried - 1), 0.5) if mine.dialogue and carried > 1 else 0.0
    return relief - 0.15 * same


def _weights(candidates: Sequence[Candidate]) -> list[float]:
    """Candidates' weights, and more for a scene's first (a scene unseen is lost) and for whoever is seen first."""
    weights, met = [], set[str]()
    for i, candidate in enumerate(candidates):
        opens = i == 0 or candidates[i - 1].scene != candidate.scene
        introduces = not met.issuperset(candidate.shot.characters)
        weights.append(candidate.weight + opens + 0.25 * introduces)
        met.update(candidate.shot.characters)
    return weights


def _carry_words(candidates: Sequence[Candidate], kept: list[int], rate: int) -> list[Candidate]:
    """The kept panels, each carrying the words of the dropped ones that follow it (or lead to it) in its scene."""
    words: dict[int, list[Speech]] = {i: [] for i in kept}
    waiting: list[Speech] = []
    holder: int | None = None
    for i, candidate in enumerate(candidates):
        if holder is not None and candidates[holder].scene != candidate.scene:
            holder = None
        if holder is None and i and candidates[i - 1].scene != candidate.scene:
            waiting = []  # no panel of that scene was kept
        if i in words:
            words[i] = [*waiting, *candidate.shot.dialogue]
            waiting, holder = [], i
        elif holder is not None:
            words[holder] += candidate.shot.dialogue
        else:
            waiting += candidate.shot.dialogue
    return [_carrying(candidates[i], tuple(words[i]), rate) for i in kept]


def _carrying(candidate: Candidate, words: tuple[Speech, ...], rate: int) -> Candidate:
    if words == candidate.shot.dialogue:
        return candidate
    return replace(candidate, shot=with_dialogue(candidate.shot, words, rate))


def _cut_in(board: list[Candidate], rate: int) -> list[Candidate]:
    """One panel more: the longest shot gets a closer second half, which takes the last of its words."""
    i = max(range(len(board)), key=lambda k: board[k].shot.duration_frames)
    shot = board[i].shot
    words = shot.dialogue
    first = with_dialogue(shot, words[: (len(words) + 1) // 2], rate) if len(words) > 1 else shot
    second = _closer(shot, words[(len(words) + 1) // 2 :] if len(words) > 1 else (), rate)
    first = replace(first, duration_frames=max(rate // 2, min(first.duration_frames, shot.duration_frames - rate // 2)))
    if len(words) <= 1:
        half = max(1, shot.duration_frames // 2)
        first, second = replace(first, duration_frames=half), replace(second, duration_frames=half)
    return [*board[:i], replace(board[i], shot=first), replace(board[i], shot=second), *board[i + 1 :]]


def _closer(shot: Shot, words: tuple[Speech, ...], rate: int) -> Shot:
    framing = _TIGHTER[shot.framing]
    speaker = words[-1].character if words and words[-1].character in shot.characters else None
    focus = speaker or shot.focus or (shot.characters[0] if shot.characters else None)
    beats = tuple(beat for beat in shot.beats if beat.character == focus)
    closer = replace(
        shot,
        framing=framing if beats else Framing.INSERT if shot.props else framing,
        lens_mm=LENSES[framing],
        move=Move.PUSH_IN,
        characters=tuple(beat.character for beat in beats),
        beats=beats,
        focus=focus,
        shoulder=None,
        purpose="single",
    )
    said = words or shot.dialogue
    if beats and said and shot.purpose in _OF_SPEECH:  # "Over Omar's shoulder" is no longer what it shows
        closer = replace(closer, description=_of_face(beats[0].character, said[-1], framing))
    return with_dialogue(closer, words, rate)


def _of_face(name: str, speech: Speech, framing: Framing) -> str:
    if speech.character == name and not speech.heard_only:
        return describe.of_speech(speech, framing, None)
    return describe.of_listening(name)
