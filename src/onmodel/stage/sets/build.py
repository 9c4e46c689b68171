"""`build_place`: a SetSpec becomes a built place, once."""

from collections.abc import Callable
from functools import lru_cache

from onmodel.stage.mesh import Place
from onmodel.stage.sets.bar import build_bar
from onmodel.stage.sets.forest import build_forest
from onmodel.stage.sets.office import build_office
from onmodel.stage.sets.road import build_road
from onmodel.stage.sets.room import build_room
from onmodel.stage.sets.steppe import build_steppe
from onmodel.stage.sets.street import build_street
from onmodel.stage.spec import SetName, SetSpec

BUILDERS: dict[SetName, Callable[[SetSpec], Place]] = {
    "room": build_room,
    "office": build_office,
    "bar": build_bar,
    "street": build_street,
    "forest": build_forest,
    "steppe": build_steppe,
    "road": build_road,
}


@lru_cache(maxsize=16)
def build_place(spec: SetSpec) -> Place:
    """The place of a SetSpec: meshes, lamps, sky and where people and cameras may be; the same spec, the same arrays.

    Built once per spec and shared, so its arrays must not be written to.
    """
    return BUILDERS[spec.name](spec)
