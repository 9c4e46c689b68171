"""Uploads of every kind that a person or an attacker may send; every file is made here."""

import pickle
import struct
import subprocess
import sys
import time
import zlib
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from onmodel.errors import Invalid
from onmodel.kit import pictures
from onmodel.kit.pictures import (
    NotAnImage,
    PictureDamaged,
    PictureInfo,
    PictureLimits,
    PictureNotSupported,
    PictureTooLarge,
    PictureTruncated,
    check_header,
    decode,
    encode_jpeg,
    encode_png,
    thumbnail,
)

FORMATS = ["JPEG", "PNG", "WEBP", "GIF", "BMP"]


def _scene(width: int = 48, height: int = 32) -> np.ndarray:
    """Red left, blue right, bright at the top: any turn, mirror or channel swap shows."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[:, : width // 2], picture[:, width // 2 :] = (200, 30, 30), (30, 30, 200)
    picture[: height // 4] = (240, 240, 240)
    return picture


def _file(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _answer(data: bytes) -> np.ndarray | Invalid:
    """The picture, or the typed error that it was refused with; any other error fails the test."""
    try:
        return decode(data, "emma.x", PictureLimits(pixels=1_000_000))
    except Invalid as error:
        return error


SCENE = _scene()
IMAGE = Image.fromarray(SCENE)
FILES = {kind: _file(IMAGE, kind, **({"lossless": True} if kind == "WEBP" else {})) for kind in FORMATS}


def _png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(4096))) + chunk(b"IEND", b"")
    )


def _bombs() -> dict[str, bytes]:
    """Small files that claim 100 megapixels or far more, one of every format."""
    jpeg, bmp, gif = bytearray(FILES["JPEG"]), bytearray(FILES["BMP"]), bytearray(FILES["GIF"])
    start = jpeg.index(b"\xff\xc0") + 5
    jpeg[start : start + 4] = struct.pack(">HH", 10_000, 10_000)
    bmp[18:26] = struct.pack("<ii", 10_000, 10_000)
    gif[6:10] = struct.pack("<HH", 65_000, 65_000)
    size = (16_000).to_bytes(3, "little")
    webp = b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + size + size
    return {
        "JPEG": bytes(jpeg),
        "PNG": _png_header(10_000, 10_000),
        "PNG of 900 megapixels": _png_header(30_000, 30_000),
        "PNG of one long line": _png_header(2_000_000_000, 1),
        "GIF": bytes(gif),
        "WEBP": webp,
        "BMP": bytes(bmp),
    }


@pytest.mark.parametrize("kind", FORMATS)
def test_the_header_tells_format_and_size(kind: str) -> None:
    info = check_header(FILES[kind], "emma.jpg")
    assert (info.format, info.width, info.height, info.animated) == (kind, 48, 32, False)
    assert info.bytes == len(FILES[kind])
    assert info.warnings == ()


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_decodes_to_the_same_picture(kind: str) -> None:
    pixels = decode(FILES[kind], "emma")
    assert pixels.dtype == np.uint8
    assert pixels.shape == SCENE.shape
    assert np.abs(pixels.astype(int) - SCENE).mean() < (6.0 if kind == "JPEG" else 1.0)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_exif_rotated_photograph_stands_upright(orientation: int) -> None:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }  # fmt: skip
    stored = IMAGE.transpose(turns[orientation]) if orientation in turns else IMAGE
    exif = Image.Exif()
    exif[0x0112] = orientation
    for kind in ("JPEG", "PNG", "WEBP"):
        pixels = decode(_file(stored, kind, exif=exif, quality=95), "emma")
        assert pixels.shape == SCENE.shape
        assert np.abs(pixels.astype(int) - SCENE).mean() < 8.0, kind


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_broken_exif_block_turns_nothing() -> None:
    data = _file(IMAGE, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff", quality=95)
    assert decode(data, "emma").shape == SCENE.shape


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP"])
def test_greyscale_becomes_grey_rgb(kind: str) -> None:
    pixels = decode(_file(IMAGE.convert("L"), kind), "emma")
    assert pixels.shape == SCENE.shape
    assert (np.ptp(pixels.astype(int), axis=-1) == 0).all()
    assert pixels[0, 0, 0] > 200


def test_cmyk_without_a_profile_keeps_its_colours() -> None:
    pixels = decode(_file(IMAGE.convert("CMYK"), "JPEG", quality=95), "emma").astype(int)
    assert check_header(_file(IMAGE.convert("CMYK"), "JPEG"), "emma").mode == "CMYK"
    assert pixels[20, 8, 0] > pixels[20, 8, 2] + 100
    assert pixels[20, 40, 2] > pixels[20, 40, 0] + 100


def test_a_colour_profile_is_converted_to_srgb() -> None:
    """A made-up profile with red and blue exchanged: whoever ignores it sees the wrong colour."""
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = swapped.index(b"rXYZ"), swapped.index(b"bXYZ")
    swapped[red : red + 4], swapped[blue : blue + 4] = b"bXYZ", b"rXYZ"
    for kind in ("JPEG", "PNG", "WEBP"):
        pixels = decode(_file(IMAGE, kind, icc_profile=bytes(swapped), quality=95), "emma").astype(int)
        assert pixels[20, 8, 2] > pixels[20, 8, 0] + 100, kind


@pytest.mark.parametrize("profile", [b"nonsense", b"\0" * 200, b"\xff" * 4096])
@pytest.mark.parametrize("mode", ["RGB", "CMYK", "L"])
def test_a_broken_profile_is_ignored(profile: bytes, mode: str) -> None:
    data = _file(IMAGE.convert(mode), "JPEG", icc_profile=profile, quality=95)
    assert np.array_equal(decode(data, "emma"), decode(_file(IMAGE.convert(mode), "JPEG", quality=95), "emma"))


def test_sixteen_bits_keep_their_tones() -> None:
    ramp = np.linspace(0, 65535, 64).astype(np.uint16).reshape(8, 8)
    pixels = decode(_file(Image.fromarray(ramp)), "scan")
    assert np.abs(pixels[..., 0].astype(int) - np.rint(ramp / 257)).max() <= 1


def test_palette_and_transparency_lie_on_neutral_grey() -> None:
    clear = IMAGE.convert("RGBA")
    clear.putalpha(Image.fromarray(np.tile(np.repeat([0, 255], 24).astype(np.uint8), (32, 1))))
    indexed = IMAGE.quantize(8)
    for data in (_file(clear), _file(clear, "WEBP", lossless=True), _file(clear.quantize(16), "PNG")):
        pixels = decode(data, "emma").astype(int)
        assert np.abs(pixels[20, 4] - 119).max() <= 2
        assert pixels[20, 40, 2] > 150
    assert np.abs(decode(_file(indexed), "emma").astype(int) - SCENE).mean() < 3
    one_bit = decode(_file(IMAGE.convert("1")), "emma")
    assert set(np.unique(one_bit)) <= {0, 255}
    grey_alpha = decode(_file(clear.convert("LA")), "emma").astype(int)
    assert np.abs(grey_alpha[20, 4] - 119).max() <= 1


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_an_animated_file_the_first_frame_is_taken_with_a_warning(kind: str) -> None:
    frames = [Image.new("RGB", (40, 30), c) for c in ("#e01010", "#10e010", "#1010e0")]
    data = _file(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, lossless=True)
    info = check_header(data, "wave.gif")
    assert info.animated
    assert info.warnings == ("wave.gif is animated: only its first frame is used",)
    assert np.abs(decode(data, "wave.gif")[15, 20].astype(int) - (224, 16, 16)).max() < 12


@pytest.mark.parametrize("bomb", _bombs())
def test_a_hundred_megapixels_are_refused_by_the_header(bomb: str) -> None:
    started = time.process_time()
    with pytest.raises(PictureTooLarge, match=r"emma\.png is too large") as caught:
        check_header(_bombs()[bomb], "emma.png")
    assert time.process_time() - started < 0.5
    assert "megapixels" in str(caught.value)
    assert "Send a smaller version" in str(caught.value)
    assert caught.value.problem()["status"] == 413
    assert caught.value.problem()["picture"] == "emma.png"


def test_refusing_bombs_takes_little_time_and_memory() -> None:
    """Fault 16: 50 ms and 32 MiB above the loaded module."""
    script = """
