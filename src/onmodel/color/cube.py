"""LUTs as .cube files (Adobe, "Cube LUT Specification 1.0"; IRIDAS dialect): read strictly, written exactly.

Other readers take NaN, a size of 1, swapped domains and rows too many without a word, and spend seconds on one long
line. Here each of them is a typed error that names the line, before anything large is done.
"""

import math
import re
import warnings
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onmodel.errors import Invalid

LINE_LIMIT = 256  # bytes; the specification allows 250 characters
SIZES_3D = (2, 129)
SIZES_1D = (2, 65_536)
BYTES_LIMIT = 129**3 * 64  # a row of three numbers of 20 digits and some
_KEYWORD = re.compile(rb"[A-Z_0-9]*[A-Z_][A-Z_0-9]*\b")
_NUMBER = re.compile(rb"[+-]?(\d{1,40}\.?\d{0,40}|\.\d{1,40})([eE][+-]?\d{1,3})?")
_COMMENT = re.compile(rb"^[ \t]*#.*$", re.M)
_LARGEST = float(np.finfo(np.float32).max)
_PLAIN = b"0123456789.eE+- \t\n"
_TITLE = re.compile(rb'TITLE\s+"([^"]*)"')


class BadCube(Invalid):
    """A .cube file that cannot be taken; the message names the line."""


@dataclass(frozen=True)
class Cube:
    """A lookup table. `table` is float32: (N, N, N, 3) with red first for a 3-D one, (N, 3) for a 1-D one.

    Values are what the file says: display-referred unless its title says more, and they may lie outside 0–1.
    Inputs from `low` to `high` are spread over the table.
    """

    table: NDArray[np.float32]
    title: str = ""
    low: tuple[float, float, float] = (0.0, 0.0, 0.0)
    high: tuple[float, float, float] = (1.0, 1.0, 1.0)

    @property
    def size(self) -> int:
        """Points along one edge."""
        return int(self.table.shape[0])

    @property
    def is_3d(self) -> bool:
        """Whether the channels are looked up together."""
        return self.table.ndim == 4


def read_cube(data: bytes) -> Cube:
    """The table in a .cube file; raises BadCube."""
    if len(data) > BYTES_LIMIT:
        raise BadCube(f"The LUT has more than {BYTES_LIMIT:,} bytes")
    if _is_long(data):
        raise BadCube(f"The LUT has a line of more than {LINE_LIMIT} bytes")
    text = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    header, at, number = _Header(), 0, 0
    while at < len(text):
        end = text.find(b"\n", at)
        end = len(text) if end < 0 else end
        line, number = text[at:end].strip(), number + 1
        if line and not line.startswith(b"#"):
            if not _KEYWORD.match(line):
                return _table(header, text[at:], number)
            header.take(line, number)
        at = end + 1
    raise BadCube("The LUT has no table", why="No line of three numbers was found")


