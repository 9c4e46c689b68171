"""The closed word lists that a shot is described with: framing, angle, move, pose, expression, time of day.

Every other part of the product takes these words from here, so a shot that was broken down by the rules, by a
language model or by hand means the same thing on the stage, in the board and in the report.
"""

from enum import StrEnum


class Framing(StrEnum):
    """How much of the subject the frame holds, from eyes only to a figure in a landscape."""

    ECU = "ECU"
    CU = "CU"
    MCU = "MCU"
    MS = "MS"
    MLS = "MLS"
    WS = "WS"
    EWS = "EWS"
    OVER_THE_SHOULDER = "over-the-shoulder"
    TWO_SHOT = "two-shot"
    INSERT = "insert"


class Angle(StrEnum):
    """Where the camera stands in height against its subject."""

    EYE_LEVEL = "eye-level"
    HIGH = "high"
    LOW = "low"
    TOP = "top"
    DUTCH = "dutch"


class Move(StrEnum):
    """What the camera does during the shot."""

    STATIC = "static"
    PUSH_IN = "push-in"
    PULL_OUT = "pull-out"
    PAN = "pan"
    TILT = "tilt"
    DOLLY = "dolly"
    CRANE = "crane"
    HANDHELD = "handheld"


class Pose(StrEnum):
    """What a body does in the panel."""

    STAND = "stand"
    TALK = "talk"
    LISTEN = "listen"
    THINK = "think"
    WALK = "walk"
    RUN = "run"
    SIT = "sit"
    KNEEL = "kneel"
    CROUCH = "crouch"
    LIE = "lie"
    POINT = "point"
    REACH = "reach"
    HOLD = "hold"
    ARMS_CROSSED = "arms-crossed"
    HANDS_ON_HIPS = "hands-on-hips"
    WAVE = "wave"
    BOW = "bow"
    FIGHT = "fight"


POSTURES = frozenset({Pose.SIT, Pose.KNEEL, Pose.LIE, Pose.CROUCH})  # last until told otherwise, whatever hands do


class Expression(StrEnum):
    """What a face does in the panel."""

    NEUTRAL = "neutral"
    SMILE = "smile"
    LAUGH = "laugh"
    SAD = "sad"
    ANGRY = "angry"
    AFRAID = "afraid"
    SURPRISED = "surprised"
    WORRIED = "worried"
    SLY = "sly"
    DETERMINED = "determined"
    TALKING = "talking"


class TimeOfDay(StrEnum):
    """The light a heading asks for."""

    DAY = "day"
    NIGHT = "night"
    DAWN = "dawn"
    DUSK = "dusk"


class Mood(StrEnum):
    """The feeling that light and grade follow."""

    NEUTRAL = "neutral"
    TENSE = "tense"
    WARM = "warm"
    SAD = "sad"
    JOYFUL = "joyful"
    MYSTERIOUS = "mysterious"
    COMIC = "comic"
