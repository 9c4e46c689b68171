"""A texts backend for tests: one wide panel per scene, and a record of what it was asked."""

from dataclasses import replace

from onmodel.backends.texts.ground import base, negatives
from onmodel.backends.texts.port import (
    Added,
    BreakdownRequest,
    EnhancedPrompt,
    ImagePromptRequest,
    MotionPromptRequest,
    PromptSuggestion,
    SuggestRequest,
    TextCapabilities,
)
from onmodel.backends.texts.suggesting import suggest
from onmodel.fountain.headings import time_of_day
from onmodel.fountain.model import Breakdown, Scene, SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Angle, Framing, Mood, Move, TimeOfDay


class FakeTexts:
    """Answers at once and always alike; `requests` keeps what came."""

    name = "fake"
    capabilities = TextCapabilities()

    def __init__(self) -> None:
        self.requests: list[BreakdownRequest | ImagePromptRequest | MotionPromptRequest | SuggestRequest] = []

    def setup(self) -> None:
        """Nothing is needed."""

    def breakdown(self, request: BreakdownRequest) -> Breakdown:
        """One wide panel without people for each scene, two seconds long."""
        self.requests.append(request)
        play = request.screenplay
        scenes = tuple(_scene(scene, request.rate) for scene in play.scenes if not scene.omitted)
        return Breakdown(play.title, play.characters, scenes, request.rate, made_by=self.name)

    def enhance_image(self, request: ImagePromptRequest) -> EnhancedPrompt:
        """The shot's facts and one phrase of light."""
        return self._enhanced(request, Added("soft light", "light", "the fake always says so"))

    def enhance_motion(self, request: MotionPromptRequest) -> EnhancedPrompt:
        """The shot's facts and one phrase of what stirs."""
        return self._enhanced(request, Added("still air", "environment", "the fake always says so"))

    def suggest(self, request: SuggestRequest) -> list[PromptSuggestion]:
        """As the rules, signed by the fake."""
        self.requests.append(request)
        return [replace(made, made_by=self.name) for made in suggest(request)]

    def _enhanced(self, request: ImagePromptRequest | MotionPromptRequest, added: Added) -> EnhancedPrompt:
        self.requests.append(request)
        prompt = f"{base(request.facts, request.prompt)}. {added.words}"
        return EnhancedPrompt(prompt, negatives(request.negative_prompt), (added,), self.name)


def _scene(scene: Scene, rate: int) -> SceneBreakdown:
    shot = Shot("1", Framing.WS, Angle.EYE_LEVEL, 25, Move.STATIC, f"{scene.heading}.", (), duration_frames=2 * rate)
    time = time_of_day(scene.time) or TimeOfDay.DAY
    return SceneBreakdown(scene.number, scene.heading, scene.int_ext, scene.place, time, Mood.NEUTRAL, (), (), (shot,))
