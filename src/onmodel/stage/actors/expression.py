"""What a face does: each `Expression` as weights of the 52 ARKit face actions, and the lids that follow the gaze.

Some weights exceed 1, so that brows read in a medium close-up; eyes stay open with the iris seen, save in a laugh.
"""

from collections.abc import Mapping

from onmodel.fountain.vocabulary import Expression


def _both(**weights: float) -> dict[str, float]:
    """Weights given once for the left and the right side."""
    return {f"{name}{side}": w for name, w in weights.items() for side in ("Left", "Right")}


EXPRESSIONS: Mapping[Expression, Mapping[str, float]] = {
    Expression.NEUTRAL: _both(eyeWide=0.12, mouthPress=0.05),
    Expression.SMILE: _both(mouthSmile=0.72, mouthDimple=0.25, cheekSquint=0.40, eyeSquint=0.12, mouthUpperUp=0.18)
    | {"jawOpen": 0.06, "browInnerUp": 0.12},
    Expression.LAUGH: _both(mouthSmile=0.85, cheekSquint=0.75, eyeSquint=0.40, eyeBlink=0.22, mouthUpperUp=0.45)
    | _both(mouthLowerDown=0.35)
    | {"jawOpen": 0.52, "browInnerUp": 0.25},
    Expression.SAD: _both(mouthFrown=0.75, browDown=0.20, eyeSquint=0.10, mouthLowerDown=0.06)
    | {"browInnerUp": 1.5, "mouthShrugLower": 0.45, "mouthPucker": 0.10},
    Expression.ANGRY: _both(browDown=1.25, eyeSquint=0.30, eyeWide=0.30, noseSneer=0.55, mouthFrown=0.45)
    | _both(mouthPress=0.45)
    | {"jawForward": 0.20, "mouthShrugLower": 0.25},
    Expression.AFRAID: _both(eyeWide=0.95, browOuterUp=0.35, mouthStretch=0.60, mouthLowerDown=0.35, mouthFrown=0.20)
    | {"browInnerUp": 1.3, "jawOpen": 0.22},
    Expression.SURPRISED: _both(eyeWide=0.85, browOuterUp=0.90)
    | {"browInnerUp": 0.80, "jawOpen": 0.48, "mouthFunnel": 0.30},
    Expression.WORRIED: _both(browDown=0.22, eyeWide=0.20, mouthFrown=0.40, mouthPress=0.35, mouthStretch=0.20)
    | {"browInnerUp": 1.25, "mouthRollLower": 0.25},
    Expression.SLY: _both(eyeSquint=0.35)
    | {
        "mouthSmileLeft": 0.70, "mouthSmileRight": 0.10, "mouthDimpleLeft": 0.40, "browOuterUpLeft": 0.95,
        "browDownRight": 0.55, "cheekSquintLeft": 0.35, "mouthLeft": 0.15,
    },
    Expression.DETERMINED: _both(browDown=0.80, eyeSquint=0.22, eyeWide=0.15, mouthPress=0.65, mouthFrown=0.15)
    | {"jawForward": 0.25, "mouthShrugLower": 0.20, "mouthRollLower": 0.20},
    Expression.TALKING: _both(mouthLowerDown=0.25, mouthUpperUp=0.12, browOuterUp=0.18)
    | {"jawOpen": 0.26, "mouthFunnel": 0.18, "browInnerUp": 0.20},
}  # fmt: skip


def actions(expression: Expression, gaze_pitch: float = 0.0) -> dict[str, float]:
    """Face action weights of an expression, the lids carried along by eyes that look up (+) or down (−), degrees."""
    weights = dict(EXPRESSIONS[expression])
    lid = "eyeLookUp" if gaze_pitch > 0 else "eyeLookDown"
    return weights | _both(**{lid: min(abs(gaze_pitch) / 30.0, 1.0)})
