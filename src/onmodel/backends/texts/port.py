"""The texts port: a screenplay in, a breakdown out; a shot in, a prompt in a cinematographer's words out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from onmodel.fountain.model import Breakdown, SceneBreakdown, Screenplay, Shot
from onmodel.fountain.vocabulary import Move
from onmodel.stage.spec import SceneSpec

DEFAULT_NEGATIVE = "fast movements, disfigurements, low quality, artifacts, distortions"
About = Literal[
    "camera", "lens", "light", "composition", "film stock", "move", "speed", "frame rate", "environment",
    "subject", "style", "detail",
]  # fmt: skip


@dataclass(frozen=True)
class BreakdownRequest:
    """What is to be broken down. `frames` is the wished number of panels, None for as many as the story needs."""

    screenplay: Screenplay
    frames: int | None = None
    cast: tuple[str, ...] = ()  # names that certainly are characters
    rate: int = 24


@dataclass(frozen=True)
class ShotFacts:
    """What is settled about a shot, and what no prompt for it may contradict.

    `people`: name → the words of their DNA, of those who are to be seen. `spec`: the shot as blocked, where it is: its
    lens, T-stop, light, hour and mood come before those of the breakdown. `style`: the words of the board's style.
    """

    scene: SceneBreakdown
    shot: Shot
    people: Mapping[str, str] = field(default_factory=dict)
    spec: SceneSpec | None = None
    style: str = ""


@dataclass(frozen=True)
class ImagePromptRequest:
    """A still's prompt to be enhanced. `prompt` stands in place of the shot's description, where somebody wrote one."""

    facts: ShotFacts
    prompt: str = ""
    negative_prompt: str = ""


@dataclass(frozen=True)
class MotionPromptRequest:
    """A clip's prompt to be enhanced. `move` None is the shot's own; `speed` 1 is the move as the trade has it.

    `shot_rate` is frames per second in the camera, which over `rate` is slow motion; None lets the words decide.
    """

    facts: ShotFacts
    prompt: str = ""
    negative_prompt: str = ""
    move: Move | None = None
    speed: float = 1.0
    rate: int = 24
    shot_rate: int | None = None


@dataclass(frozen=True)
class Added:
    """Words that an enhancement added, what they are about, and why they are right for this shot."""

    words: str
    about: About
    why: str


@dataclass(frozen=True)
class EnhancedPrompt:
    """A prompt ready for a backend. `added` says which of its words are new; `made_by` who wrote it.

    `notes` say what was left out because it contradicts the shot, and why the rules answered where a model was asked.
    """

    prompt: str
    negative_prompt: str
    added: tuple[Added, ...] = ()
    made_by: str = "rules"
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SuggestRequest:
    """A clip that was made and measured, with what it was asked for.

    `dimensions`: VBench's names → normalised 0–1 (not clamped), None where it cannot be told. `cast`: name → 0–100.
    `motion`: whether anything moves (VBench's dynamic degree), None where it cannot be told. `bars`: below which a
    dimension is weak, where the caller knows better than the rules.
    """

    facts: ShotFacts
    prompt: str
    negative_prompt: str = DEFAULT_NEGATIVE
    move: Move | None = None
    dimensions: Mapping[str, float | None] = field(default_factory=dict)
    cast: Mapping[str, float | None] = field(default_factory=dict)
    motion: bool | None = None
    findings: tuple[str, ...] = ()
    bars: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class PromptSuggestion:
    """One change that somebody may accept: the whole prompt as it would read, and the move where that changes too.

    `dimension` is the weak one that it is for, `value` what was measured there (as in the request); `why` a sentence.
    """

    dimension: str
    value: float | None
    why: str
    prompt: str
    negative_prompt: str
    added: tuple[Added, ...] = ()
    move: Move | None = None
    speed: float | None = None
    made_by: str = "rules"


@dataclass(frozen=True)
class TextCapabilities:
    """What this adapter can answer."""

    breakdown: bool = True
    prompts: bool = True
    network: bool = False


class TextBackend(Protocol):
    """Setup once, then answer. The answer is always a valid one of its kind; `made_by` tells who gave it."""

    name: str
    capabilities: TextCapabilities

    def setup(self) -> None:
        """Check keys and addresses; raises NotConfigured."""

    def breakdown(self, request: BreakdownRequest) -> Breakdown:
        """Scenes and shots for the request."""

    def enhance_image(self, request: ImagePromptRequest) -> EnhancedPrompt:
        """A still's prompt in a cinematographer's words: camera, lens, light, composition, film stock."""

    def enhance_motion(self, request: MotionPromptRequest) -> EnhancedPrompt:
        """A clip's prompt in an operator's words: move, speed, frame rate, what stirs in the place."""

    def suggest(self, request: SuggestRequest) -> list[PromptSuggestion]:
        """Changes to a prompt for what measured weak, the weakest first; none where nothing is."""
