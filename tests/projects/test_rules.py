from hypothesis import given
from hypothesis import strategies as st

from onmodel.projects import rules


@given(st.text(max_size=200))
def test_any_name_gives_a_slug_that_may_stand_in_a_path(name: str) -> None:
    slug = rules.slug_of(name)
    assert 0 < len(slug) <= 64
    assert slug.isascii()
    assert slug.replace("-", "").isalnum()
    assert slug == slug.lower().strip("-")
