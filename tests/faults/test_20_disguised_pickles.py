"""Fault 20: a pickle that calls itself weights, under any name. Promise: never unpickled; safetensors only, with a
header of at most 1 MiB, told by content."""

import io
import json
import os
import pickle
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.kit.weights import HEADER_LIMIT, WeightsRefused, read_header

SRC = Path(__file__).parents[2] / "src"


class Bomb:
    """Touches a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return os.system, (f"touch {self.path}",)


def _safe(header: dict[str, Any] | bytes, data: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def _tensor(start: int = 0, end: int = 8, shape: tuple[int, ...] = (2,), dtype: str = "F32") -> dict[str, Any]:
    return {"dtype": dtype, "shape": list(shape), "data_offsets": [start, end]}


def _disguises(path: Path) -> dict[str, bytes]:
    bomb = [pickle.dumps(Bomb(path), protocol=protocol) for protocol in range(6)]
    checkpoint = io.BytesIO()
    with zipfile.ZipFile(checkpoint, "w") as archive:
        archive.writestr("archive/data.pkl", bomb[2])
    array = io.BytesIO()
    np.save(array, np.array([Bomb(path)], dtype=object), allow_pickle=True)
    return {
        "old.ckpt": bomb[0],
        "x.pt": bomb[2],
        "x.safetensors": bomb[4],
        "x.SafeTensors": bomb[5],
        "x.bin": bomb[1],
        "new.ckpt": checkpoint.getvalue(),
        "zip.safetensors": checkpoint.getvalue(),
        "x.npy": array.getvalue(),
        "behind a header.safetensors": _safe({"a": _tensor()}, b"\0" * 8 + bomb[2]),
        "in a gap.safetensors": _safe(
            {"a": _tensor(0, 8), "b": _tensor(8 + len(bomb[2]), 16 + len(bomb[2]))}, b"\0" * 8 + bomb[2] + b"\0" * 8
        ),
        "as a header.safetensors": _safe(bomb[2]),
    }


def test_a_pickle_is_refused_and_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touched = tmp_path / "touched"
    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, lambda *_, **__: pytest.fail("something was unpickled"))
    for name, data in _disguises(touched).items():
        with pytest.raises(WeightsRefused) as caught:
            read_header(data[: 8 + HEADER_LIMIT], len(data))
        assert caught.value.status == 422, name
    assert not touched.exists()


def test_the_bombs_are_real(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    pickle.loads(_disguises(touched)["x.pt"])
    assert touched.exists()


def test_nothing_in_the_product_unpickles() -> None:
    """Neither by itself nor through a library that does it on loading."""
    words = (
        "import pickle",
        "from pickle",
        "torch.load",
        "allow_pickle=True",
        "joblib",
        "dill",
        "cloudpickle",
        "import shelve",
    )
    found = [(p.name, w) for p in SRC.rglob("*.py") for w in words if w in p.read_text()]
    assert found == []
    assert "torch" not in sys.modules


def test_an_honest_one_is_read() -> None:
    header = {
        "__metadata__": {"made by": "us"},
        "a": _tensor(0, 8),
        "b": _tensor(8, 14, (3,), "BF16"),
        "c": _tensor(14, 14, (0, 4)),
    }
    data = _safe(header, b"\0" * 14)
    weights = read_header(data, len(data))
    assert weights.tensors["b"].shape == (3,)
    assert weights.metadata == {"made by": "us"}
    assert data[weights.data_at :] == b"\0" * 14


BAD = {
    "empty": b"",
    "short": b"\0" * 9,
    "no header": _safe(b""),
    "no tensor": _safe({}),
    "not an object": _safe(b"[1]"),
    "cut off": _safe({"a": _tensor()})[:-9],
    "too few bytes": _safe({"a": _tensor()}, b"\0" * 7),
    "too many bytes": _safe({"a": _tensor()}, b"\0" * 9),
    "overlap": _safe({"a": _tensor(), "b": _tensor(4, 12)}, b"\0" * 12),
    "backwards": _safe({"a": _tensor(8, 0)}, b"\0" * 8),
    "negative": _safe({"a": _tensor(-8, 0)}, b""),
    "wrong length": _safe({"a": _tensor(0, 4)}, b"\0" * 4),
    "unknown type": _safe({"a": _tensor(dtype="OBJECT")}, b"\0" * 8),
    "huge shape": _safe({"a": _tensor(shape=(2**60, 2**60))}, b"\0" * 8),
    "shape of floats": _safe(b'{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}', b"\0" * 8),
    "true": _safe(b'{"a":{"dtype":"U8","shape":[true],"data_offsets":[0,1]}}', b"\0"),
    "NaN": _safe(b'{"a":NaN}'),
    "twice": _safe(b'{"a":%b,"a":%b}' % ((b'{"dtype":"U8","shape":[1],"data_offsets":[0,1]}',) * 2), b"\0"),
    "deep": _safe(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "metadata": _safe({"__metadata__": {"a": 1}, "a": _tensor()}, b"\0" * 8),
    "100,000 tensors": _safe({str(n): 0 for n in range(100_000)}),
    "long": struct.pack("<Q", 2**63) + b"{}",
    "1 MiB and a byte": _safe(b"{" + b" " * HEADER_LIMIT + b"}"),
    "extra": _safe({"a": {**_tensor(), "x": 1}}, b"\0" * 8),
}


@pytest.mark.parametrize("name", BAD)
def test_a_header_that_cannot_be_trusted(name: str) -> None:
    data = BAD[name]
    with pytest.raises(WeightsRefused):
        read_header(data[: 8 + HEADER_LIMIT], len(data))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 60), st.binary(max_size=4))
def test_whatever_comes_the_error_is_ours(garbage: bytes, at: int, put: bytes) -> None:
    good = _safe({"a": _tensor()}, b"\0" * 8)
    for data in (garbage, _safe(garbage), good[:at] + put + good[at + len(put) :]):
        try:
            weights = read_header(data, len(data))
            assert max(t.end for t in weights.tensors.values()) + weights.data_at == len(data)
        except WeightsRefused:
            continue
