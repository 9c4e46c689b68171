"""A tiny ONNX model, written byte by byte: the mean of each channel of any picture, (1, 3, h, w) → (1, 3)."""


def _varint(value: int) -> bytes:
    out = b""
    while value > 127:
        out += bytes([value & 127 | 128])
        value >>= 7
    return out + bytes([value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _value(name: str, shape: tuple[int | str, ...]) -> bytes:
    dims = b"".join(_bytes(1, _number(1, d) if isinstance(d, int) else _bytes(2, d.encode())) for d in shape)
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, _number(1, 1) + _bytes(2, dims)))


def identity_model(shape: tuple[int | str, ...] = (1, 3, "h", "w")) -> bytes:
    """GlobalAveragePool and Flatten, opset 13."""
    pool = _bytes(1, b"pixels") + _bytes(2, b"pooled") + _bytes(4, b"GlobalAveragePool")
    flat = _bytes(1, b"pooled") + _bytes(2, b"image_embeds") + _bytes(4, b"Flatten")
    graph = _bytes(1, pool) + _bytes(1, flat) + _bytes(2, b"tiny")
    graph += _bytes(11, _value("pixels", shape)) + _bytes(12, _value("image_embeds", (1, 3)))
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _number(2, 13))
