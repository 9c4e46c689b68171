"""What makes a project's name."""

import re
import unicodedata


def slug_of(name: str) -> str:
    """A name as it may stand in a path: lower-case letters, digits, dashes, at most 64.

    >>> slug_of("Alдар — Köse!")
    'al-kose'
    >>> slug_of("Шляпа")
    'project'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-") or "project"
