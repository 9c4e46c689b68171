"""Uploaded pictures: judged by their header, decoded safely into sRGB arrays, re-encoded. Nothing else of them is kept.

The order is the safety: bytes are counted, the type is read from the content (never from a name), the size from the
header, and only then is anything decoded, by Pillow, with the one plugin that the content asked for. EXIF, profiles
and whatever was appended to the file end here, because only pixels come out. SVG and TIFF are left out on purpose:
one is a program, the other a container with too many decoders behind it.
"""

import re
import struct
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import BmpImagePlugin, GifImagePlugin, Image, ImageFile, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from onmodel.errors import Invalid
from onmodel.kit.srgb import PILLOW_FAILURES, PROFILE, srgb_image

Pixels = NDArray[np.uint8]


class NotAnImage(Invalid):
    """The content is no picture at all, whatever its name says."""


class PictureNotSupported(Invalid):
    """It is a picture or a document of a kind that is not taken."""


class PictureTooLarge(Invalid):
    """Too many bytes, pixels or scans; known from the header, before decoding."""

    status = 413


class PictureTruncated(Invalid):
    """The file ends before the picture does."""


class PictureDamaged(Invalid):
    """The file is as long as it should be, but its data cannot be decoded."""


@dataclass(frozen=True)
class PictureLimits:
    """What is refused before decoding. 80 megapixels decode to 240 MB; no camera still that a film uses needs more."""

    bytes: int = 40 * 2**20
    pixels: int = 80_000_000
    edge: int = 30_000
    scans: int = 100  # a progressive JPEG may repeat its scans without end; encoders write about ten
    decoded_edge: int = 4096  # larger pictures are reduced to this while decoding


LIMITS = PictureLimits()


@dataclass(frozen=True)
class PictureInfo:
    """What the header of a picture says."""

    name: str
    format: str  # "JPEG", "PNG", "WEBP", "GIF", "BMP"
    width: int
    height: int
    mode: str  # as Pillow names it: "RGB", "L", "CMYK", "I;16", "P", …
    animated: bool
    bytes: int

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know although the picture is taken."""
        return (f"{self.name} is animated: only its first frame is used",) if self.animated else ()


_MAGIC = (
    ("JPEG", rb"\xff\xd8\xff"),
    ("PNG", rb"\x89PNG\r\n\x1a\n"),
    ("GIF", rb"GIF8[79]a"),
    ("WEBP", rb"RIFF.{4}WEBP"),
    ("BMP", rb"BM.{4}\0\0\0\0"),
)
_REFUSED = (
    ("an SVG drawing", rb"\s*(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<!DOCTYPE\s+svg|<svg)"),
    ("a HEIC or AVIF picture", rb".{4}ftyp(hei|hev|mif1|msf1|avi[fs])"),
    ("a TIFF picture", rb"II\*\0|MM\0\*"),
    ("a Photoshop document", rb"8BPS"),
    ("a PDF document", rb"%PDF"),
    ("an OpenEXR picture", rb"v/1\x01"),
)
_PLUGINS: dict[str, type[ImageFile.ImageFile]] = {
    "JPEG": JpegImagePlugin.JpegImageFile,
    "PNG": PngImagePlugin.PngImageFile,
    "GIF": GifImagePlugin.GifImageFile,
    "WEBP": WebPImagePlugin.WebPImageFile,
    "BMP": BmpImagePlugin.BmpImageFile,
}
_EXPORT = "Export it as JPEG or PNG and try again"


def check_header(data: bytes, name: str, limits: PictureLimits = LIMITS) -> PictureInfo:
    """Judge a picture without decoding it; raises one of this module's errors, which name the picture."""
    if len(data) > limits.bytes:
        why = f"It has {len(data) / 2**20:.1f} MiB, {limits.bytes / 2**20:.0f} MiB are allowed"
        raise PictureTooLarge(f"{name} is too large", why=why, todo="Send a smaller version", picture=name)
    kind = _kind(data, name)
    if kind == "WEBP":  # its plugin allocates the whole canvas on opening
        _check_size(_webp_size(data, name), name, limits)
    if kind == "JPEG" and data.count(b"\xff\xda") > limits.scans:
        why = f"It has more than {limits.scans} scans"
        raise PictureTooLarge(f"{name} would take too long to decode", why=why, todo=_EXPORT, picture=name)
    with _opened(data, kind, name) as image:
        _check_size(image.size, name, limits)
        return PictureInfo(name, kind, *image.size, image.mode, bool(_animated(image)), len(data))


