"""What is given by hand onto what stands already. Pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from onmodel.errors import Conflict, Invalid
from onmodel.fountain.model import Shot
from onmodel.fountain.vocabulary import Framing
from onmodel.stage.by_hand import ByHand, Lens, Standing, Trouble
from onmodel.stage.spec import CameraSpec

_HAND = TypeAdapter(ByHand)


class StageImpossible(Invalid):
    """People or camera cannot stand so; `troubles` says who and why."""


class NotOnStage(Conflict):
    """The board is not broken down yet: nobody stands anywhere."""


def hand_of(stored: Mapping[str, Any]) -> ByHand | None:
    """What somebody moved on a shot's stage, as its row keeps it; None where the rules block it."""
    return _HAND.validate_python(stored) if stored else None


def hand_json(hand: ByHand) -> dict[str, Any]:
    """The same as a row keeps it."""
    stored: dict[str, Any] = _HAND.dump_python(hand, mode="json")
    return stored


def onto(known: ByHand | None, people: Sequence[Standing], camera: Lens | None) -> ByHand:
    """What is by hand after some was moved; who is not named stays where they were put before."""
    put = {s.name: s for s in known.people} if known else {}
    return ByHand(tuple({**put, **{s.name: s for s in people}}.values()), camera)


def lens_of(camera: CameraSpec) -> Lens:
    """A camera as somebody would put it where it stands."""
    return Lens(camera.position, camera.target, camera.lens_mm, camera.t_stop, camera.roll)


def check(troubles: Sequence[Trouble]) -> None:
    """Raises StageImpossible where there is any trouble."""
    if troubles:
        raise StageImpossible(
            "People or camera cannot stand so", why="; ".join(f"{t.where} {t.what}" for t in troubles),
            todo="Move them apart, or back into the set", troubles=[vars(t) for t in troubles],
        )  # fmt: skip


def with_shoulder(shot: Shot) -> Shot:
    """A shot that somebody made an over-the-shoulder, with whose shoulder it is: the second of its people."""
    if shot.framing is not Framing.OVER_THE_SHOULDER or shot.shoulder or len(shot.characters) < 2:
        return shot
    focus = shot.focus if shot.focus in shot.characters else shot.characters[0]
    return replace(shot, focus=focus, shoulder=next(name for name in shot.characters if name != focus))