import pickle, resource, sys, time
from onmodel.kit.pictures import PictureTooLarge, check_header
bombs = pickle.load(sys.stdin.buffer)
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
slowest = 0.0
for bomb in bombs:
    started = time.process_time()
    try:
        check_header(bomb, "bomb")
        sys.exit("taken")
    except PictureTooLarge:
        slowest = max(slowest, time.process_time() - started)
print(slowest, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base)
"""
    heavy = [*_bombs().values(), b"\xff\xd8\xff" + bytes(41 * 2**20)]
    done = subprocess.run(
        [sys.executable, "-c", script], input=pickle.dumps(heavy), capture_output=True, check=True, timeout=60
    )
    slowest, grown = (float(v) for v in done.stdout.split())
    assert slowest < 0.05
    assert grown < 32 * 1024


def test_too_many_bytes_and_too_many_scans_are_refused() -> None:
    with pytest.raises(PictureTooLarge, match=r"41\.0 MiB, 40 MiB are allowed"):
        check_header(bytes(41 * 2**20), "emma.jpg")
    with pytest.raises(PictureTooLarge, match="scans"):
        check_header(FILES["JPEG"][:-2] + b"\xff\xda\0\x02" * 200, "emma.jpg")
    with pytest.raises(PictureTooLarge, match="48 × 32"):
        check_header(FILES["PNG"], "emma.png", PictureLimits(pixels=1000))


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_cut_at_any_byte_is_whole_or_a_clear_error(kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (12, 14, 3)).astype(np.uint8)
    whole = _file(Image.fromarray(noise), kind)
    expected = decode(whole, "emma")
    refused = 0
    for end in range(len(whole)):
        answer = _answer(whole[:end])
        if isinstance(answer, Invalid):
            refused += 1
            assert "emma.x" in str(answer)
            assert answer.todo
            assert isinstance(answer, PictureTruncated | PictureDamaged | NotAnImage)
        else:
            assert np.array_equal(answer, expected)
    assert refused > 0.9 * len(whole)
    with pytest.raises(PictureTruncated, match=r"emma is cut off"):
        decode(whole[: int(len(whole) * 0.8)], "emma")


@pytest.mark.parametrize(
    "content",
    [b"not a picture", b"\0" * 300, b"BMW is a car", b"GIF", b"\x7fELF", "Emma, 34".encode("utf-16"), b"PK\3\4zip"],
)
def test_what_is_not_an_image_is_named_and_refused(content: bytes) -> None:
    with pytest.raises((NotAnImage, PictureTruncated, PictureDamaged), match=r"notes\.jpg") as caught:
        decode(content, "notes.jpg")
    assert caught.value.todo


def test_zero_bytes_are_an_empty_file() -> None:
    with pytest.raises(NotAnImage, match=r"emma\.jpg is empty\. It has 0 bytes\. Choose"):
        check_header(b"", "emma.jpg")


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("SVG", b'<?xml version="1.0"?>\n<svg xmlns="x"><script>alert(1)</script></svg>'),
        ("SVG", b"<svg onload=alert(1)>"),
        ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0"),
        ("TIFF", b"II*\0\x08\0\0\0"),
        ("Photoshop", b"8BPS\0\x01"),
        ("PDF", b"%PDF-1.7"),
    ],
)
def test_other_kinds_are_named_with_the_way_out(what: str, content: bytes) -> None:
    with pytest.raises(PictureNotSupported, match=rf"logo\.png is an? {what}.*Export it as JPEG or PNG"):
        check_header(content, "logo.png")


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_but_pixels_survives_a_polyglot(kind: str) -> None:
    """A script appended to a picture, and a camera's place in its EXIF, are gone after re-encoding."""
    exif = Image.Exif()
    exif[0x010E] = "SECRET PLACE"
    options = {"exif": exif} if kind in {"JPEG", "PNG", "WEBP"} else {}
    data = _file(IMAGE, kind, **options) + b"<script>alert(1)</script>PK\3\4"
    pixels = decode(data, "emma")
    for clean in (encode_png(pixels), encode_jpeg(pixels)):
        assert b"script" not in clean
        assert b"SECRET" not in clean
        assert b"PK\3\4" not in clean


