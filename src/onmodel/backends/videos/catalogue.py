"""The catalogue of video models as data: what each is called, can do, and calls what we ask for."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from onmodel.backends.errors import NotConfigured
from onmodel.backends.videos.port import VideoCapabilities, VideoRequest
from onmodel.fountain.vocabulary import Move

IN_WORDS: Mapping[Move, str] = {  # a model that only reads is told the move as an operator would be
    Move.STATIC: "locked-off camera", Move.PUSH_IN: "slow push-in", Move.PULL_OUT: "slow pull-out",
    Move.PAN: "slow pan", Move.TILT: "slow tilt", Move.DOLLY: "dolly to the side", Move.CRANE: "crane up",
    Move.HANDHELD: "handheld camera",
}  # fmt: skip


@dataclass(frozen=True)
class Model:
    """An entry of the catalogue; see models.toml for what its fields mean."""

    name: str
    model: str
    inputs: Mapping[str, str]
    licence: str = ""
    longest: int = 120
    step: int = 1
    durations: tuple[int, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def capabilities(self, price: float) -> VideoCapabilities:
        """What it honours, at a price per second."""
        return VideoCapabilities(
            seeds="seed" in self.inputs, prompts="prompt" in self.inputs, longest=self.longest, price=price,
            negative_prompts="negative_prompt" in self.inputs,
        )  # fmt: skip

    def asked(self, request: VideoRequest, image: str) -> dict[str, Any]:
        """The request in the model's own words; `image` is a data URL or an address."""
        frames = -(-(request.frames - 1) // self.step) * self.step + 1
        seconds = request.frames / request.rate
        whole = next((d for d in self.durations if d >= seconds), max(self.durations, default=round(seconds)))
        words = ". ".join(w for w in (request.prompt.rstrip("."), IN_WORDS[request.move]) if w)
        values = {
            "image": image, "prompt": words, "negative_prompt": request.negative_prompt, "frames": frames,
            "rate": request.rate, "seed": request.seed, "seconds": whole,
        }  # fmt: skip
        told = {theirs: values[ours] for ours, theirs in self.inputs.items() if values[ours] not in (None, "")}
        return {**self.fixed, **told}


@lru_cache(maxsize=4)
def catalogue(path: str = "") -> Mapping[str, Model]:
    """The models by name, those of a file of one's own over ours; raises NotConfigured for a file that is malformed."""
    ours = files("onmodel.backends.videos").joinpath("models.toml").read_text("utf-8")
    try:
        tables = tomllib.loads(ours) | (tomllib.loads(Path(path).read_text("utf-8")) if path else {})
        return {
            name: Model(name=name, **{**table, "durations": tuple(table.get("durations", ()))})
            for name, table in tables.items()
        }
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise NotConfigured(
            "The catalogue of video models cannot be read", why=str(error)[:300],
            todo="Write it as backends/videos/models.toml is written",
        ) from error  # fmt: skip


def named(name: str, path: str = "") -> Model:
    """The model of this name; raises NotConfigured, naming those that there are."""
    known = catalogue(path)
    if name not in known:
        raise NotConfigured(f"There is no video model {name!r}", todo=f"Set ONMODEL_VIDEO_MODEL to {', '.join(known)}")
    return known[name]
