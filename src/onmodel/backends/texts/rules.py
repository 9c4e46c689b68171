"""The embedded texts backend: the rules of `onmodel.fountain`. No model, no network, the same answer each time."""

from onmodel.backends.texts.port import BreakdownRequest, TextCapabilities
from onmodel.fountain.breakdown import break_down
from onmodel.fountain.model import Breakdown


class RuleTexts:
    """Breaks scripts down by grammar, lexicons and the rules of coverage."""

    name = "rules"
    capabilities = TextCapabilities()

    def setup(self) -> None:
        """Nothing is needed."""

    def breakdown(self, request: BreakdownRequest) -> Breakdown:
        """Scenes and shots for the request."""
        return break_down(request.screenplay, frames=request.frames, cast=request.cast, rate=request.rate)
