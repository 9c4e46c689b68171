"""Where bytes are kept, and what part of them was asked for."""


def storage_key(sha256: str) -> str:
    """The key of an original: two levels, so that no folder grows without bound."""
    return f"sha256/{sha256[:2]}/{sha256}"


def thumbnail_key(sha256: str, edge: int) -> str:
    """The key of a derived thumbnail; it can be made again at any time."""
    return f"thumbnails/{edge}/{sha256[:2]}/{sha256}.jpg"
