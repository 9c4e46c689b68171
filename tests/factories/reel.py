"""A finished board whose clips are made on fakes, and what tests of clips ask of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from onmodel.backends.vision.port import VisionBackend
from onmodel.clips import tasks as clips
from onmodel.generations import queries as generations
from onmodel.generations import tasks as production
from onmodel.inline import run_inline
from onmodel.jobs.tables import Job
from onmodel.scoring.model import Asked, ClipFacts, ClipReport, Dimension
from tests.factories.shoot import Shoot


@dataclass
class StandIn:
    """Scores clips with what it is told to, one after the other, then with 80; remembers what it was asked."""

    values: Sequence[float | None] = ()
    asked: list[Asked] = field(default_factory=list)

    def __call__(
        self, clip: bytes, asked: Asked, _vision: VisionBackend, progress: Callable[[float], None]
    ) -> ClipReport:  # fmt: skip
        value = self.values[len(self.asked)] if len(self.asked) < len(self.values) else 80.0
        self.asked.append(asked)
        progress(1.0)
        share = None if value is None else value / 100
        told = (
            Dimension("aesthetic_quality", share, share, "stand-in"),
            Dimension("dynamic_degree", 1.0, 1.0, "stand-in"),
            Dimension("object_class", None, None, "", reason="it needs VBench's own prompts"),
        )
        facts = ClipFacts(24, 24.0, 640, 360, 1.0, "h264")
        parts = dict.fromkeys(("temporal", "aesthetic", "alignment"), value)
        return ClipReport(facts, told, (), {}, value, parts, () if value is None or value >= 70 else ("It shakes",))


@dataclass
class Reel:
    """A board with its first generation; `judge` says how clips score."""

    shoot: Shoot
    judge: StandIn = field(default_factory=StandIn)

    @property
    def generation_id(self) -> str:
        """The pass that made the board."""
        with self.shoot.production.database.reading() as session:
            found = generations.first(session, self.shoot.board_id)
            assert found is not None
            return found.id

    def run(self, job_id: str) -> Job:
        """Do a job to its end, whatever that is."""
        backends = self.shoot.production.backends
        handlers = {**production.handlers(backends), **clips.handlers(backends, self.judge)}
        return run_inline(self.shoot.production.database, job_id, handlers)

    def process(self, generation_id: str = "", **body: Any) -> Job:
        """Have clips made."""
        path = f"/api/generations/{generation_id or self.generation_id}/process"
        return self.run(self.shoot.send("POST", path, body, 202)["job_id"])

    def of(self, what: str, generation_id: str = "", **query: Any) -> Any:
        """What is told of a generation."""
        path = f"/api/generations/{generation_id or self.generation_id}"
        return self.shoot.get(f"{path}/{what}" if what else path, **query)

    def scenes(self, generation_id: str = "") -> list[dict[str, Any]]:
        """All attempts, scene by scene."""
        found: list[dict[str, Any]] = self.of("attempts", generation_id)["scenes"]
        return found
