"""Face distances told by how far strangers lie: score normalisation against a small packaged cohort.

A raw distance means one thing between two rendered faces (strangers lie 0.58 apart) and another between a photograph
and a rendering (0.76). So what a character's references make of *strangers* drawn by the same machine is taken off:

    normalised(x, r) = d(x, r) − mean over strangers s of d(s, r) + what that mean is among the cohort itself

This is Z-norm (Auckenthaler, Carey & Lloyd-Thomas 2000, "Score normalization for text-independent speaker
verification") with one spread for everybody: strangers spread no wider round a photograph than round a rendering, and a
spread of its own, the nearest strangers alone (adaptive, Matějka et al. 2017) or the candidate's own strangers (S-norm)
refused more right faces (docs/calibration.md). Before, two things that the machine does to everybody are taken off the
vectors: its accent (the mean step from a person's references to their double) and the directions in which one person's
pictures vary (within-class covariance normalisation, Hatch, Kajarekar & Stolcke 2006).
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Names = NDArray[np.str_]
RIDGE = 3.0  # mean variances added to every direction: a few dozen pictures do not tell 128 directions apart
LEAST_PEOPLE = 2  # of which strangers can be made
FILE = "cohort.npz"


@dataclass(frozen=True, eq=False)
class Cohort:
    """People of a calibration: their references (M, D), as the machine drew them (N, D), and who each one is.

    `name`: the backbone, without the version of its weights, with how many people it is normalised by ("arc-v1+z16").
    """

    name: str
    references: Floats
    referred: Names  # (M,)
    drawn: Floats
    played: Names  # (N,)

    def named(self, backbone: str) -> str:
        """A backbone's name as scores and curves bear it, the version of the weights kept: "arc-v1+z16@55533b28"."""
        _, at, version = backbone.partition("@")
        return f"{self.name}{at}{version}"

    def without(self, *people: str) -> "Cohort":
        """The others: nobody who is judged may be a stranger to themselves."""
        others, stay = ~np.isin(self.referred, people), ~np.isin(self.played, people)
        return Cohort(self.name, self.references[others], self.referred[others], self.drawn[stay], self.played[stay])

    def distances(self, candidate: NDArray[Any], references: NDArray[Any]) -> Floats:
        """Normalised distances of one drawn face (D,) to each reference (R, D): (R,), in the recogniser's unit."""
        known = np.asarray(references, np.float64) @ self._weights
        seen = (np.asarray(candidate, np.float64) - self._accent) @ self._weights
        usual = _between(self._strangers, known).mean(0)
        return np.asarray(np.linalg.norm(known - seen, axis=1) - usual + self._usual)

    def among_drawn(self, candidate: NDArray[Any], others: NDArray[Any]) -> Floats:
        """The same between drawn faces, frame with frame: the others (R, D) have the accent too."""
        return self.distances(candidate, np.asarray(others, np.float64) - self._accent)

    @cached_property
    def _people(self) -> list[tuple[Floats, Floats]]:
        """References and doubles of each person who has both."""
        names = sorted(set(self.referred) & set(self.played))
        if len(names) < LEAST_PEOPLE:
            raise ValueError(f"a cohort needs {LEAST_PEOPLE} people, this one has {len(names)}")
        return [(self.references[self.referred == n], self.drawn[self.played == n]) for n in names]

    @cached_property
    def _accent(self) -> Floats:
        return np.asarray(np.mean([drawn.mean(0) - known.mean(0) for known, drawn in self._people], axis=0))

    @cached_property
    def _weights(self) -> Floats:
        """W^(−1/2) of the covariance of one person's pictures, scaled to leave lengths as they are on average."""
        steps = [known - known.mean(0) for known, _ in self._people]
        steps += [drawn - self._accent - known.mean(0) for known, drawn in self._people]
        within = np.cov(np.concatenate(steps), rowvar=False, bias=True)
        size = len(within)
        values, axes = np.linalg.eigh(within + max(RIDGE * np.trace(within) / size, 1e-9) * np.eye(size))
        scaled = values**-0.5
        return np.asarray((axes * (scaled / scaled.mean())) @ axes.T)

    @cached_property
    def _strangers(self) -> Floats:
        return np.asarray((np.concatenate([drawn for _, drawn in self._people]) - self._accent) @ self._weights)

    @cached_property
    def _usual(self) -> float:
        """How far the people of the cohort lie from each other's references."""
        drawn = [(d - self._accent) @ self._weights for _, d in self._people]
        others = [np.concatenate(drawn[:i] + drawn[i + 1 :]) for i in range(len(drawn))]
        gaps = [_between(other, k @ self._weights).mean() for other, (k, _) in zip(others, self._people, strict=True)]
        return float(np.mean(gaps))


def cohort(backbone: str) -> Cohort | None:
    """The cohort for a backbone's embeddings, whatever the version of its weights; None where none was made."""
    known = _packaged()
    return known if _bare(known.name) == _bare(backbone) else None


def save(made: Cohort, path: Path) -> None:
    """Write a cohort in half precision (a rounding of 0.0002, a hundredth of what two photographs differ by)."""
    references, drawn = made.references.astype(np.float16), made.drawn.astype(np.float16)
    np.savez_compressed(
        path, name=made.name, references=references, referred=made.referred, drawn=drawn, played=made.played
    )


def load(path: Path) -> Cohort:
    """Read a cohort that `save` wrote."""
    with np.load(path) as kept:
        vectors = [np.asarray(kept[name], np.float64) for name in ("references", "drawn")]
        return Cohort(str(kept["name"]), vectors[0], kept["referred"], vectors[1], kept["played"])


@lru_cache(maxsize=1)
def _packaged() -> Cohort:
    with resources.as_file(resources.files("onmodel.metrics") / FILE) as path:
        return load(path)


def _bare(backbone: str) -> str:
    """Neither the version of the weights nor the normalisation."""
    return backbone.partition("@")[0].partition("+")[0]


def _between(one: Floats, other: Floats) -> Floats:
    """Distances of (N, D) to (R, D): (N, R)."""
    return np.asarray(np.linalg.norm(one[:, None] - other[None], axis=2))
