"""Breaks down a feature-length script: `python benchmarks/breakdown.py`. Prints one table line.

The peer is screenplay-tools parsing the same text, alone: it makes no scenes, people or shots. The script is generated:
190 scenes, 770 cues, about 120 pages, the same each time.
"""

import statistics
import time
from collections.abc import Callable

import numpy as np
from screenplay_tools.fountain.parser import Parser

from onmodel.fountain.breakdown import break_down
from onmodel.fountain.reader import read_screenplay

SCENES, CUES, SEED, RUNS = 190, 770, 7, 3
PEOPLE = ("MARA", "IVO", "TESSA", "LEON", "GRETA", "PAVEL", "SUNA", "DOCTOR HALE", "OLD WOMAN", "BORIS", "NINA", "ARI")
PLACES = ("KITCHEN", "HARBOUR", "OFFICE", "FOREST ROAD", "STATION", "ROOFTOP", "BAR", "HOSPITAL", "STREET", "STEPPE")
TIMES = ("DAY", "NIGHT", "DAWN", "DUSK", "CONTINUOUS")
ACTIONS = (
    "{a} walks to the window and looks at the empty street. A train passes somewhere below.",
    "{a} kneels, picks up the letter and reads it twice. {b} watches from the door.",
    "Rain. {a} runs past the lamp, a suitcase in one hand, and stops before {b}.",
    "{b} laughs. {a} puts the key on the table and points at the clock, furious.",
    "CLOSE ON the photograph: two children beside a boat.",
    "We follow {a} along the wall. {b} sits on a bench and counts coins, afraid.",
)
SAYING = (
    "nobody told me about the letter but I have known it since the winter when the trains stopped and you were still "
    "the one who kept the key and never asked what it opened"
)


def script() -> str:
    """The generated feature."""
    rng = np.random.default_rng(SEED)
    share = np.bincount(rng.integers(0, SCENES, CUES), minlength=SCENES)
    out = ["Title: The Key of Winter", "Author: a benchmark", ""]
    for number, cues in enumerate(share, start=1):
        side = "INT" if rng.random() < 0.5 else "EXT"
        a, b = (PEOPLE[i] for i in rng.choice(len(PEOPLE), 2, replace=False))
        out += ["", f"{side}. {rng.choice(PLACES)} - {rng.choice(TIMES)} #{number}#", ""]
        out += [line for i in rng.choice(len(ACTIONS), 3) for line in (ACTIONS[i].format(a=a.title(), b=b.title()), "")]
        for turn in range(cues):
            words = " ".join(rng.choice(SAYING.split(), int(rng.integers(6, 34))))
            out += [(a, b)[turn % 2], *(["(quietly)"] if rng.random() < 0.2 else []), f"{words.capitalize()}.", ""]
    return "\n".join(out)


def seconds(work: Callable[[], object]) -> float:
    """The median of a few runs, wall time."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    text = script()
    made = break_down(read_screenplay(text))
    cues = sum(member.cues for member in made.characters)
    shots = sum(len(scene.shots) for scene in made.scenes)
    ours = seconds(lambda: break_down(read_screenplay(text)))
    peer = seconds(lambda: Parser().add_text(text))
    print("| script | scenes | cues | shots | read + break down | screenplay-tools, parse alone | ratio |")
    print("|---|---|---|---|---|---|---|")
    size = f"{len(text) // 1024} KiB"
    print(f"| {size} | {len(made.scenes)} | {cues} | {shots} | {ours:.2f} s | {peer:.3f} s | {ours / peer:.1f}× |")


if __name__ == "__main__":
    main()
