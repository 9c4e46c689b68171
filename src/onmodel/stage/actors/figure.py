"""A skeleton that is told what to do: bend the spine, put an ankle or a wrist somewhere, turn a palm, look at a point.

All in the actor's own axes (x its left, y its back, z up, facing −y), metres and degrees. Each verb turns bones;
later verbs stand on earlier ones, so the order is pelvis → spine → head → legs → arms → hands.
"""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import Shape
from onmodel.stage.actors.turns import Vectors, about, bend, between, frame, swing, turned, twist, unit
from onmodel.stage.mesh import Floats

SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
NECK = ("neck01", "neck02", "neck03", "head")
AHEAD = np.array((0, -1, 0), np.float32)
STANDING_HEEL = 80.0  # degrees a heel rises with the toes still flat on the ground
SIGN = {"L": 1.0, "R": -1.0}


@dataclass
class Figure:
    """A posed skeleton. `turns`: bone → orientation relative to the rest pose; a bone not named follows its parent."""

    shape: Shape
    turns: dict[str, Vectors] = field(default_factory=lambda: {"root": np.eye(3, dtype=np.float32)})
    shift: Vectors = field(default_factory=lambda: np.zeros(3, np.float32))

    def rest(self, bone: str) -> Vectors:
        """Where the bone's head is in the rest pose (3,)."""
        head: Vectors = self.shape.heads[anatomy().bone(bone)]
        return head

    def turn(self, bone: str) -> Vectors:
        """The bone's orientation (3, 3) relative to the rest pose."""
        while bone not in self.turns:
            bone = self._parent(bone)
        return self.turns[bone]

    def at(self, bone: str) -> Vectors:
        """Where the bone's head is now (3,)."""
        if bone == "root":
            return self.rest("root") + self.shift
        parent = self._parent(bone)
        return self.at(parent) + self.turn(parent) @ (self.rest(bone) - self.rest(parent))

    def carry(self, bone: str, point: ArrayLike) -> Vectors:
        """Where a rest-pose point (3,) fixed to the bone is now."""
        return self.at(bone) + self.turn(bone) @ (np.asarray(point, np.float32) - self.rest(bone))

    def length(self, *bones: str) -> float:
        """Metres along a chain of bone heads."""
        points = [self.rest(b) for b in bones]
        return float(sum(np.linalg.norm(b - a) for a, b in pairwise(points)))

    def pelvis(self, lean: float = 0.0, side: float = 0.0, turn: float = 0.0) -> None:
        """Tilt the pelvis: forward, to its left (left hip down), turned to its left."""
        self.turns["root"] = turned(lean, side, turn)

    def chest(self, lean: float = 0.0, side: float = 0.0, turn: float = 0.0) -> None:
        """Orient the chest in the actor's axes and spread the difference to the pelvis over the spine."""
        goal = turned(lean, side, turn)
        for i, bone in enumerate(SPINE):
            self.turns[bone] = between(self.turns["root"], goal, (i + 1) / len(SPINE))

    def head(self, lean: float = 0.0, side: float = 0.0, turn: float = 0.0) -> None:
        """Orient the head in the actor's axes and spread the difference to the chest over the neck."""
        goal, base = turned(lean, side, turn), self.turn("spine01")
        for i, bone in enumerate(NECK):
            self.turns[bone] = between(base, goal, (0.22, 0.45, 0.7, 1.0)[i])

    def leg(self, side: str, ankle: ArrayLike, knee: ArrayLike, foot: tuple[float, float] = (8.0, 0.0)) -> None:
        """Put the ankle at a point with the knee towards a direction. `foot`: degrees turned out, heel raised.

        With the heel raised up to 60° the toes stay flat on the ground.
        """
        hip, bones = self.at(f"upperleg01.{side}"), [f"{b}.{side}" for b in ("upperleg01", "lowerleg01", "foot")]
        rest_hip, rest_knee, rest_ankle = (self.rest(b) for b in bones)
        lengths = (self.length(*bones[:2]), self.length(*bones[1:]))
        middle, end, normal = bend(hip, np.asarray(ankle, np.float32), knee, lengths)
        rest_normal = np.cross(rest_ankle - rest_hip, AHEAD)
        upper = frame(middle - hip, normal) @ frame(rest_knee - rest_hip, rest_normal).T
        lower = frame(end - middle, normal) @ frame(rest_ankle - rest_knee, rest_normal).T
        self._limb(("upperleg01", "upperleg02", side), rest_knee - rest_hip, upper, self.turn(f"pelvis.{side}"))
        out, heel = foot
        toes = turned(turn=SIGN[side] * (out - 8.0))  # the rest feet point 8° out
        goal = toes @ about((1, 0, 0), heel)
        self.turns[bones[1]] = lower
        self.turns[f"lowerleg02.{side}"] = between(
            lower, about(end - middle, 0.5 * twist(goal @ lower.T, end - middle)) @ lower, 1.0
        )
        self.turns[bones[2]] = goal
        if 0 < heel <= STANDING_HEEL:
            for name in anatomy().bone_names:
                if name.startswith("toe") and name.endswith(side):
                    self.turns[name] = toes @ about((1, 0, 0), max(heel - 60.0, 0.15 * heel))

    def plant(
        self, side: str, ball: ArrayLike, knee: ArrayLike = AHEAD, foot: tuple[float, float] = (8.0, 0.0)
    ) -> None:
        """Stand on the ball of a foot at (x, y, z), or on its heel where `foot` raises the toes (heel < 0)."""
        self.leg(side, np.asarray(ball, np.float32) + self.ankle_over(side, foot), knee, foot)

    def weigh(self, side: str, ball: ArrayLike, stretch: float, foot: tuple[float, float] = (8.0, 0.0)) -> None:
        """Set the pelvis height so that the leg to a foot planted at `ball` is stretched to a share of its length."""
        ankle = np.asarray(ball, np.float32) + self.ankle_over(side, foot)
        hip = self.at(f"upperleg01.{side}")
        reach = stretch * self.leg_length
        rise = np.sqrt(max(reach**2 - float(np.sum((hip - ankle)[:2] ** 2)), 1e-4))
        self.shift[2] += ankle[2] + rise - hip[2]

    def lower_to(self, side: str, ankle: Vectors, stretch: float = 0.99) -> None:
        """Lower the pelvis until a leg reaches its ankle (3,) stretched to no more than a share of its length."""
        hip = self.at(f"upperleg01.{side}")
        rise = np.sqrt(max((stretch * self.leg_length) ** 2 - float(np.sum((hip - ankle)[:2] ** 2)), 1e-4))
        self.shift[2] -= max(0.0, float(hip[2] - ankle[2] - rise))

    def below(self, bone: str) -> list[str]:
        """The bones that were turned and hang on a bone, itself among them."""
        a, on = anatomy(), {anatomy().bone(bone)}
        for i, parent in enumerate(a.bone_parents):
            if parent in on:
                on.add(i)
        return [name for name in self.turns if a.bone(name) in on]

    @property
    def leg_length(self) -> float:
        """Hip joint to ankle joint, metres."""
        return self.length("upperleg01.L", "lowerleg01.L", "foot.L")

    @property
    def arm_length(self) -> float:
        """Shoulder joint to wrist joint, metres."""
        return self.length("upperarm01.L", "lowerarm01.L", "wrist.L")

    def ankle_over(self, side: str, foot: tuple[float, float]) -> Vectors:
        """From the point a foot stands on to its ankle."""
        out, heel = foot
        ankle, pivot = self.rest(f"foot.{side}"), self.rest(f"toe2-1.{side}").copy()
        pivot[2] = self.sole
        if heel < 0:
            pivot = np.array((ankle[0], ankle[1] + 0.3 * (ankle[2] - self.sole), self.sole), np.float32)
        return turned(turn=SIGN[side] * (out - 8.0)) @ about((1, 0, 0), heel) @ (ankle - pivot)

    @property
    def sole(self) -> float:
        """Height of the soles in the rest pose."""
        return float(self.shape.vertices[:SKIN_END, 2].min())

    def reach(self, side: str, way: tuple[float, float, float], elbow: tuple[float, float, float]) -> None:
        """`arm` in the chest's axes and in arm lengths from the shoulder joint: (outward, forward, up)."""
        chest, sign = self.turn("spine01"), SIGN[side]
        axes = chest @ np.array(((sign, 0, 0), (0, -1, 0), (0, 0, 1)), np.float32)
        start = self.at(f"upperarm01.{side}")
        self.arm(side, start + self.arm_length * (axes @ np.asarray(way, np.float32)), axes @ np.asarray(elbow))

    def arm(self, side: str, wrist: ArrayLike, elbow: ArrayLike) -> None:
        """Put the wrist at a point with the elbow towards a direction; collar bone and shoulder blade help."""
        goal = np.asarray(wrist, np.float32)
        chest, sign = self.turn("spine01"), SIGN[side]
        bones = [f"{b}.{side}" for b in ("upperarm01", "lowerarm01", "wrist")]
        rest_shoulder, rest_elbow, rest_wrist = (self.rest(b) for b in bones)
        lengths = (self.length(*bones[:2]), self.length(*bones[1:]))
        middle, _, _ = bend(self.at(bones[0]), goal, elbow, lengths)
        way = chest.T @ unit(middle - self.at(bones[0]))
        lift, reach = max(float(way[2]) + 0.25, 0.0) * 24.0, float(np.clip(-way[1], -0.5, 1)) * 16.0
        girdle = chest @ about((0, 1, 0), -sign * lift) @ about((0, 0, 1), -sign * reach)
        self.turns[f"clavicle.{side}"] = between(chest, girdle, 0.6)
        self.turns[f"shoulder01.{side}"] = girdle
        shoulder = self.at(bones[0])
        middle, end, normal = bend(shoulder, goal, elbow, lengths)
        rest_normal = np.cross(rest_wrist - rest_shoulder, rest_elbow - rest_shoulder)
        upper = frame(middle - shoulder, normal) @ frame(rest_elbow - rest_shoulder, rest_normal).T
        lower = frame(end - middle, normal) @ frame(rest_wrist - rest_elbow, rest_normal).T
        self._limb(("upperarm01", "upperarm02", side), rest_elbow - rest_shoulder, upper, girdle)
        self.turns[bones[1]] = lower
        self.turns[f"lowerarm02.{side}"] = lower
        self.turns[bones[2]] = lower

    def hand(self, side: str, fingers: ArrayLike, palm: ArrayLike, limit: float = 65.0) -> None:
        """Turn the hand: its fingers point along `fingers`, its palm faces `palm`; the wrist bends up to `limit`.

        The forearm takes most of the roll, as radius and ulna do.
        """
        rest_fingers, rest_palm = self.hand_axes(side)
        lower = self.turn(f"lowerarm01.{side}")
        forearm = lower @ unit(self.rest(f"wrist.{side}") - self.rest(f"lowerarm01.{side}"))
        goal = frame(fingers, palm) @ frame(rest_fingers, rest_palm).T
        roll = twist(goal @ lower.T, forearm)
        rolled = about(forearm, roll) @ lower
        angle = float(np.degrees(np.arccos(np.clip((np.trace(goal @ rolled.T) - 1) / 2, -1, 1))))
        self.turns[f"lowerarm02.{side}"] = about(forearm, 0.6 * roll) @ lower
        self.turns[f"wrist.{side}"] = between(rolled, goal, min(1.0, limit / max(angle, 1e-6)))

    def hand_axes(self, side: str) -> tuple[Vectors, Vectors]:
        """Finger direction and palm normal (out of the palm) in the rest pose."""
        wrist, index, middle, small = (
            self.rest(f"{b}.{side}") for b in ("wrist", "finger2-1", "finger3-1", "finger5-1")
        )
        along = unit(middle - wrist)
        return along, unit(np.cross(along, index - small) * SIGN[side])

    def transforms(self) -> Floats:
        """(B, 4, 4) rest → actor transforms of all bones."""
        a = anatomy()
        result = np.tile(np.eye(4, dtype=np.float32), (len(a.bone_names), 1, 1))
        for i, (name, parent) in enumerate(zip(a.bone_names, a.bone_parents, strict=True)):
            up = result[parent]
            rotation = self.turns.get(name, up[:3, :3])
            head = self.shape.heads[i]
            here = head + self.shift if parent < 0 else up[:3, :3] @ head + up[:3, 3]
            result[i, :3, :3] = rotation
            result[i, :3, 3] = here - rotation @ head
        return result

    def _parent(self, bone: str) -> str:
        a = anatomy()
        return a.bone_names[a.bone_parents[a.bone(bone)]]

    def _limb(self, names: tuple[str, str, str], along: Vectors, goal: Vectors, base: Vectors) -> None:
        """Give the first of two collinear bones half of the roll of `goal`, the second all: skin does not wring."""
        first, second, side = names
        plain = swing(base @ along, goal @ along) @ base
        self.turns[f"{first}.{side}"] = between(plain, goal, 0.5)
        self.turns[f"{second}.{side}"] = goal
