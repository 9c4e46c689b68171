"""From whatever Pillow decoded to plain sRGB: orientation, bit depth, palette, alpha, CMYK and colour profiles."""

import struct
import zlib
from io import BytesIO

import numpy as np
from PIL import Image, ImageCms, ImageOps

# What Pillow's decoders raise on hostile input, beside OSError (seen by cutting and flipping every byte in the tests).
PILLOW_FAILURES = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, AttributeError, OverflowError,
    MemoryError, struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
NEUTRAL = (119, 119, 119)  # middle grey: L* 50
_SRGB = ImageCms.createProfile("sRGB")
_MADE = slice(24, 36)  # bytes of an ICC profile's header that say when it was made (ICC.1:2022, 7.2.1)


def srgb_image(image: Image.Image) -> Image.Image:
    """A decoded picture as upright 8-bit sRGB; its profile and EXIF are used here and dropped."""
    profile = image.info.get("icc_profile")
    image = _upright(image)
    if image.mode.startswith(("I", "F")):
        return _from_deep(image)
    if image.mode in {"P", "PA", "LA", "La", "RGBa"} or "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode != "RGBA":
        return _converted(image, profile)
    ground = Image.new("RGB", image.size, NEUTRAL)
    ground.paste(_converted(image.convert("RGB"), profile), mask=image.getchannel("A"))
    return ground


def _upright(image: Image.Image) -> Image.Image:
    """The picture as the camera was held; an unreadable EXIF block turns nothing."""
    try:
        return ImageOps.exif_transpose(image)
    except PILLOW_FAILURES:
        return image


def _from_deep(image: Image.Image) -> Image.Image:
    """16-bit, 32-bit and float greys as 8 bits; 32-bit integers are 16-bit values in a wider box, floats 0–1."""
    values = np.asarray(image, dtype=np.float64)
    scale = 255.0 if image.mode.startswith("F") else 255 / 65535
    grey = np.clip(np.rint(np.nan_to_num(values) * scale), 0, 255).astype(np.uint8)
    return Image.fromarray(grey).convert("RGB")


def _converted(image: Image.Image, profile: bytes | None) -> Image.Image:
    """To sRGB by the embedded profile where there is a usable one, else by the mode's plain meaning."""
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
            if turned is not None:
                return turned
        except (ImageCms.PyCMSError, *PILLOW_FAILURES):
            pass  # a broken or foreign profile: the plain meaning is the best guess left
    return image.convert("RGB")


def _undated(profile: bytes) -> bytes:
    return profile[: _MADE.start] + bytes(_MADE.stop - _MADE.start) + profile[_MADE.stop :]


PROFILE = _undated(ImageCms.ImageCmsProfile(_SRGB).tobytes())  # sRGB for those who look; always the same bytes
