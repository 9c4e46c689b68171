"""Which vision backend is in force. Apart from `bootstrap`: who needs eyes alone imports nothing else."""

from onmodel.backends.vision.embedded import EmbeddedVision
from onmodel.backends.vision.port import VisionBackend


def vision() -> VisionBackend:
    """The embedded one; its models are loaded when they are first needed."""
    return EmbeddedVision()
