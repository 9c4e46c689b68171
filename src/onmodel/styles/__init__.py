"""Styles: looks, grades and palettes that a project names, inherits, applies to pictures and keeps versions of."""
