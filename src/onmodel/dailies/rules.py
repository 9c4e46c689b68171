"""What a scene needs, in a sentence. Pure decisions."""

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
