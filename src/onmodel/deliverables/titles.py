"""Title cards: words on black, set by Typst like all that is printed, as large as reads from the back row."""

from onmodel.deliverables.typesetting import typeset

LONGEST = 400  # characters
MOST_LINES = 12


def title_card(text: str, size: tuple[int, int]) -> bytes:
    """A card of `size` (width, height) pixels as PNG bytes; the first line is the title, the others are smaller."""
    width, height = size
    lines = [line.strip() for line in text[:LONGEST].splitlines() if line.strip()][:MOST_LINES]
    return typeset("title.typ", {"lines": lines or [" "], "width": width, "height": height}, {}, "png", 72.0)
