import numpy as np

from onmodel.metrics.regions import Landmarks, crop, from_head, hair, lower, upper

FACE = Landmarks(hairline=30.0, eyes=45.0, chin=70.0, left=40.0, right=60.0)
PERSON = np.zeros((300, 100), bool)
PERSON[10:290, 20:80] = True


def test_hair_is_above_the_eyes_and_not_the_face() -> None:
    found = hair(PERSON, (25, 5, 75, 75), FACE)
    assert found[15, 50]
    assert found[40, 30]  # beside the face
    assert not found[40, 50]  # forehead
    assert not found[60, 30]  # beside the cheek: an ear, or a neck
    assert not found[8, 50]  # no person there


def test_upper_and_lower_do_not_meet_and_leave_the_neck_out() -> None:
    above, below = upper(PERSON, FACE), lower(PERSON, FACE)
    assert not (above & below).any()
    assert not above[:80].any()
    assert above[100, 50]
    assert below[250, 50]


def test_a_close_up_has_no_lower_half() -> None:
    assert not lower(PERSON[:150], FACE).any()


def test_a_head_without_a_face_still_says_where_the_trunk_is() -> None:
    marks = from_head((0, 0, 80, 100))
    assert 0 < marks.hairline < marks.eyes < marks.chin == 100


def test_a_box_beyond_the_frame_is_cut_at_it() -> None:
    patch, corner = crop(np.zeros((50, 60, 3), np.uint8), (-20, 40, 30, 90), 0.1)
    assert corner == (0, 35)
    assert patch.shape == (15, 36, 3)
