"""Rehearsal: what is settled before a shot rolls: how far who walks goes, and where the camera goes.

A camera on a dolly or a shoulder goes along with who walks, where there is room; before any other they walk as far
as it can see them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from onmodel.fountain.vocabulary import Move
from onmodel.stage.anchors import head_of
from onmodel.stage.camera import Array, box_in_frame
from onmodel.stage.mesh import ActorMesh
from onmodel.stage.moves import KEPT, Ground, Order, Travel, travel
from onmodel.stage.spec import CameraSpec, SceneSpec
from onmodel.stage.visibility import ELBOW_ROOM
from onmodel.stage.walking import Allowed, Ways, walks

GOES_ALONG = frozenset({Move.DOLLY, Move.HANDHELD})


@dataclass(frozen=True)
class Rehearsed:
    """The way of each actor, None for who stays, and the camera's."""

    ways: Ways
    travel: Travel


def rehearse(spec: SceneSpec, order: Order, ground: Ground) -> Rehearsed:
    """Settle ways and camera of a blocked shot; `ground` has its actors as they are blocked."""
    seconds = (order.frames - 1) / order.rate
    if order.move in GOES_ALONG:
        ways = walks(spec, ground.place, seconds, lambda _: True, order.seed)
        if any(ways):
            made = travel(spec.camera, order, _with(ground, ways, seconds, along=True))
            if made.share:
                return Rehearsed(ways, replace(made, notes=(*made.notes, "The camera goes along with who walks")))
    ways = walks(spec, ground.place, seconds, _before(spec.camera, ground.actors), order.seed)
    return Rehearsed(ways, travel(spec.camera, order, _with(ground, ways, seconds, along=False)))


def _with(ground: Ground, ways: Ways, seconds: float, *, along: bool) -> Ground:
    if not any(ways):
        return ground
    return replace(
        ground, gone=lambda share: [np.zeros(3) if w is None else w.gone(share * seconds) for w in ways], along=along
    )


def _before(camera: CameraSpec, actors: Sequence[ActorMesh]) -> Allowed:
    """Who walks keeps off the lens, and a head that is whole in the frame stays so."""
    lens = np.asarray(camera.position, float)
    heads = [head_of(actor).outline for actor in actors]
    free = [_whole(head, camera) for head in heads]

    def allowed(offsets: Sequence[Array]) -> bool:
        for actor, head, whole, by in zip(actors, heads, free, offsets, strict=True):
            if not by.any():
                continue
            if np.linalg.norm(actor.body + by - lens, axis=1).min() < ELBOW_ROOM:
                return False
            if whole and not _whole(head + by, camera):
                return False
        return True

    return allowed


def _whole(head: Array, camera: CameraSpec) -> bool:
    x0, y0, x1, y1 = box_in_frame(head, camera)
    return min(x0, y0) >= KEPT and max(x1, y1) <= 1 - KEPT
