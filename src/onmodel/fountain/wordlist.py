"""How the package writes down its word lists: as text, so that they read and diff like text."""


def wordlist(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())
