"""Pieces as files in a folder, each filmed once; the folder holds whole files only, whenever it is looked at."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onmodel.editorial.codings import RECIPES, Coding, encode
from onmodel.editorial.model import Cut
from onmodel.editorial.picture import Picture, frames
from onmodel.editorial.segments import Bench, Segment
from onmodel.kit.whole_files import write_by

Progress = Callable[[float], None]  # told 0–1; may raise, to stop


@dataclass(frozen=True)
class Conformed:
    """A piece's file, and whether it was filmed for this."""

    segment: Segment
    path: Path
    filmed: bool


def conform(
    cut: Cut, pieces: Sequence[Segment], coding: Coding, bench: Bench, progress: Progress | None = None
) -> list[Conformed]:
    """The pieces' files in the bench's folder: those that are missing from its shelf, or else filmed now.

    A file that is there is neither written nor touched. Where `progress` raises, what is whole by then stays, and is
    found the next time. Raises what `footage.read` raises, and OSError where the disk is full.
    """
    paths = [bench.folder / f"{piece.name(cut, coding)}{RECIPES[coding].suffix}" for piece in pieces]
    absent = {path: piece for path, piece in zip(paths, pieces, strict=True) if not path.exists()}
    shelf = bench.shelf
    missing = {path: piece for path, piece in absent.items() if shelf is None or not shelf.fetch(path)}
    count = _Count(sum(piece.length for piece in missing.values()), progress)
    for path, piece in missing.items():
        row = count.through(frames(piece, cut.rate, cut.size, bench.media))
        write_by(path, lambda temporary, row=row: encode(row, coding, cut.rate, cut.size, temporary))  # type: ignore[misc]  # mypy cannot tell a lambda with a default
        if shelf is not None:
            shelf.keep(path)
    count.tell()
    return [Conformed(piece, path, path in missing) for piece, path in zip(pieces, paths, strict=True)]


class _Count:
    """How many of the frames that must be filmed are."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total, self._progress, self._done = total, progress, 0

    def through(self, row: Iterator[Picture]) -> Iterator[Picture]:
        for picture in row:
            yield picture
            self._done += 1
            if self._done % 12 == 0:
                self.tell()

    def tell(self) -> None:
        if self._progress:
            self._progress(self._done / self._total if self._total else 1.0)


def sweep(bench: Bench, used: Sequence[Conformed], keep: int) -> int:
    """Remove the oldest files that these pieces do not need while there are more than `keep` others; how many went.

    The shelf keeps what lies here, and so many others as it likes.
    """
    needed, folder = {each.path for each in used}, bench.folder
    others = sorted((path for path in folder.glob("*.m*") if path not in needed), key=lambda path: path.stat().st_mtime)
    gone = others[: max(len(others) - keep, 0)]
    for path in gone:
        path.unlink(missing_ok=True)
    if bench.shelf is not None:
        bench.shelf.sweep([path.name for path in folder.iterdir()])
    return len(gone)
