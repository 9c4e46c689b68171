"""The embedded texts backend: rules only. No model, no network, the same answer each time."""

from onmodel.backends.texts import operating, photography, suggesting
from onmodel.backends.texts.port import (
    BreakdownRequest,
    EnhancedPrompt,
    ImagePromptRequest,
    MotionPromptRequest,
    PromptSuggestion,
    SuggestRequest,
    TextCapabilities,
)
from onmodel.fountain.breakdown import break_down
from onmodel.fountain.model import Breakdown


class RuleTexts:
    """Breaks scripts down by grammar, lexicons and the rules of coverage; writes prompts by the rules of the craft."""

    name = "rules"
    capabilities = TextCapabilities()

    def setup(self) -> None:
        """Nothing is needed."""

    def breakdown(self, request: BreakdownRequest) -> Breakdown:
        """Scenes and shots for the request."""
        return break_down(request.screenplay, frames=request.frames, cast=request.cast, rate=request.rate)

    def enhance_image(self, request: ImagePromptRequest) -> EnhancedPrompt:
        """The prompt with what `photography` adds."""
        return photography.enhance(request)

    def enhance_motion(self, request: MotionPromptRequest) -> EnhancedPrompt:
        """The prompt with what `operating` adds."""
        return operating.enhance(request)

    def suggest(self, request: SuggestRequest) -> list[PromptSuggestion]:
        """What `suggesting` advises."""
        return suggesting.suggest(request)