def decode(data: bytes, name: str, limits: PictureLimits = LIMITS) -> Pixels:
    """The picture as an upright srgb_u8 array (H, W, 3), no edge longer than `limits.decoded_edge`.

    Profiles are converted to sRGB, transparency lies on neutral grey, of an animation the first frame is taken.
    Raises one of this module's errors, which name the picture.
    """
    info = check_header(data, name, limits)
    edge = limits.decoded_edge
    with _opened(data, info.format, name) as image:
        try:
            if max(image.size) > edge:
                image.draft(None, (edge, edge))  # a JPEG is then decoded at 1/2, 1/4 or 1/8: less time and memory
            image.load()
            upright = srgb_image(image)
        except PILLOW_FAILURES as failure:
            raise _broken(name, failure) from failure
        if max(upright.size) > edge:
            upright.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        return np.array(upright, dtype=np.uint8)


def thumbnail(pixels: Pixels, max_edge: int) -> Pixels:
    """The picture reduced so that no edge is longer than `max_edge`; never enlarged."""
    image = Image.fromarray(pixels)
    image.thumbnail((max_edge, max_edge), Image.Resampling.LANCZOS)
    return np.array(image, dtype=np.uint8)


def encode_png(pixels: Pixels) -> bytes:
    """Lossless PNG of an srgb_u8 array, tagged sRGB; the same pixels give the same bytes."""
    out, tagged = BytesIO(), PngImagePlugin.PngInfo()
    tagged.add(b"sRGB", b"\0")  # perceptual (PNG 3, 11.3.2.5)
    Image.fromarray(pixels).save(out, "PNG", compress_level=6, pnginfo=tagged)
    return out.getvalue()


def encode_jpeg(pixels: Pixels, quality: int = 90) -> bytes:
    """JPEG of an srgb_u8 array, tagged sRGB; full colour resolution from quality 90 on."""
    out = BytesIO()
    fine = 0 if quality >= 90 else 2
    Image.fromarray(pixels).save(out, "JPEG", quality=quality, optimize=True, subsampling=fine, icc_profile=PROFILE)
    return out.getvalue()


def _kind(data: bytes, name: str) -> str:
    head = data[:1024]
    if not data:
        raise NotAnImage(f"{name} is empty", why="It has 0 bytes", todo="Choose the picture again", picture=name)
    for kind, magic in _MAGIC:
        if re.match(magic, head, re.S):
            return kind
    for what, magic in _REFUSED:
        if re.match(magic, head, re.S):
            raise PictureNotSupported(f"{name} is {what}", why="That kind is not taken", todo=_EXPORT, picture=name)
    raise NotAnImage(
        f"{name} is not a picture",
        why="Its content is none of JPEG, PNG, WebP, GIF and BMP, whatever its name says",
        todo=_EXPORT,
        picture=name,
    )


def _opened(data: bytes, kind: str, name: str) -> ImageFile.ImageFile:
    try:
        return _PLUGINS[kind](BytesIO(data))
    except PILLOW_FAILURES as failure:
        raise _broken(name, failure) from failure


def _animated(image: ImageFile.ImageFile) -> bool:
    try:
        return bool(getattr(image, "is_animated", False))
    except PILLOW_FAILURES:
        return False  # the second frame is broken, the first one is all that is wanted


def _check_size(size: tuple[int, int], name: str, limits: PictureLimits) -> None:
    width, height = size
    if width < 1 or height < 1:
        raise PictureDamaged(
            f"{name} is damaged", why=f"Its header says {width} × {height}", todo=_EXPORT, picture=name
        )
    if width * height > limits.pixels or max(size) > limits.edge:
        allowed = f"{limits.pixels / 1e6:.0f} megapixels and {limits.edge} a side are allowed"
        why = f"It has {width} × {height} pixels ({width * height / 1e6:.0f} megapixels), {allowed}"
        raise PictureTooLarge(f"{name} is too large", why=why, todo="Send a smaller version", picture=name)


def _webp_size(data: bytes, name: str) -> tuple[int, int]:
    """Width and height from the first chunk (Google, "WebP Container Specification" and RFC 9649)."""
    if int.from_bytes(data[4:8], "little") + 8 > len(data):
        raise _broken(name, EOFError("shorter than its container says"))
    chunk, body = data[12:16], data[20:30]
    if len(body) == 10 and chunk == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if len(body) == 10 and chunk == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if len(body) == 10 and chunk == b"VP8 ":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise _broken(name, EOFError("no complete first chunk"))


def _broken(name: str, failure: BaseException) -> Invalid:
    """The error for a picture whose header or data a decoder gave up on."""
    roots = (failure, failure.__cause__)  # Pillow wraps what its header parsers raise in a SyntaxError
    ended = any(isinstance(root, EOFError | struct.error | IndexError) for root in roots)
    if ended or re.search(r"truncat|unexpected end|eof", str(failure).lower()):
        why = "The file ends before the picture does"
        return PictureTruncated(f"{name} is cut off", why=why, todo="Copy or upload it again", picture=name)
    why = f"Its data cannot be decoded ({failure!s:.80})"
    return PictureDamaged(f"{name} is damaged", why=why, todo="Open and save it anew, or use another", picture=name)
