"""Fits the curves that turn raw measurements into 0–100, on labelled pairs, and says how often they would be wrong.

    python tools/calibrate.py [--write]          people invented for this, on the product's own stage
    python tools/calibrate.py photos FOLDER      any photographs: one subfolder a person

A *same* pair is a photograph measured against the DNA of who is in it, a *different* pair one measured against
somebody else's. The rates that are printed are those of the second half of the people under curves that were fitted on
the first half, on which the constants of the formulas were chosen too. `--write` keeps curves fitted on everybody.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import photographs
import portraits
from pairs import PARTS, gather, judge
from tables import rewritten, table

from onmodel.backends.vision.appearance import Sighting, observe
from onmodel.backends.vision.embedded import EmbeddedVision
from onmodel.dna.model import CharacterDNA
from onmodel.metrics.curves import CURVES
from onmodel.stage.casting import cast

T = TypeVar("T")
Group = tuple[list[tuple[str, Sighting]], dict[str, CharacterDNA]]  # who was seen, and who is known
ROOT = Path(__file__).parents[1]
CURVES_FILE = ROOT / "src" / "onmodel" / "metrics" / "curves.py"
EVERYBODY, QUICK = 16, 4
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
    fitting, testing = (gather(*group) for group in groups)
    verdicts = [v for part in parts if (v := judge(part, fitting, testing, source)) is not None]
    print(table(verdicts))
    if options.write:
        CURVES_FILE.write_text(rewritten(CURVES_FILE.read_text(), [v.curve for v in verdicts], CURVES))
        print(f"\n{len(verdicts)} curves written to {CURVES_FILE.relative_to(ROOT)}")


def halves(everybody: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """Return those who are fitted on and those who are tested on, in whole couples where possible."""
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
    parser.add_argument("--write", action="store_true", help="write src/onmodel/metrics/curves.py")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} people instead of {EVERYBODY}")
    parser.add_argument("--cache", type=Path, default=ROOT / "out" / "calibration", help="where renders are kept")
    options = parser.parse_args(arguments)
    if options.mode == "photos" and (options.folder is None or not options.folder.is_dir()):
        parser.error("photos needs a FOLDER with one subfolder a person")
    return options


if __name__ == "__main__":
    main()
