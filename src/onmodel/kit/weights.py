"""Model weights of strangers: safetensors and nothing else, told by content, never by a name, and never unpickled.

Loading a pickle runs whatever its author wrote, and `weights_only` is no boundary (CVE-2026-24747). A safetensors file
is eight bytes that tell the length of a JSON header, the header, and plain numbers; the header alone is read here.
Format: https://huggingface.co/docs/safetensors, "Format".
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from onmodel.errors import Invalid

HEADER_LIMIT = 2**20  # bytes; the format allows 100 MB, real files of thousands of tensors need some 300 KB
TENSOR_LIMIT = 10_000
_BYTES = {
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E4M3": 1, "F8_E5M2": 1, "I16": 2, "U16": 2, "F16": 2, "BF16": 2,
    "I32": 4, "U32": 4, "F32": 4, "I64": 8, "U64": 8, "F64": 8,
}  # fmt: skip
_DISGUISES = (
    (b"PK\x03\x04", "a ZIP archive, as PyTorch writes its checkpoints: it holds a pickle"),
    (b"\x80", "a pickle"),
    (b"GGUF", "a GGUF file"),
    (b"\x89HDF", "an HDF5 file"),
    (b"\x93NUMPY", "a NumPy file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"(\xb5/\xfd", "a Zstandard file"),
)


class WeightsRefused(Invalid):
    """The file is no safetensors file, whatever its name says, or its header cannot be trusted."""


@dataclass(frozen=True)
class Tensor:
    """One tensor's type, shape, and the bytes of it, counted from the end of the header."""

    dtype: str
    shape: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Weights:
    """What the header tells; `data_at` is where the numbers begin."""

    tensors: Mapping[str, Tensor]
    metadata: Mapping[str, str]
    data_at: int


def read_header(head: bytes, size: int) -> Weights:
    """Judge a file of `size` bytes by its first bytes (up to 8 + HEADER_LIMIT of them); raises WeightsRefused."""
    for magic, what in _DISGUISES:
        if head.startswith(magic):
            raise _refused(f"It is {what}")
    length = int.from_bytes(head[:8], "little")
    if len(head) < 10 or not 2 <= length <= HEADER_LIMIT or 8 + length > size:
        raise _refused(f"Its header has no length between 2 and {HEADER_LIMIT:,} bytes")
    if len(head) < 8 + length or head[8:9] != b"{":
        raise _refused("Its header is not complete, or no JSON object")
    try:
        told = json.loads(head[8 : 8 + length].decode(), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError) as failure:
        raise _refused(f"Its header is no JSON ({failure!s:.80})") from failure
    metadata = told.pop("__metadata__", {})
    if not isinstance(metadata, dict) or not all(isinstance(value, str) for value in metadata.values()):
        raise _refused("Its metadata are not texts")
    if not 0 < len(told) <= TENSOR_LIMIT:
        raise _refused(f"It has {len(told):,} tensors; 1 to {TENSOR_LIMIT:,} are taken")
    tensors = {name: _tensor(name, facts) for name, facts in told.items()}
    _check_layout(tensors, size - 8 - length)
    return Weights(tensors, metadata, 8 + length)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands there twice")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _tensor(name: str, facts: Any) -> Tensor:
    if not isinstance(facts, dict) or set(facts) != {"dtype", "shape", "data_offsets"}:
        raise _refused(f"The tensor {name!r:.60} does not have dtype, shape and data_offsets")
    dtype, shape, span = facts["dtype"], facts["shape"], facts["data_offsets"]
    if dtype not in _BYTES or not _naturals(shape, 8) or not _naturals(span, 2) or len(span) != 2:
        raise _refused(f"The tensor {name!r:.60} is of no known type or shape")
    tensor = Tensor(dtype, tuple(shape), *span)
    if tensor.end - tensor.start != math.prod(tensor.shape) * _BYTES[dtype]:
        raise _refused(f"The tensor {name!r:.60} is not as long as its shape says")
    return tensor


def _naturals(numbers: Any, most: int) -> bool:
    return (
        isinstance(numbers, list)
        and len(numbers) <= most
        and all(type(number) is int and 0 <= number < 2**48 for number in numbers)
    )


def _check_layout(tensors: Mapping[str, Tensor], size: int) -> None:
    """The tensors fill the file without gap or overlap: nothing else can hide in it, nor one tensor in another."""
    spans = sorted((tensor.start, tensor.end) for tensor in tensors.values())
    joined = all(before[1] == after[0] for before, after in pairwise(spans))
    if spans[0][0] != 0 or spans[-1][1] != size or not joined:
        raise _refused("Its tensors do not fill it from end to end")


def _refused(why: str) -> WeightsRefused:
    todo = "Convert it where it comes from, with the safetensors package, and send the .safetensors file"
    return WeightsRefused("The file is no safetensors file that is taken", why=why, todo=todo)
