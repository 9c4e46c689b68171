"""A storyboard: the shots of a screenplay as panels in order, with the cast that plays them.

A panel shows its circled take; the board's status follows its generation.
"""
