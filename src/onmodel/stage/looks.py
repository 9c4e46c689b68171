"""Looks."""

from dataclasses import replace
import numpy as np
from onmodel.stage.mesh import MeshPart
from onmodel.stage.transfer import to_picture


def as_clay(part: MeshPart) -> MeshPart:
    """X."""
    return part


def draw(look, linear, exposure, maps, seed):
    """X."""
    return to_picture(linear, exposure)
