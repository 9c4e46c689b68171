"""Pictures as requests carry them."""

import base64

import numpy as np

from onmodel.kit.pictures import encode_png


def uploaded(pixels: np.ndarray) -> str:
    """An srgb_u8 array (H, W, 3) as base64 of a PNG."""
    return base64.b64encode(encode_png(pixels)).decode()
