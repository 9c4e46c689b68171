"""Colour: spaces, difference, palettes. Arrays name their space."""
