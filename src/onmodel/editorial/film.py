"""A whole cut on film: pieces, mix and file; and the same as numbered pictures, or as a folder for an editor."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from PIL import Image

from onmodel.editorial.assemble import assemble
from onmodel.editorial.codings import Coding
from onmodel.editorial.conform import Conformed, Progress, conform, sweep
from onmodel.editorial.exports import SUFFIXES, Form, NothingToCut, file_stem, write
from onmodel.editorial.model import Cut
from onmodel.editorial.picture import frames
from onmodel.editorial.segments import Bench, segments, whole
from onmodel.editorial.sound import mix, write_wav
from onmodel.editorial.timeline import media_url
from onmodel.kit.whole_files import write_by

FILMED = 0.9  # of the work; the rest is sound and the file
SPARE = 400  # conformed files of earlier states that are kept for who goes back to one


def film(cut: Cut, coding: Coding, bench: Bench, target: Path, progress: Progress | None = None) -> list[Conformed]:
    """Write the cut as a file; only pieces that are not conformed yet are filmed. Returns the pieces.

    `target` appears whole or not at all. Raises NothingToCut, and what `conform` raises.
    """
    if not cut.items:
        raise NothingToCut(f"{cut.name!r} has nothing in it", todo="Refresh it from its board")
    part = (lambda share: progress(FILMED * share)) if progress else None
    pieces = conform(cut, segments(cut), coding, bench, part)
    heard = mix(cut, bench.recording) if cut.sounds else None
    write_by(target, lambda path: assemble(cut, pieces, coding, heard, path))
    sweep(bench, pieces, SPARE)
    if progress:
        progress(1.0)
    return pieces


def pictures(cut: Cut, bench: Bench, progress: Progress | None = None) -> Iterator[tuple[str, bytes]]:
    """Every frame as a PNG with its name, numbered as its timecode is: `NAME.00086400.png`. Raises NothingToCut."""
    if not cut.items:
        raise NothingToCut(f"{cut.name!r} has nothing in it", todo="Refresh it from its board")
    stem, at = file_stem(cut), 0
    for piece in segments(cut):
        for picture in frames(piece, cut.rate, cut.size, bench.media):
            buffer = io.BytesIO()
            Image.fromarray(picture).save(buffer, "PNG", compress_level=4)
            yield f"{stem}.{cut.start + at:08d}.png", buffer.getvalue()
            at += 1
            if progress and at % 12 == 0:
                progress(at / cut.length)


def project(cut: Cut, bench: Bench, folder: Path, stem: str = "", progress: Progress | None = None) -> dict[str, Path]:
    """Write a folder for an editor: every form of the cut, and under `media/` each take with its handles as ProRes.

    Media that is there already is not written again; the forms name it relative to the folder. Returns the files by
    form. Raises NothingToCut, TooManyEvents, and what `conform` raises.
    """
    made = {form.value: folder / f"{stem or file_stem(cut)}{SUFFIXES[form]}" for form in Form}
    for form in Form:
        write_by(made[form], _writer(write(cut, form)))
    by_url = {media_url(item): item for item in cut.items}
    takes = [whole(item) for item in by_url.values()]
    pieces = conform(cut, takes, Coding.PRORES, bench, progress)
    for url, piece in zip(by_url, pieces, strict=True):
        if not (folder / url).exists():
            write_by(folder / url, _writer(piece.path.read_bytes()))
    sweep(bench, pieces, SPARE)
    for heard in cut.sounds:
        write_by(folder / media_url(heard), partial(write_wav, cut, heard, bench.recording(heard)))
    return made


def zipped(files: Iterable[tuple[str, bytes]], target: Path) -> None:
    """Write files by name into a ZIP, uncompressed as pictures and films are; it appears whole or not at all."""

    def fill(path: Path) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in files:
                archive.writestr(zipfile.ZipInfo(name), data)

    write_by(target, fill)


def _writer(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)