def test_what_we_make_says_that_it_is_srgb() -> None:
    png, jpeg = (Image.open(BytesIO(made)) for made in (encode_png(SCENE), encode_jpeg(SCENE)))
    assert png.info["srgb"] == 0
    profile = ImageCms.ImageCmsProfile(BytesIO(jpeg.info["icc_profile"]))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
    assert encode_jpeg(SCENE) == encode_jpeg(SCENE.copy())


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(FORMATS), st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=6))
def test_flipped_bytes_give_a_picture_or_a_typed_error(kind: str, flips: list[tuple[int, int]]) -> None:
    data = bytearray(FILES[kind])
    for place, value in flips:
        data[place % len(data)] = value
    answer = _answer(bytes(data))
    if isinstance(answer, Invalid):
        assert "emma.x" in str(answer)
    else:
        assert answer.ndim == 3
        assert answer.dtype == np.uint8


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"BM\0\0\0\0\0\0\0\0"]), st.binary())
def test_random_bytes_never_pass_untyped(magic: bytes, rest: bytes) -> None:
    try:
        info = check_header(magic + rest, "emma")
    except Invalid:
        return
    assert isinstance(info, PictureInfo)


def test_a_large_photograph_is_reduced_while_decoding() -> None:
    tall = Image.fromarray(_scene(400, 5200))
    for kind in ("JPEG", "PNG"):
        pixels = decode(_file(tall, kind), "tall")
        assert max(pixels.shape) == 4096
        assert abs(pixels.shape[1] - 400 * 4096 / 5200) < 2
        assert pixels[3000, 20, 0] > 150


def test_a_thumbnail_is_never_larger_and_keeps_its_shape() -> None:
    assert thumbnail(_scene(400, 200), 100).shape == (50, 100, 3)
    assert thumbnail(SCENE, 1000).shape == SCENE.shape


def test_encoding_is_deterministic_and_lossless_where_it_says_so() -> None:
    assert encode_png(SCENE) == encode_png(SCENE.copy())
    assert np.array_equal(decode(encode_png(SCENE), "x"), SCENE)
    assert encode_jpeg(SCENE) == encode_jpeg(SCENE.copy())
    assert len(encode_jpeg(_scene(400, 300), 50)) < len(encode_jpeg(_scene(400, 300), 95))
    assert np.abs(decode(encode_jpeg(SCENE, 95), "x").astype(int) - SCENE).mean() < 3


def test_the_module_has_no_plugin_that_it_does_not_name() -> None:
    assert set(pictures._PLUGINS) == set(FORMATS) == {kind for kind, _ in pictures._MAGIC}
