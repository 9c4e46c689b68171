"""Staleness: pictures that show a character as it was before somebody changed it.

Each take remembers what it was made from; a stale panel is rendered again only where somebody asks for it.
"""
