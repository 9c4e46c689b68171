"""What the API takes to film a cut and tells of its films, and a board as its `storyboard.json` tells it."""

from typing import Any

from pydantic import BaseModel

from onmodel.cuts.rules import Film
from onmodel.jobs.schemas import JobOut
from onmodel.jobs.tables import Job
from onmodel.kit.ids import IdText
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes.tables import Take


class FilmIn(BaseModel):
    """What a cut is to be filmed as."""

    form: Film = Film.MP4


class FilmOut(BaseModel):
    """A film of a cut, or the job that is at it; `version` is the cut's that it shows, known with the file."""

    job: JobOut
    form: Film
    asset_id: IdText | None
    name: str
    bytes: int
    version: int | None

    @classmethod
    def of(cls, job: Job) -> "FilmOut":
        """A job that films."""
        made = job.result or {}
        return cls(
            job=JobOut.model_validate(job), form=Film(job.params["form"]), asset_id=made.get("asset_id"),
            name=made.get("name", ""), bytes=made.get("bytes", 0), version=made.get("version"),
        )  # fmt: skip


class FilmList(BaseModel):
    """The last films of a cut, the newest first."""

    films: list[FilmOut]


def storyboard_json(board: Storyboard, circled: dict[str, Take], history: dict[str, list[Take]]) -> dict[str, Any]:
    """The board as `storyboard.json` tells it: settings, cast with DNA, panels with blocking and all their takes."""
    return {
        "id": board.id,
        "title": board.title,
        "status": board.status,
        "made_by": board.made_by,
        "settings": board.settings,
        "warnings": board.warnings,
        "characters": [
            {
                "id": m.character.id, "name": m.character.name, "plays": m.script_name,
                "base_prompt": m.character.base_prompt, "dna": m.character.dna,
            }
            for m in board.cast
        ],
        "panels": [_panel_json(shot, circled.get(shot.id), history[shot.id]) for shot in board.shots],
    }  # fmt: skip


def _panel_json(shot: Shot, take: Take | None, history: list[Take]) -> dict[str, Any]:
    number = shot.position + 1
    return {
        "frame": number, "file": f"frames/{number:04d}.png" if take else None, "scene": shot.scene.number,
        "shot": shot.number, "heading": shot.scene.heading, "description": shot.description, "framing": shot.framing,
        "angle": shot.angle, "lens_mm": shot.lens_mm, "move": shot.move, "characters": shot.characters,
        "dialogue": dialogue_of(shot), "duration_frames": shot.duration_frames, "blocking": take.scene if take else {},
        "takes": [
            {
                "number": t.number, "circled": t.circled, "value": t.value, "reason": t.reason, "changed": t.changed,
                "seconds": t.seconds, "seed": t.seed, "backend": t.backend, "prompt": t.prompt, "manifest": t.manifest,
            }
            for t in history
        ],
    }  # fmt: skip


def dialogue_of(shot: Shot) -> list[dict[str, Any]]:
    """The lines that are spoken in a shot."""
    return list(shot.staging.get("dialogue", []))
