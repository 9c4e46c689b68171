"""A texts backend for tests: one wide panel per scene, and a record of what it was asked."""

from onmodel.backends.texts.port import BreakdownRequest, TextCapabilities
from onmodel.fountain.headings import time_of_day
from onmodel.fountain.model import Breakdown, Scene, SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Angle, Framing, Mood, Move, TimeOfDay


class FakeTexts:
    """Answers at once and always alike; `requests` keeps what came."""

    name = "fake"
    capabilities = TextCapabilities()

    def __init__(self) -> None:
        self.requests: list[BreakdownRequest] = []

    def setup(self) -> None:
        """Nothing is needed."""

    def breakdown(self, request: BreakdownRequest) -> Breakdown:
        """One wide panel without people for each scene, two seconds long."""
        self.requests.append(request)
        play = request.screenplay
        scenes = tuple(_scene(scene, request.rate) for scene in play.scenes if not scene.omitted)
        return Breakdown(play.title, play.characters, scenes, request.rate, made_by=self.name)


def _scene(scene: Scene, rate: int) -> SceneBreakdown:
    shot = Shot("1", Framing.WS, Angle.EYE_LEVEL, 25, Move.STATIC, f"{scene.heading}.", (), duration_frames=2 * rate)
    time = time_of_day(scene.time) or TimeOfDay.DAY
    return SceneBreakdown(scene.number, scene.heading, scene.int_ext, scene.place, time, Mood.NEUTRAL, (), (), (shot,))
