"""What a scene needs, in a sentence, and a report as a page. Pure decisions."""

from collections.abc import Sequence

from onmodel.metrics.score import GOOD, printed
from onmodel.quality.rules import Need, SceneFacts, weak


def advice(scene: SceneFacts, wanted: Need) -> str:
    """What to do about a scene.

    >>> advice(SceneFacts(3), "clip")
    'Scene 3 has no clip yet'
    >>> advice(SceneFacts(2, value=61.5, dimensions={"aesthetic_quality": 0.4}, attempts=3), "score")
    'Scene 2 is at 61, below 70: weakest is aesthetic quality'
    """
    low = ", ".join(name.replace("_", " ") for name in weak(scene)[:2])
    why = f": weakest is {low}" if low else ""
    return {
        "clip": f"Scene {scene.number} has no clip yet",
        "review": f"None of the {scene.attempts} takes of scene {scene.number} reaches {GOOD:.0f}: look at them{why}",
        "stale": f"Scene {scene.number} has another hero frame than its clip starts from: make the clip again",
        "score": f"Scene {scene.number} is at {printed(scene.value)}, below {GOOD:.0f}{why}",
    }[wanted]


Row = tuple[int, str, float | None, float | None, float | None, float | None, Sequence[str]]
Measure = tuple[str, float | None, str, bool, str]


def page(overall: float | None, scenes: Sequence[Row], dimensions: Sequence[Measure], to_do: Sequence[str]) -> str:
    """A report as Markdown: the scenes with score, temporal, aesthetic, alignment and findings, then the dimensions
    with mean, backbone, whether that is VBench's own, and why one cannot be told."""
    lines = [f"# Quality: take score {printed(overall)}", "", "85 is excellent, 70 good; below, a person looks.", ""]
    lines += ["| scene | take | score | temporal | aesthetic | alignment | findings |", "|---|---|---|---|---|---|---|"]
    for number, take, score, temporal, aesthetic, alignment, findings in scenes:
        told = " | ".join(printed(value) for value in (score, temporal, aesthetic, alignment))
        lines.append(f"| {number} | {take} | {told} | {'; '.join(findings)} |")
    lines += ["", "## To do", "", *[f"- {line}" for line in to_do or ["Nothing is below the bar."]]]
    lines += ["", "## Dimensions", "", "By VBench's formulas and constants, the mean over the selected takes.", ""]
    lines += ["| dimension | normalised | backbone | |", "|---|---|---|---|"]
    for name, mean, backbone, official, reason in dimensions:
        value = "—" if mean is None else f"{mean:.3f}"
        lines.append(f"| {name} | {value} | {backbone} | {'official' if official else reason or 'embedded'} |")
    return "\n".join(lines) + "\n"
