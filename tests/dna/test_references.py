"""The rules that references are checked by: each refusal is its own error and names the picture and the way out."""

from dataclasses import dataclass

import numpy as np
import pytest

from onmodel.dna.references import (
    FaceTooSmall,
    FaceUnclear,
    NoFaceFound,
    NotTheSamePerson,
    SeveralFaces,
    check_same_person,
    check_usable,
    choose_face,
)


@dataclass(frozen=True)
class Found:
    width: float
    left: float = 0.0

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (self.left, 0.0, self.left + self.width, self.width)


def _vector(*head: float) -> np.ndarray:
    vector = np.zeros(128, np.float32)
    vector[: len(head)] = head
    return vector


def test_the_one_face_is_taken() -> None:
    assert choose_face("emma.jpg", [Found(80)]) == Found(80)


def test_a_bystander_in_the_background_does_not_matter() -> None:
    assert choose_face("emma.jpg", [Found(30, 5), Found(120), Found(39, 9)]) == Found(120)


@pytest.mark.parametrize("others", [[41], [119, 20], [60, 60]])
def test_several_large_faces_are_counted_and_refused(others: list[float]) -> None:
    rivals = sum(o >= 40 for o in others)
    with pytest.raises(SeveralFaces, match=rf"emma\.jpg shows {rivals + 1} faces.*Crop the picture") as caught:
        choose_face("emma.jpg", [Found(120), *(Found(o, 300) for o in others)])
    assert caught.value.problem()["faces"] == rivals + 1
    assert caught.value.problem()["picture"] == "emma.jpg"
    assert caught.value.status == 422


def test_no_face_is_refused() -> None:
    with pytest.raises(NoFaceFound, match=r"No face was found in back\.png.*words alone"):
        choose_face("back.png", [])


@pytest.mark.parametrize(("width", "taken"), [(20, False), (39.9, False), (40, True)])
def test_a_twenty_pixel_face_is_refused_with_its_size(width: float, taken: bool) -> None:
    if taken:
        assert choose_face("far.jpg", [Found(width)]).width == width
        return
    with pytest.raises(FaceTooSmall, match=rf"far\.jpg is too small\. It is {width:.0f} pixels wide, 40 are needed"):
        choose_face("far.jpg", [Found(width)])


def test_a_reason_instead_of_an_embedding_is_passed_on() -> None:
    check_usable("a.jpg", None)
    with pytest.raises(FaceUnclear, match=r"a\.jpg cannot be told\. face is too dark"):
        check_usable("a.jpg", "face is too dark")


def test_the_same_person_passes_whatever_the_number_of_pictures() -> None:
    check_same_person([])
    check_same_person([("a", _vector(0))])
    check_same_person([("a", _vector(0)), ("b", _vector(0.59)), ("c", _vector(0, 0.1))])


def test_two_people_are_refused_by_name_and_distance() -> None:
    with pytest.raises(NotTheSamePerson, match=r"(a.*b|b.*a).*0\.70 apart.*less than 0\.60") as caught:
        check_same_person([("a.jpg", _vector(0)), ("b.jpg", _vector(0.7))])
    assert set(caught.value.problem()["pictures"]) == {"a.jpg", "b.jpg"}
    assert caught.value.problem()["distance"] == pytest.approx(0.7)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_of_three_the_odd_one_out_is_named_first(place: int) -> None:
    named = [("a", _vector(0, 0.05)), ("b", _vector(0, 0.1))]
    named.insert(place, ("stranger", _vector(0.9)))
    with pytest.raises(NotTheSamePerson, match=r"^stranger and .* Remove stranger"):
        check_same_person(named)
