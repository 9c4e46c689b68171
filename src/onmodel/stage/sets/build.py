"""`build_place`: a SetSpec becomes a built place, once."""

from collections.abc import Callable
from functools import lru_cache

from onmodel.stage.mesh import Place
from onmodel.stage.sets.room import build_room
from onmodel.stage.sets.steppe import build_steppe
from onmodel.stage.spec import SetName, SetSpec

BUILDERS: dict[SetName, Callable[[SetSpec], Place]] = {"room": build_room, "steppe": build_steppe}


@lru_cache(maxsize=16)
def build_place(spec: SetSpec) -> Place:
    """The place of a SetSpec: meshes, lamps, sky and where people and cameras may be; the same spec, the same arrays.

    Built once per spec and shared, so its arrays must not be written to.
    """
    return BUILDERS[spec.name](spec)
