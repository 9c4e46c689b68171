from dataclasses import dataclass

import pytest

from onmodel.kit.pagination import Page, cut


@dataclass
class Row:
    id: str


@pytest.mark.parametrize(("found", "page", "following"), [(0, 0, None), (3, 3, None), (4, 3, "2")])
def test_one_row_too_many_tells_of_a_next_page(found: int, page: int, following: str | None) -> None:
    rows, after = cut([Row(str(n)) for n in range(found)], 3)
    assert (len(rows), after) == (page, following)


def test_a_page_names_its_items_in_the_schema() -> None:
    assert Page[int](items=[1]).model_dump() == {"items": [1], "next": None}
