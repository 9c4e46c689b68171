"""Temp voices: a cut's dialogue read by a machine, to cut by until somebody speaks it.

Laid on the cut as recordings like others; reading them again replaces them and leaves what people laid on.
"""
