"""Shots of what is said: the two-shot, over the shoulder and its reverse, singles that move in, and who listens."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onmodel.fountain import describe
from onmodel.fountain.candidates import BLANK, Candidate, Choice, finished, with_beat, with_dialogue
from onmodel.fountain.lexicon import expression_in
from onmodel.fountain.model import Beat, Shot, Speech
from onmodel.fountain.vocabulary import POSTURES, Angle, Expression, Framing, Move, Pose

_CLOSER_AFTER = 3  # speeches of a conversation before the camera moves in
_DAUNTING = {Expression.ANGRY, Expression.DETERMINED}
Beats = Mapping[str, Beat]  # the last beat of each character, so that who sat still sits


def frame_talk(
    speech: Speech, partner: str | None, before: Sequence[Candidate], talked: int, *, together: bool
) -> Choice:
    """How to frame a speech: alone, together first, then over shoulders, then closer in.

    `together`: the two were in one shot of the scene before.
    """
    if partner is None:
        return Choice(Framing.MCU if talked else Framing.MS, "single", 0.6)
    if not together:
        return Choice(Framing.TWO_SHOT, "master", 0.75)
    if talked >= _CLOSER_AFTER and (expression_in(speech.parenthetical) or talked % 2):
        return Choice(Framing.MCU, "single", 0.5)
    spoke = next((c.shot.focus for c in reversed(before) if c.shot.dialogue), None)
    return Choice(Framing.OVER_THE_SHOULDER, "reverse" if spoke == partner else "single", 0.55 if talked else 0.7)


def talk(speech: Speech, partner: str | None, choice: Choice, last: Beats, rate: int) -> Shot:
    """The shot of a speech: the speaker, and the listener where the framing holds two."""
    framing = choice.framing
    feeling = expression_in(speech.parenthetical)
    speaker = replace(_beat(speech.character, partner, last, Pose.TALK), expression=feeling or Expression.TALKING)
    two = partner is not None and framing in {Framing.TWO_SHOT, Framing.OVER_THE_SHOULDER}
    listener = [_listening(partner, speech.character, feeling, last)] if two and partner else []
    shot = replace(
        BLANK,
        framing=framing,
        description=describe.of_speech(speech, framing, partner),
        beats=(speaker, *listener),
        move=Move.PUSH_IN if framing == Framing.CU else Move.STATIC,
        focus=None if framing == Framing.TWO_SHOT else speech.character,
        shoulder=partner if framing == Framing.OVER_THE_SHOULDER else None,
        purpose=choice.purpose,
    )
    return with_dialogue(finished(shot, rate), (speech,), rate)


def height_angle(speaker: str, partner: str | None, children: set[str]) -> Angle:
    """Between a child and a grown person the camera stands at the other's height."""
    if partner and (speaker in children) != (partner in children):
        return Angle.HIGH if speaker in children else Angle.LOW
    return Angle.EYE_LEVEL


def goes_on_speaking(shot: Shot, speech: Speech, rate: int) -> Shot:
    """The running shot with a further speech in it; its speaker's face takes on how it is said."""
    spoken = with_dialogue(shot, (*shot.dialogue, speech), rate)
    for beat in spoken.beats:
        feeling = expression_in(speech.parenthetical)
        if beat.character == speech.character and not speech.heard_only:
            neutral = Expression.TALKING if beat.expression == Expression.NEUTRAL else beat.expression
            pose = Pose.TALK if beat.pose in {Pose.STAND, Pose.LISTEN} else beat.pose
            spoken = with_beat(spoken, replace(beat, pose=pose, expression=feeling or neutral))
        elif feeling in _DAUNTING and beat.expression == Expression.NEUTRAL:
            spoken = with_beat(spoken, replace(beat, expression=Expression.WORRIED))
    return spoken


def listening(name: str, speech: Speech, last: Beats, rate: int) -> Shot:
    """The shot of someone who hears a voice that is not in the picture."""
    shot = replace(
        BLANK,
        framing=Framing.MCU,
        description=describe.of_listening(name),
        beats=(_beat(name, None, last, Pose.LISTEN),),
        focus=name,
        purpose="reaction",
    )
    return with_dialogue(finished(shot, rate), (speech,), rate)


def reaction(name: str, speech: Speech, last: Beats, rate: int) -> Shot:
    """The close-up of someone who takes in what was said."""
    face = Expression.SURPRISED if speech.text.endswith("!") else Expression.WORRIED
    shot = replace(
        BLANK,
        framing=Framing.CU,
        description=describe.of_reaction(name, speech.character),
        beats=(replace(_beat(name, speech.character, last, Pose.LISTEN), expression=face),),
        focus=name,
        purpose="reaction",
    )
    return finished(shot, rate)


def _listening(name: str, speaker: str, feeling: Expression | None, last: Beats) -> Beat:
    face = Expression.WORRIED if feeling in _DAUNTING else Expression.NEUTRAL
    return replace(_beat(name, speaker, last, Pose.LISTEN), expression=face)


def _beat(name: str, addressee: str | None, last: Beats, pose: Pose) -> Beat:
    before = last.get(name)
    if before is None:
        return Beat(name, pose, addressee=addressee)
    return Beat(name, before.pose if before.pose in POSTURES else pose, addressee=addressee, holds=before.holds)
