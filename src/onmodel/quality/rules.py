"""Which scenes need work, radars and trends, from what was measured. Pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Literal

from onmodel.backends.texts.suggesting import BARS
from onmodel.metrics.score import GOOD

RADAR = (
    "subject_consistency", "background_consistency", "temporal_flickering", "motion_smoothness", "dynamic_degree",
    "aesthetic_quality", "imaging_quality", "overall_consistency", "i2v_subject", "i2v_background",
)  # fmt: skip
LIVELY = "dynamic_degree"  # low where nothing moves, which is no fault of a shot that stands still
Need = Literal["clip", "review", "score", "stale"]
URGENT: tuple[Need, ...] = ("clip", "review", "stale", "score")


@dataclass(frozen=True)
class SceneFacts:
    """A scene as a report sees it: its selected take's score and dimensions (normalised), and how it stands.

    `parts`: temporal, aesthetic and alignment, 0–100. `still`: the camera was told to stand.
    """

    number: int
    value: float | None = None
    dimensions: Mapping[str, float | None] = field(default_factory=dict)
    parts: Mapping[str, float | None] = field(default_factory=dict)
    attempts: int = 0
    needs_review: bool = False
    stale: bool = False
    still: bool = False


def weak(scene: SceneFacts) -> list[str]:
    """The dimensions below their bars, as suggestions go by them, the weakest first; standing still is no fault where
    the camera was told to.

    >>> weak(SceneFacts(1, dimensions={"aesthetic_quality": 0.4, "imaging_quality": 0.55, "motion_smoothness": 0.95}))
    ['aesthetic_quality', 'imaging_quality']
    """
    told = {n: v for n, v in scene.dimensions.items() if v is not None and not (n == LIVELY and scene.still)}
    bars = {**BARS, LIVELY: 0.5}
    return sorted((n for n, v in told.items() if v < bars.get(n, 0.0)), key=lambda n: (told[n] / bars[n], n))


def need(scene: SceneFacts) -> Need | None:
    """What a scene needs first: a clip, a person's eyes, another clip because its frame changed, a better score."""
    if not scene.attempts:
        return "clip"
    if scene.needs_review:
        return "review"
    if scene.stale:
        return "stale"
    return "score" if scene.value is None or scene.value < GOOD else None


def to_do(scenes: Sequence[SceneFacts]) -> list[tuple[SceneFacts, Need]]:
    """The scenes that need work, the most urgent first, of equals the weakest."""
    found = [(scene, wanted) for scene in scenes if (wanted := need(scene)) is not None]
    return sorted(found, key=lambda s: (URGENT.index(s[1]), -1.0 if s[0].value is None else s[0].value, s[0].number))


def radar(dimensions: Mapping[str, float | None]) -> list[tuple[str, float | None]]:
    """The axes that are measured of a clip in a fixed order, 0–100 and clamped for the eye; None: not told.

    >>> radar({"imaging_quality": 1.2})
    [('imaging_quality', 100.0)]
    """
    known = [name for name in RADAR if name in dimensions]
    return [(name, _percent(dimensions[name])) for name in (*known, *sorted(set(dimensions) - set(RADAR)))]


def _percent(value: float | None) -> float | None:
    return None if value is None else round(min(max(value, 0.0), 1.0) * 100, 2)


def overall(values: Sequence[float | None]) -> float | None:
    """The mean of what can be told, None where nothing can."""
    told = [value for value in values if value is not None]
    return fmean(told) if told else None


def means(scenes: Sequence[Mapping[str, float | None]]) -> dict[str, float | None]:
    """The mean of each dimension over the scenes in which it can be told.

    >>> means([{"a": 0.5, "b": None}, {"a": 1.0}])
    {'a': 0.75, 'b': None}
    """
    names = dict.fromkeys(name for scene in scenes for name in scene)
    return {name: overall([scene.get(name) for scene in scenes]) for name in names}


def change(before: float | None, after: float | None) -> float | None:
    """After less before, None where one of them cannot be told.

    >>> change(70.0, 74.5), change(None, 3.0)
    (4.5, None)
    """
    return None if before is None or after is None else round(after - before, 4)


def per_second(spent: float, accepted: float) -> float | None:
    """What a second of accepted film cost; None as long as there is none.

    >>> per_second(30.0, 12.0), per_second(30.0, 0.0)
    (2.5, None)
    """
    return round(spent / accepted, 4) if accepted else None
