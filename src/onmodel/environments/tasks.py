"""Pictures of a place as it is defined: too slow for a transaction, fast enough for a knob that is being turned."""

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onmodel.db import Database
from onmodel.environments import rules, service
from onmodel.environments.schemas import PlacePreview
from onmodel.kit.pictures import encode_jpeg
from onmodel.kit.turns import preview_turn
from onmodel.stage.spec import SceneSpec, SetSpec

if TYPE_CHECKING:
    from onmodel.stage.location import Location, Side

ROUGH, LIVE, FINE = (192, 108), (320, 180), (640, 360)  # pixels
QUALITY = 88
MOST_KNOWN = 16  # places in memory, each 5 MB: the hours and sides that somebody goes through
_KNOWN: "OrderedDict[tuple[SetSpec, Side], Location]" = OrderedDict()
_ONE_AT_A_TIME = Lock()  # or two who look at one place trace it twice


def preview(database: Database, project_id: str, environment_id: str, asked: PlacePreview) -> bytes:
    """A JPEG of the place with nobody in it, as its knobs stand or are turned in `asked`; nothing is kept.

    `rough` comes at once, `live` is relit within a fifth of a second once its set, hour and side were seen, `fine` is
    as a frame is drawn. Raises EnvironmentNotFound, PreviewBusy.
    """
    with database.reading() as session:
        row = service.get(session, project_id, environment_id)
        spec = rules.alone(row.name, row.description, asked.over(service.surroundings_of(row)))
    with preview_turn():
        return encode_jpeg(_picture(spec, asked), QUALITY)


def _picture(spec: SetSpec, asked: PlacePreview) -> NDArray[np.uint8]:
    from onmodel.stage import location  # noqa: PLC0415  # the renderer is 70 MiB that a server may never draw with
    from onmodel.stage.render import render  # noqa: PLC0415  # the renderer is 70 MiB that a server may never draw with
    from onmodel.stage.sets.build import build_place  # noqa: PLC0415  # the renderer is 70 MiB that a server may never draw with

    if asked.quality == "fine":
        camera = location.scouted(build_place(spec), asked.side)
        return render(SceneSpec(spec, camera, tier="low"), size=FINE).picture
    known = _KNOWN.get((location.plain(spec), asked.side))
    if known is None and asked.quality == "rough":
        return location.rough(spec, asked.side, ROUGH)
    return (known or _traced(spec, asked.side)).lit(spec)


def _traced(spec: SetSpec, side: "Side") -> "Location":
    from onmodel.stage import location  # noqa: PLC0415  # the renderer is 70 MiB that a server may never draw with

    key = (location.plain(spec), side)
    with _ONE_AT_A_TIME:
        if key not in _KNOWN:
            _KNOWN[key] = location.traced(spec, side, LIVE)
            if len(_KNOWN) > MOST_KNOWN:
                _KNOWN.popitem(last=False)
        return _KNOWN[key]
