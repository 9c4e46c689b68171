"""Weights of official backbones: a catalogue, downloads that resume and are checked, and what lies in the folder.

Only ONNX and safetensors are kept, told by content: anything else is taken away again as soon as its first bytes came.
"""

import hashlib
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import httpx2

from onmodel.backends.errors import Unavailable
from onmodel.errors import NotFound
from onmodel.kit.weights import HEADER_LIMIT, WeightsRefused, read_header

CHUNK = 2**20
ONNX_START = b"\x08"  # field 1 of ModelProto, ir_version, which every exporter writes first
Progress = Callable[[int, int], None]


class ModelUnknown(NotFound):
    """The catalogue has no model or group of this name."""


@dataclass(frozen=True)
class Model:
    """One file of the catalogue. `sha256` empty: nobody verified one, the first download's is kept."""

    name: str
    group: str
    file: str
    url: str
    licence: str
    megabytes: int
    sha256: str
    gives: str


@dataclass(frozen=True)
class Catalogue:
    """`models` may be fetched; `pickles` (name → the dimension that needs it) are published as pickles alone."""

    models: tuple[Model, ...]
    pickles: dict[str, str]

    def chosen(self, name: str) -> tuple[Model, ...]:
        """The model of this name, or all of the group; raises ModelUnknown."""
        found = tuple(m for m in self.models if name in {m.name, m.group})
        if not found:
            known = ", ".join(dict.fromkeys(n for m in self.models for n in (m.group, m.name)))
            raise ModelUnknown(f"There is no model {name!r:.60}", todo=f"Choose one of: {known}")
        return found


def catalogue(path: Path | None = None) -> Catalogue:
    """The packaged catalogue, or one of your own, as for a mirror."""
    text = (resources.files("onmodel.scoring") / "weights.toml").read_text() if path is None else path.read_text()
    data = tomllib.loads(text)
    models = tuple(Model(**entry) for entry in data.get("model", ()))
    return Catalogue(models, {entry["name"]: entry["gives"] for entry in data.get("pickle", ())})


def installed(model: Model, folder: Path) -> Path | None:
    """Where its file is, None where it is not."""
    path = folder / model.file
    return path if path.is_file() else None


def pull(model: Model, folder: Path, told: Progress | None = None) -> Path:
    """Fetch a model into the folder, going on where an earlier attempt stopped; what is there already is verified.

    `told` is given bytes so far and in all. Raises Unavailable offline, WeightsRefused for the wrong content.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path, part = folder / model.file, folder / f".{model.file}.part"
    if not path.is_file():
        try:
            _fetch(model, part, told or (lambda _done, _all: None))
        except httpx2.HTTPError as error:
            todo = "Go on later with the same command, or put the file there by hand"
            raise Unavailable(f"{model.name} could not be fetched", why=str(error)[:200], todo=todo) from error
        _check(model, part, _sum(part))
        _known(path).write_text(_sum(part))
        part.rename(path)
    return verify(model, folder)


def verify(model: Model, folder: Path) -> Path:
    """The file, after its content and checksum were looked at; raises ModelUnknown, WeightsRefused."""
    path = installed(model, folder)
    if path is None:
        raise ModelUnknown(f"{model.name} is not installed", todo=f"Run `onmodel models pull {model.name}`")
    kept = _known(path).read_text().strip() if _known(path).is_file() else ""
    _check(model, path, model.sha256 or kept, keep=True)
    return path


def _fetch(model: Model, part: Path, told: Progress) -> None:
    begun = part.stat().st_size if part.is_file() else 0
    headers = {"Range": f"bytes={begun}-"} if begun else {}
    with (
        httpx2.Client(follow_redirects=True, timeout=30.0) as client,
        client.stream("GET", model.url, headers=headers) as answer,
    ):
        if answer.status_code == 416:  # it was all there
            return
        answer.raise_for_status()
        begun = begun if answer.status_code == 206 else 0
        whole = begun + int(answer.headers.get("Content-Length", 0))
        with part.open("ab" if begun else "wb") as file:
            for chunk in answer.iter_bytes(CHUNK):
                file.write(chunk)
                begun += len(chunk)
                told(begun, max(whole, begun))
                if begun <= CHUNK:
                    file.flush()
                    _check_start(part)


def _check(model: Model, path: Path, expected: str, *, keep: bool = False) -> None:
    try:
        _check_start(path)
        if path.suffix == ".safetensors" or model.file.endswith(".safetensors"):
            with path.open("rb") as file:
                read_header(file.read(8 + HEADER_LIMIT), path.stat().st_size)
        wanted = model.sha256 or expected
        if wanted and _sum(path) != wanted:
            raise WeightsRefused(f"{model.name} is not what the catalogue says", why="Its SHA-256 is another",
                                 todo=f"Remove {path} and pull it again")  # fmt: skip
    except WeightsRefused:
        if not keep:
            path.unlink(missing_ok=True)
        raise


def _check_start(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(16)
    onnx = head[:1] == ONNX_START and b"\x00" < head[1:2] < b"\x20"
    safetensors = len(head) > 8 and head[8:9] == b"{"
    if not (onnx or safetensors):
        if path.suffix == ".part":  # nothing of it is left lying
            path.unlink()
        todo = "Only ONNX and safetensors are taken: a pickle runs whatever its author wrote"
        raise WeightsRefused(f"{path.name.strip('.').removesuffix('.part')} is no ONNX and no safetensors", todo=todo)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _known(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")


def have(models: Sequence[Model], folder: Path) -> dict[str, Path]:
    """Dimension → file of what is installed."""
    return {m.gives: path for m in models if (path := installed(m, folder)) is not None}
