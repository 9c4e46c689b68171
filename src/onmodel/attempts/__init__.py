"""An attempt: one clip take as people work with it: asked for, compared, selected, mended by other words, counted.

Also what they add up to: an iteration's report, its trend, and what it differs in from another.
"""
