"""Shots of what happens: the establishing wide, masters, singles, reactions, and inserts of things."""

from dataclasses import replace

from onmodel.fountain import describe
from onmodel.fountain.camera_words import LOOKS_DOWN, LOOKS_UP
from onmodel.fountain.candidates import BLANK, Choice, finished
from onmodel.fountain.lexicon import props_in
from onmodel.fountain.model import Scene, Shot
from onmodel.fountain.reading import Reading
from onmodel.fountain.sentences import sentences
from onmodel.fountain.vocabulary import Angle, Expression, Framing, Move, Pose

_MOVING = {Pose.WALK, Pose.RUN}
_CLOSE = {Framing.CU, Framing.ECU, Framing.MCU}
_FEELING = {Expression.AFRAID, Expression.SURPRISED, Expression.SAD, Expression.LAUGH, Expression.ANGRY}


def frame_action(reading: Reading, int_ext: str) -> Choice:
    """How to frame an action: the writer's order first, then how many people it shows and what they do."""
    ordered = reading.camera.framing
    if _is_insert(reading):
        return Choice(Framing.INSERT, "insert", 1.0 if ordered else 0.5)
    if ordered:
        return Choice(ordered, "reaction" if ordered in _CLOSE else "action", 1.0)
    seen = len(reading.visible)
    meets = bool(reading.arrivals) and seen > 1
    purpose, weight = ("master", 0.78) if meets else ("action", 0.6)
    weight += 0.2 if reading.camera.move else 0.0
    if seen == 1:
        return _frame_single(reading, weight)
    many = Framing.MLS if int_ext == "INT" and seen else Framing.WS
    return Choice(Framing.TWO_SHOT if seen == 2 else many, purpose, weight if seen else 0.5)


def _is_insert(reading: Reading) -> bool:
    ordered = reading.camera.framing
    if ordered == Framing.INSERT:
        return True
    if ordered in _CLOSE:
        return _names_a_thing(reading) or (not reading.subjects and (bool(reading.props) or not reading.visible))
    return ordered is None and not reading.visible and reading.looked_at is not None


def _names_a_thing(reading: Reading) -> bool:
    """Whether the camera is ordered to a thing: "CLOSE ON the lantern. Jonas reaches for it." is of the lantern."""
    first = sentences(reading.text)[0].lower()
    return bool(props_in(first)) and not any(name.lower() in first for name in reading.visible)


def _frame_single(reading: Reading, weight: float) -> Choice:
    beat, move = reading.beats[0], reading.camera.move
    if move == Move.PUSH_IN:
        return Choice(Framing.MCU, "action", weight)
    if beat.pose in _MOVING or reading.arrivals or move in {Move.DOLLY, Move.CRANE}:
        return Choice(Framing.MLS, "action", weight)
    if beat.expression in _FEELING:
        return Choice(Framing.MCU, "reaction", 0.65)
    return Choice(Framing.MS, "action", weight)


def action(reading: Reading, choice: Choice, children: set[str], rate: int) -> Shot:
    """The shot of an action. Of two people one of whom looms, the other's shoulder stands in front."""
    framing = choice.framing
    beats = reading.beats[:1] if framing in _CLOSE else reading.beats
    looming = reading.camera.angle == Angle.LOW and len(beats) == 2
    over = looming or framing == Framing.OVER_THE_SHOULDER
    if over:
        framing = Framing.OVER_THE_SHOULDER if len(beats) > 1 else Framing.MS
    moving = any(beat.pose in _MOVING for beat in beats) and framing not in _CLOSE
    shot = replace(
        BLANK,
        framing=framing,
        description=describe.of_action(reading.text),
        beats=beats[:2] if over else beats,
        angle=_angle(reading, children, close=framing in _CLOSE),
        move=Move.PAN if moving else Move.STATIC,
        focus=beats[0].character if beats else None,
        shoulder=beats[1].character if over and len(beats) > 1 else None,
        props=reading.props,
        purpose=choice.purpose,
        notes=reading.guesses,
    )
    return finished(shot, rate, reading.camera)


def _angle(reading: Reading, children: set[str], *, close: bool) -> Angle:
    """Who looks up is seen from above, who looks down from below; a child alone from an adult's height."""
    if LOOKS_UP.search(reading.text):
        return Angle.HIGH
    if LOOKS_DOWN.search(reading.text):
        return Angle.LOW
    lying = any(beat.pose in {Pose.LIE, Pose.CROUCH} for beat in reading.beats)
    child = close and reading.beats and reading.beats[0].character in children
    return Angle.HIGH if lying or child else Angle.EYE_LEVEL


def establishing(scene: Scene, reading: Reading | None, rate: int) -> Shot:
    """The wide shot that says where we are; it holds whoever the first action shows."""
    if reading is None:
        text = describe.of_place(scene.place, scene.int_ext, scene.time)
        framing = Framing.WS if scene.int_ext == "INT" else Framing.EWS
        return finished(replace(BLANK, framing=framing, description=text, purpose="establishing"), rate)
    # People who act together must be read, and so must one whom the scene opens on.
    near = scene.int_ext == "INT" or len(reading.visible) > 1 or (reading.opens_on_people and not reading.camera.angle)
    shot = replace(
        BLANK,
        framing=reading.camera.framing or (Framing.WS if near else Framing.EWS),
        description=describe.of_action(reading.text),
        beats=reading.beats,
        move=Move.PAN if any(beat.pose in _MOVING for beat in reading.beats) else Move.STATIC,
        focus=reading.visible[0] if len(reading.visible) == 1 else None,
        props=reading.props,
        purpose="establishing",
        notes=reading.guesses,
    )
    return finished(shot, rate, reading.camera)


def insert(reading: Reading, rate: int) -> Shot:
    """The shot of a thing that the action names."""
    shot = replace(
        BLANK,
        framing=Framing.INSERT,
        description=describe.of_action(reading.text),
        angle=Angle.HIGH,
        props=reading.props,
        purpose="insert",
    )
    return finished(shot, rate, reading.camera)


def detail(reading: Reading, thing: str, rate: int) -> Shot:
    """An insert that the text does not ask for, of a thing that someone in the action handles or looks at."""
    owner = next((b.character for b in reading.beats if b.holds == thing), None)
    shot = replace(
        BLANK,
        framing=Framing.INSERT,
        description=describe.of_thing(thing, owner),
        angle=Angle.HIGH,
        props=(thing,),
        purpose="insert",
    )
    return finished(shot, rate)
