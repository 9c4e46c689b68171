"""Environments: places that a project defines once: set, hour, colour of light, contrast, mood, pictures by angle."""
