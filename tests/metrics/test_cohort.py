"""Distances normalised by strangers, on faces that are drawn with an accent and in directions that mean nothing."""

from pathlib import Path

import numpy as np
import pytest

from onmodel.metrics.calibration import Curve
from onmodel.metrics.cohort import Cohort, cohort, load, save
from onmodel.metrics.curves import curve
from onmodel.metrics.identity import distances, self_scores, unlikeness

SIZE, PEOPLE = 24, 12
ACCENT = 0.6 * np.eye(SIZE)[0]  # what the machine does to everybody
LIGHT = np.eye(SIZE)[1]  # what differs from picture to picture of one person


def _world(seed: int = 3, far: float = 0.0) -> tuple[Cohort, dict[str, np.ndarray], dict[str, np.ndarray]]:
    """A cohort and four more people with two references and three drawn faces each; `far` puts them far from all."""
    rng = np.random.default_rng(seed)

    def picture(person: np.ndarray) -> np.ndarray:
        return person + 0.4 * rng.normal() * LIGHT + 0.03 * rng.normal(size=SIZE)

    def pictures(person: np.ndarray, count: int, drawn: bool) -> np.ndarray:
        return np.stack([picture(person) + drawn * ACCENT for _ in range(count)])

    faces = {f"C{i}": 0.12 * rng.normal(size=SIZE) for i in range(PEOPLE)}
    names = np.array(list(faces))
    made = Cohort(
        "toy-v1+z12",
        np.concatenate([pictures(face, 2, False) for face in faces.values()]), np.repeat(names, 2),
        np.concatenate([pictures(face, 5, True) for face in faces.values()]), np.repeat(names, 5),
    )  # fmt: skip
    away = far * np.eye(SIZE)[2]
    others = {f"N{i}": 0.12 * rng.normal(size=SIZE) for i in range(4)}
    references = {n: pictures(face + away, 2, False) for n, face in others.items()}
    return made, references, {n: pictures(face + 0.5 * away, 3, True) for n, face in others.items()}


def _tell(known: dict[str, np.ndarray], drawn: dict[str, np.ndarray], made: Cohort | None) -> tuple[float, float]:
    """The farthest right face and the nearest wrong one."""
    told = [
        (person == against, unlikeness(face, list(known[against]), made))
        for person in drawn
        for face in drawn[person]
        for against in known
    ]
    return max(v for same, v in told if same), min(v for same, v in told if not same)


def test_accent_and_light_no_longer_hide_who_it_is() -> None:
    made, known, drawn = _world()
    right, wrong = _tell(known, drawn, made)
    assert right < wrong
    raw_right, raw_wrong = _tell(known, drawn, None)
    assert raw_right > raw_wrong, "the case is no trial if raw distances tell it too"


def test_references_far_from_everybody_are_judged_by_how_far_their_strangers_are() -> None:
    made, known, drawn = _world()
    _, away, halfway = _world(far=1.0)
    bar = np.mean(_tell(known, drawn, made))
    right = max(unlikeness(face, list(away[n]), made) for n in away for face in halfway[n])
    wrong = min(unlikeness(face, list(away[n]), made) for n in away for face in made.drawn)
    assert right < bar < wrong
    raw = min(float(distances(face, list(away[n])).min()) for n in away for face in halfway[n])
    assert raw > bar, "by raw distance none of them would pass"


def test_a_stranger_lies_as_far_as_strangers_do_in_the_cohort() -> None:
    made, known, _ = _world(far=2.0)
    gaps = np.array([made.distances(face, known["N0"]).mean() for face in made.drawn])
    assert gaps.mean() == pytest.approx(made._usual, abs=1e-9)


def test_who_is_left_out_is_gone_from_both_sides() -> None:
    made, _, _ = _world()
    fewer = made.without("C0", "C3")
    assert not {"C0", "C3"} & {*fewer.referred, *fewer.played}
    assert (len(fewer.references), len(fewer.drawn)) == (2 * (PEOPLE - 2), 5 * (PEOPLE - 2))
    assert fewer.name == made.name


def test_one_person_is_no_cohort() -> None:
    made, known, drawn = _world()
    alone = made.without(*[f"C{i}" for i in range(1, PEOPLE)])
    with pytest.raises(ValueError, match="2 people"):
        alone.distances(drawn["N0"][0], known["N0"])


def test_frames_agree_with_each_other_whatever_the_accent() -> None:
    made, _, drawn = _world()
    judged = Curve("face", "toy-v1+z12", False, ((made._usual, 0.0), (0.5 * made._usual, 70.0), (0.0, 100.0)))
    own = self_scores(list(drawn["N0"]), judged, made)
    mixed = self_scores([*drawn["N0"], drawn["N1"][0]], judged, made)
    assert min(s.value or 0.0 for s in own) > 70
    assert (mixed[3].value or 0.0) < 50


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    made, known, drawn = _world()
    save(made, tmp_path / "one.npz")
    save(made, tmp_path / "two.npz")
    again = load(tmp_path / "one.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
    assert again.name == made.name
    was, now = (c.distances(drawn["N0"][0], known["N0"]) for c in (made, again))
    assert np.allclose(was, now, atol=2e-3)


def test_the_packaged_cohort_is_the_one_that_the_curve_was_fitted_with() -> None:
    packaged = cohort("dlib-resnet-v1@55533b28")
    assert packaged is not None
    assert packaged is cohort(packaged.name)
    assert curve("face", packaged.named("dlib-resnet-v1@55533b28")).backbone == packaged.name
    assert packaged.references.shape[1] == packaged.drawn.shape[1] == 128
    assert packaged.name.endswith(f"+z{len(set(packaged.played))}")
    assert cohort("fake-faces-v1") is None
