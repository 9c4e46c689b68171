"""Cuts in a list: found by words, put away, taken back."""

from tests.factories.shoot import Shoot


def _names(shoot: Shoot, **query: str) -> list[str]:
    return [cut["name"] for cut in shoot.get("/api/cuts", **query)["cuts"]]


def test_cuts_are_found_by_words_and_lie_in_the_bin_until_they_are_taken_back(shoot: Shoot) -> None:
    for name in ("Festival cut", "Trailer"):
        shoot.send("POST", "/api/cuts", {"storyboard_id": shoot.board_id, "name": name}, 201)
    assert _names(shoot) == ["Trailer", "Festival cut"]
    assert _names(shoot, search="CUT fest") == ["Festival cut"]
    assert _names(shoot, search="50%") == []
    assert shoot.get("/api/cuts/deleted")["cuts"] == []
    (trailer,) = shoot.get("/api/cuts", search="trailer")["cuts"]
    shoot.send("DELETE", f"/api/cuts/{trailer['id']}")
    assert _names(shoot) == ["Festival cut"]
    assert [cut["id"] for cut in shoot.get("/api/cuts/deleted")["cuts"]] == [trailer["id"]]
    shoot.send("POST", f"/api/cuts/{trailer['id']}/restore")
    assert _names(shoot, search="trailer") == ["Trailer"]
    assert shoot.get("/api/cuts/deleted")["cuts"] == []