def write_cube(cube: Cube) -> bytes:
    """The file of a table. What is read from it again is the same to the last bit of float32."""
    title = re.sub(r"[^ -!#-~]", "", cube.title)[:200]  # ASCII without quotes, as the specification has it
    lines = [f'TITLE "{title}"'] if title else []
    lines.append(f"LUT_{3 if cube.is_3d else 1}D_SIZE {cube.size}")
    if (cube.low, cube.high) != ((0.0,) * 3, (1.0,) * 3):
        lines += [f"DOMAIN_{name} {' '.join(map(repr, at))}" for name, at in (("MIN", cube.low), ("MAX", cube.high))]
    table = cube.table.transpose(2, 1, 0, 3) if cube.is_3d else cube.table  # red changes fastest
    row = "%.9g %.9g %.9g\n"  # nine digits tell every float32
    body = row * (table.size // 3) % tuple(table.reshape(-1).tolist())
    return ("\n".join([*lines, ""]) + body).encode()


class _Header:
    """The keyword lines, each at most once."""

    def __init__(self) -> None:
        self.title, self.size, self.is_3d = "", 0, False
        self.domain: dict[bytes, tuple[float, float, float]] = {}
        self._seen: set[bytes] = set()

    def take(self, line: bytes, number: int) -> None:
        """Read one line; raises BadCube."""
        word, *values = line.split()
        if word in self._seen:
            raise BadCube(f"Line {number} of the LUT says {word.decode()} again")
        self._seen.add(word)
        if word == b"TITLE":
            self.title = _title(line, number)
        elif word in {b"LUT_3D_SIZE", b"LUT_1D_SIZE"}:
            self._take_size(word, values, number)
        elif word in {b"DOMAIN_MIN", b"DOMAIN_MAX"}:
            self.domain[word] = _three(values, number)
        elif word in {b"LUT_3D_INPUT_RANGE", b"LUT_1D_INPUT_RANGE"} and len(values) == 2:
            least, most = (_number(value, number) for value in values)
            self.domain |= {b"DOMAIN_MIN": (least,) * 3, b"DOMAIN_MAX": (most,) * 3}
        else:
            raise BadCube(f"Line {number} of the LUT cannot be read", why=f"It begins with {word[:40]!r}")

    def _take_size(self, word: bytes, values: list[bytes], number: int) -> None:
        if self.size:
            raise BadCube(f"Line {number} of the LUT gives a second size", why="Tables with a shaper are not taken")
        self.is_3d = word == b"LUT_3D_SIZE"
        least, most = SIZES_3D if self.is_3d else SIZES_1D
        if len(values) != 1 or not re.fullmatch(rb"\d{1,6}", values[0]) or not least <= int(values[0]) <= most:
            raise BadCube(f"Line {number} of the LUT has no size between {least} and {most:,}")
        self.size = int(values[0])


def _table(header: _Header, body: bytes, first: int) -> Cube:
    """The rows from line `first` on, and what the header says of them."""
    if not header.size:
        raise BadCube(f"Line {first} of the LUT comes before its size")
    low = header.domain.get(b"DOMAIN_MIN", (0.0, 0.0, 0.0))
    high = header.domain.get(b"DOMAIN_MAX", (1.0, 1.0, 1.0))
    if not all(least < most for least, most in zip(low, high, strict=True)):
        raise BadCube("The LUT's domain is empty or turned round", why=f"It goes from {low} to {high}")
    wanted = header.size**3 if header.is_3d else header.size
    lines = body.count(b"\n") + 1
    if not wanted <= lines <= 3 * wanted + 1000:  # told before anything large is done; empty lines are rare
        raise BadCube(f"The LUT has {lines:,} lines of numbers", why=f"Its size asks for {wanted:,} rows")
    values = _values(_COMMENT.sub(b"", body) if b"#" in body else body, wanted, first)
    if header.is_3d:
        values = values.reshape((header.size,) * 3 + (3,)).transpose(2, 1, 0, 3)
    return Cube(np.ascontiguousarray(values), header.title, low, high)


def _values(body: bytes, wanted: int, first: int) -> NDArray[np.float32]:
    """All rows at once; only where that fails they are looked at one by one, to name the line."""
    strange = body.translate(None, _PLAIN)  # inf, nan, 0x10, 1_000: what Python reads and no LUT says
    if strange:
        at = body.find(strange[:1])
        start, end = body.rfind(b"\n", 0, at) + 1, body.find(b"\n", at)
        line = body[start : end if end >= 0 else len(body)]
        number = first + body.count(b"\n", 0, start)
        _three(line.split(), number)
        raise BadCube(f"Line {number} of the LUT holds {strange[:1]!r}")
    rows = [line for line in body.split(b"\n") if line and not line.isspace()]
    if len(rows) != wanted:
        raise BadCube(f"The LUT has {len(rows):,} rows", why=f"Its size asks for {wanted:,}")
    if len(body.split()) == 3 * wanted and all(len(row.split(None, 3)) == 3 for row in rows):
        with suppress(ValueError, DeprecationWarning), warnings.catch_warnings(action="error"):  # 1-2, e5
            values = np.fromstring(body, sep=" ")
            if len(values) == 3 * wanted and np.abs(values).max() < _LARGEST:
                return values.astype(np.float32).reshape(-1, 3)
    for number, line in enumerate(body.split(b"\n"), first):
        if line.strip():
            _three(line.split(), number)
    raise BadCube("The LUT's rows cannot be read")


def _three(values: list[bytes], number: int) -> tuple[float, float, float]:
    if len(values) != 3:
        raise BadCube(f"Line {number} of the LUT has {len(values)} numbers instead of three")
    red, green, blue = (_number(value, number) for value in values)
    return red, green, blue


def _number(text: bytes, number: int) -> float:
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not abs(value) < _LARGEST:
        raise BadCube(f"Line {number} of the LUT has no finite number", why=f"It says {text[:40]!r}")
    return value


def _title(line: bytes, number: int) -> str:
    found = _TITLE.fullmatch(line)
    if found is None:
        raise BadCube(f"Line {number} of the LUT has a title without quotes")
    return found[1].decode("utf-8", "replace")


def _is_long(data: bytes) -> bool:
    at = 0
    while len(data) - at > LINE_LIMIT:
        end = max(data.rfind(b"\n", at, at + LINE_LIMIT + 1), data.rfind(b"\r", at, at + LINE_LIMIT + 1))
        if end < 0:
            return True
        at = end + 1
    return False
