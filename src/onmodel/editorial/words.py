"""Words of people in files of machines."""

import re

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0, section 2.2


def writable(text: str) -> str:
    """The text without what XML cannot say.

    >>> writable("a\\x00b\\x0bc")
    'abc'
    """
    return _FORBIDDEN.sub("", text)


def one_line(text: str, most: int = 200) -> str:
    """The text on one line, cut off after `most` characters.

    >>> one_line(" a\\n b\\x07 ")
    'a b'
    """
    return " ".join(re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]", " ", writable(text)).split())[:most]
