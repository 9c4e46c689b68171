"""Keyframes of a clip: what is kept of them, and for how long."""

import gc
import weakref
from dataclasses import dataclass, field
from typing import Any, cast

from onmodel.stage.keyframes import Keyframes, Shooting


@dataclass
class Counted:
    """In place of a shot: counts how often the light of a frame is asked for."""

    asked: list[int] = field(default_factory=list)


class Untraced(Keyframes):
    """Keyframes whose light costs nothing."""

    def _traced(self, number: int) -> Any:
        cast(Counted, self.shot).asked.append(number)
        return object()


def test_a_frame_is_traced_once() -> None:
    shot = Counted()
    keyframes = Untraced(cast(Shooting, shot))
    assert keyframes.traced(3) is keyframes.traced(3)
    assert shot.asked == [3]


def test_keyframes_go_with_their_clip() -> None:
    keyframes = Untraced(cast(Shooting, Counted()))
    keyframes.traced(0)
    gone = weakref.ref(keyframes)
    del keyframes
    gc.collect()
    assert gone() is None
