"""Reading a cut's dialogue."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.characters.service import dna_of
from onmodel.db import Database
from onmodel.editorial.rates import rate_named
from onmodel.editorial.speech import speak
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Storyboard
from onmodel.timelines import service as timelines
from onmodel.timelines.schemas import CutOut, settings_of
from onmodel.timelines.tables import Cut
from onmodel.voices.rules import Line, Read, casting, laid


def read_lines(
    database: Database, blobs: BlobStore, project_id: str, cut_id: str, *, language: str = "en-us"
) -> CutOut:  # fmt: skip
    """Lay the lines of the cut's shots on it in temp voices, in place of those that were; read outside transactions.

    Raises CutNotFound, NoVoices, StorageFull.
    """
    with database.reading() as session:
        row = timelines.get(session, project_id, cut_id)
        lines = lines_of(storyboards.get(session, project_id, row.storyboard_id))
    spoken = speak([(line.text, line.variant) for line in lines], language=language)
    recordings = list(zip(lines, spoken, strict=True))
    with database.transaction() as session:
        row = timelines.get(session, project_id, cut_id)
        read = _kept(session, blobs, row, recordings)
        sounds = laid(timelines.items_of(row), read, timelines.sounds_of(row))
        timelines.write(session, row, sounds=sounds, message="the lines were read in temp voices")
        session.flush()
        return CutOut.of(row, timelines.value(session, row, marked=True))


def _kept(
    session: Session, blobs: BlobStore, row: Cut, recordings: Sequence[tuple[Line, bytes]]
) -> dict[str, list[Read]]:
    from onmodel.editorial.sound import length_of  # noqa: PLC0415  # FFmpeg and SciPy, for this request alone

    rate = rate_named(settings_of(row).rate)
    read: dict[str, list[Read]] = {}
    for line, recording in recordings:
        kept = assets.store(session, blobs, recording, "audio/x-recording", project_id=row.project_id)
        read.setdefault(line.shot_id, []).append(Read(line, kept.sha256, kept.id, length_of(recording, rate)))
    return read


def lines_of(board: Storyboard) -> list[Line]:
    """Every line of the board's shots, each speaker in a voice of their own."""
    told = [
        (shot.id, str(line["character"]), str(line["text"]))
        for shot in board.shots
        for line in shot.staging.get("dialogue", [])
        if str(line["text"]).strip()
    ]
    genders: dict[str, str | None] = {m.script_name: dna_of(m.character).gender.value for m in board.cast}
    voices = casting({name: genders.get(name) for _, name, _ in told})
    return [Line(shot_id, name, text, voices[name]) for shot_id, name, text in told]
