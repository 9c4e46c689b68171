"""Inserts: what a close shot of a thing is of, in whose hand or where it is, read from the words of the shot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onmodel.fountain.model import SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Framing
from onmodel.stage.sets.phrases import Named, phrase_of
from onmodel.stage.sets.props import canonical_prop, hand_props, things_in

_HAND = re.compile(r"\b(hands?|palms?|fingers?|fist|holds?|holding)\b")
_AIR = re.compile(r"\b(sky|air|clouds?|flies|flying|soars?|soaring|aloft)\b")
_GROUND = re.compile(r"\b(floor|ground|grass|sand|snow|mud|dust|earth|road|street|pavement|dropped|fallen|lies)\b")
_CAMERA = re.compile(
    r"^(?:(?:extreme )?close(?:-| )?up|close|insert|angle|detail|focus|push in|we see)\b\W*(?:on|of)?\W*"
)


@dataclass(frozen=True)
class Exhibit:
    """What an insert is of: `phrase` for the prop kit, and the kit's names of everything in it.

    `hand`, `air` and `ground` say what its words tell of where it is.
    """

    phrase: str
    names: frozenset[str]
    hand: bool = False
    air: bool = False
    ground: bool = False


def exhibit(shot: Shot) -> Exhibit | None:
    """Return what an insert shows; None for other shots, and for an insert of nothing that the kit has.

    The words of the shot decide; where they name nothing that the breakdown found too, its first prop does.
    """
    if shot.framing is not Framing.INSERT:
        return None
    said = _CAMERA.sub("", shot.description.lower().strip())
    things = things_in(said)
    listed = {canonical_prop(form) or form for p in shot.props for form in (p.lower(), p.lower().removesuffix("s"))}
    if not (_names(things) & listed if listed else _names(things) & hand_props):
        things = things_in(shot.props[0]) if shot.props else ()
    if _AIR.search(said):
        things = tuple(replace(t, state="flying") for t in things)
    phrase = phrase_of(things) if things else next(iter(shot.props), "").strip().lower()
    if not phrase:
        return None
    where = (bool(found.search(said)) for found in (_HAND, _AIR, _GROUND))
    return Exhibit(phrase, _names(things) or frozenset((phrase,)), *where)


def _names(things: Sequence[Named]) -> frozenset[str]:
    return frozenset(name for t in things for name in (t.name, *_names(t.holding)))


def in_hand(scene: SceneBreakdown, shot: Shot) -> tuple[str, str] | None:
    """Return who holds what in an insert; None where it is in no hand.

    A beat of the scene says so, or the insert speaks of a hand, or it is outdoors and small and not said to lie there:
    then it is in the hand of whoever is near.
    """
    shown = exhibit(shot)
    if shown is None or shown.air:
        return None
    for beat in (b for other in (shot, *scene.shots) for b in other.beats):
        if beat.holds and (canonical_prop(beat.holds) or beat.holds.strip().lower()) in shown.names:
            return beat.character, shown.phrase
    outdoors = scene.int_ext.upper().startswith("EXT") and not shown.ground and shown.names <= hand_props
    if not shown.hand and not outdoors:
        return None
    at = scene.shots.index(shot)
    near = [s.focus or next(iter(s.characters), None) for s in (*scene.shots[at + 1 :], *reversed(scene.shots[:at]))]
    told = next((n for n in scene.characters if n.lower() in shot.description.lower()), None)
    holder = told or next((name for name in near if name), None)
    return (holder, shown.phrase) if holder else None
