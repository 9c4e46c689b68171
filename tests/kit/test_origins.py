from hypothesis import given
from hypothesis import strategies as st

from onmodel.kit.origins import is_home, is_own, is_same_site


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_the_questions(origin: str, host: str) -> None:
    for answer in (is_same_site(origin, None, host), is_home(host), is_own(origin, host)):
        assert answer in {True, False}


@given(st.from_regex(r"[a-z]{1,10}(\.[a-z]{2,8}){1,3}", fullmatch=True))
def test_no_name_of_the_public_net_is_home(name: str) -> None:
    at_home = name.endswith((".localhost", ".local"))
    assert is_home(name) == is_home(f"{name}:8787") == at_home
    assert is_home(f"{name}:8787", (f"https://{name}:8787",))


def test_only_the_whole_host_is_our_own() -> None:
    host = "board.studio:443"
    for origin in (
        "https://board.studio",
        "https://board.studio:443.evil.example",
        "https://a@board.studio:443",
        "null",
    ):
        assert not is_own(origin, host), origin
    assert is_own("https://BOARD.studio:443", host)
