"""Small scenes for the blocking tests."""

from dataclasses import replace

from onmodel.fountain.model import Beat, SceneBreakdown, Shot, Speech
from onmodel.fountain.vocabulary import Angle, Expression, Framing, Mood, Move, Pose, TimeOfDay


def shot(number: str, framing: Framing, *people: str, focus: str | None = None, **more: object) -> Shot:
    """A static eye-level shot of people, focus on the first."""
    base = Shot(
        number, framing, Angle.EYE_LEVEL, 40, Move.STATIC, "", people, focus=focus or (people[0] if people else None)
    )
    return replace(base, **more)  # type: ignore[arg-type]


def talk(a: str = "ALDAR", b: str = "BAI") -> tuple[Shot, ...]:
    """Coverage of a dialogue: establishing, master, over the shoulder and reverse, singles, an insert, a close-up."""
    beats = (Beat(a, Pose.TALK, Expression.SLY, b), Beat(b, Pose.LISTEN, Expression.NEUTRAL, a))
    says = (Speech(a, "Take the coat."),)
    over = Framing.OVER_THE_SHOULDER
    return (
        shot("1", Framing.EWS, a, b, beats=beats),
        shot("2", Framing.TWO_SHOT, a, b, beats=beats, dialogue=says),
        shot("3", over, a, focus=a, shoulder=b, beats=beats, dialogue=says, lens_mm=50),
        shot("4", over, b, focus=b, shoulder=a, beats=beats, lens_mm=50),
        shot("5", Framing.MS, a, beats=beats),
        shot("6", Framing.MCU, b, beats=beats, lens_mm=50),
        shot("7", Framing.CU, a, beats=beats, lens_mm=75),
        shot("8", Framing.ECU, b, beats=beats, lens_mm=85),
        shot("9", Framing.WS, a, b, beats=beats),
        shot("10", Framing.INSERT, focus=None, props=("coat",)),
        shot("11", Framing.MLS, b, a, beats=beats),
    )


def scene(shots: tuple[Shot, ...], *props: str, int_ext: str = "EXT", place: str = "STEPPE") -> SceneBreakdown:
    """A scene of these shots."""
    people = tuple(dict.fromkeys(n for s in shots for n in s.characters))
    heading = f"{int_ext}. {place} - DAY"
    return SceneBreakdown("1", heading, int_ext, place, TimeOfDay.DAY, Mood.NEUTRAL, people, props, shots)
