"""Fits the curves that turn raw measurements into 0–100, on labelled pairs, and says how often they would be wrong.

    python tools/calibrate.py [--write]          people invented for this, on the product's own stage
    python tools/calibrate.py photos FOLDER      any photographs: one subfolder a person

A *same* pair is a photograph measured against the DNA of who is in it, a *different* pair one measured against
somebody else's. The rates that are printed are those of each half of the people under curves that were fitted on the
other half and normalised by it. `--write` keeps curves fitted on everybody, and everybody's faces as the strangers
by whom distances are normalised; nobody is a stranger in a pair of their own.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import portraits
from pairs import FEWEST, PARTS, Verdict, gather, judge, strangers_of
from tables import rewritten, table

import photographs
from onmodel.backends.vision.appearance import Sighting, observe
from onmodel.backends.vision.embedded import EmbeddedVision
from onmodel.dna.model import CharacterDNA
from onmodel.metrics.calibration import LEAST_PAIRS, Curve
from onmodel.metrics.cohort import FILE, Cohort, save
from onmodel.metrics.curves import CURVES
from onmodel.stage.casting import cast

T = TypeVar("T")
Group = tuple[list[tuple[str, Sighting]], dict[str, CharacterDNA]]  # who was seen, and who is known
ROOT = Path(__file__).parents[1]
CURVES_FILE = ROOT / "src" / "onmodel" / "metrics" / "curves.py"
COHORT_FILE = CURVES_FILE.with_name(FILE)
EVERYBODY, QUICK = 16, 8
OF_PHOTOGRAPHS = ("face", "hair")  # people change clothes between photographs: such pairs teach nothing of drift


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the pairs, print the table and, if asked, write the curves."""
    options = _options(arguments)
    vision = EmbeddedVision()
    vision.setup()
    if options.mode == "photos":
        parts, source = OF_PHOTOGRAPHS, f"photographs in {options.folder.name}"
        groups = [_photographed(vision, folders) for folders in halves(_subfolders(options.folder))]
    else:
        names = portraits.people(QUICK if options.quick else EVERYBODY)
        parts, source = PARTS, f"stage, {len(names)} invented people"
        groups = [_staged(vision, some, portraits.Studio(options.cache)) for some in halves(names)]
    verdicts, strangers = _judged(groups, parts, source)
    print(table(verdicts))
    for part in sorted(set(parts) - {v.curve.part for v in verdicts}):
        print(f"- {part}: no curve, {LEAST_PAIRS} pairs of each kind are needed in each half of the people")
    if options.write:
        _write([v.curve for v in verdicts], strangers)


def _judged(groups: Sequence[Group], parts: Sequence[str], source: str) -> tuple[list[Verdict], Cohort | None]:
    """Judge every part, each half by curve and strangers of the other; return the cohort of everybody too."""
    (seen, known), (others_seen, others_known) = groups
    everybody: Group = ([*seen, *others_seen], {**known, **others_known})
    cohorts = [strangers_of(*group) for group in groups]
    strangers = None if None in cohorts else strangers_of(*everybody)
    if strangers is None:
        cohorts = [None, None]
    trials = [
        (gather(*fitted, half), gather(*judged, half))
        for fitted, judged, half in zip(groups, reversed(groups), cohorts, strict=True)
    ]
    pairs = gather(*everybody, strangers)
    return [v for part in parts if (v := judge(part, trials, pairs, source)) is not None], strangers


def _write(curves: Sequence[Curve], strangers: Cohort | None) -> None:
    """Keep the curves, and the strangers by whom their distances are normalised."""
    if strangers is None:
        raise SystemExit(f"Nothing is written: faces are normalised by strangers, which takes {2 * FEWEST} people")
    CURVES_FILE.write_text(rewritten(CURVES_FILE.read_text(), curves, CURVES))
    save(strangers, COHORT_FILE)
    print(f"\n{len(curves)} curves written to {CURVES_FILE.relative_to(ROOT)}, strangers to {COHORT_FILE.name}")


def halves(everybody: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """Return the two halves, of which each tests what was fitted on the other, in whole couples where possible."""
    middle = len(everybody) // 2
    return everybody[:middle], everybody[middle:]


def _staged(vision: EmbeddedVision, names: Sequence[str], studio: portraits.Studio) -> Group:
    """Define people from portraits, cast their doubles, and see them play their scenes in couples."""
    known = {name: portraits.define(name, vision, studio) for name in told(names, "defining")}
    looks = {name: cast(dna) for name, dna in known.items()}
    seen = []
    couples = [(names[i], names[i + 1]) for i in range(0, len(names) - 1, 2)]
    for couple in told(couples, "playing scenes"):
        turn = 2 * (list(portraits.PEOPLE).index(couple[0]) // 2)
        for shot in portraits.appearances(couple, looks, turn, studio):
            seen.append((shot.person, observe(vision, shot.picture, shot.seen)))
    return seen, known


def _photographed(vision: EmbeddedVision, folders: Sequence[Path]) -> Group:
    """Define each person from their first photograph and see them in the others."""
    seen, known = [], {}
    for folder in told(folders, "looking at photographs"):
        found = photographs.person(vision, folder)
        if found is not None:
            known[folder.name] = found[0]
            seen += [(folder.name, sighting) for sighting in found[1]]
    return seen, known


def _subfolders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir())


def told(work: Sequence[T], what: str) -> Iterator[T]:
    """Yield the work piece by piece, saying on stderr how much is done and how long the rest will take."""
    begun = time.monotonic()
    for done, piece in enumerate(work):
        left = (time.monotonic() - begun) / done * (len(work) - done) if done else None
        eta = "" if left is None else f", {left:.0f} s left"
        print(f"{what}: {done + 1} of {len(work)}{eta}", file=sys.stderr, flush=True)
        yield piece


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", nargs="?", choices=("stage", "photos"), default="stage")
    parser.add_argument("folder", nargs="?", type=Path, help="photos: one subfolder a person")
    parser.add_argument("--write", action="store_true", help="write curves.py and cohort.npz in src/onmodel/metrics")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} people instead of {EVERYBODY}")
    parser.add_argument("--cache", type=Path, default=ROOT / "out" / "calibration", help="where renders are kept")
    options = parser.parse_args(arguments)
    if options.mode == "photos" and (options.folder is None or not options.folder.is_dir()):
        parser.error("photos needs a FOLDER with one subfolder a person")
    return options


if __name__ == "__main__":
    main()
