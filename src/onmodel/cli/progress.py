"""One bar per stage of a board, fed by what the jobs tell."""

from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from onmodel.cli.console import err
from onmodel.generations.rules import STAGES, Stage
from onmodel.jobs.rules import Claim
from onmodel.storyboards.rules import FRAME_JOB


class StageBars:
    """Use it as a context. `told` is given to the job runner; `advance` and `total` to what happens outside jobs."""

    def __init__(self, *, quiet: bool = False) -> None:
        columns = (
            TextColumn("{task.fields[stage]:<10}"), BarColumn(28), MofNCompleteColumn(), TimeElapsedColumn(),
            TextColumn("left"), TimeRemainingColumn(), TextColumn("[bright_black]{task.description:.60}"),
        )  # fmt: skip
        self._progress = Progress(*columns, console=err, disable=quiet)
        self._tasks = {stage: self._progress.add_task("", stage=stage, total=1) for stage in STAGES}
        self._progress.update(self._tasks["retakes"], total=0)
        self._doing: dict[str, Stage] = {}  # frame job → what it is at

    def __enter__(self) -> "StageBars":
        self._progress.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._progress.__exit__(kind, error, at)

    def begin(self, stage: Stage, total: int, message: str = "") -> None:
        """A stage starts and has so many steps."""
        self._progress.reset(self._tasks[stage], total=total, description=message)

    def advance(self, stage: Stage, message: str = "") -> None:
        """One step of a stage is done."""
        self._progress.update(self._tasks[stage], advance=1, description=message)

    def done(self, stage: Stage) -> None:
        """A stage is over."""
        task = self._tasks[stage]
        total = next(t.total for t in self._progress.tasks if t.id == task)
        self._progress.update(task, completed=total, description="")

    def told(self, claim: Claim, _fraction: float, stage: str, message: str) -> None:
        """What a job says of itself (see `jobs.tasks.Runner`)."""
        if claim.kind == FRAME_JOB:
            self._frame(claim.job_id, stage, message)
        elif stage == "blocking":
            self.done("breakdown")
            self.done("DNA")
            self.begin("blocking", 1, message)
        elif stage in STAGES:
            self.begin(STAGES[STAGES.index(stage)], 1, message)

    def frames(self, count: int) -> None:
        """How many frames the board has, once that is known."""
        self.begin("frames", count)
        self.begin("scoring", count)

    def _frame(self, job_id: str, stage: str, message: str) -> None:
        self.done("blocking")
        before = self._doing.get(job_id)
        if stage == "retakes" and before != "retakes":
            task = self._tasks["retakes"]
            total = next(t.total or 0 for t in self._progress.tasks if t.id == task)
            self._progress.update(task, total=total + 1, description=message)
        if stage == "scoring" and before in ("frames", "retakes"):
            self.advance(before)
            if before == "frames":
                self.advance("scoring", message)
        if stage in ("frames", "scoring", "retakes"):
            self._doing[job_id] = stage  # type: ignore[assignment]  # one of the three
            self._progress.update(self._tasks[self._doing[job_id]], description=message)
