"""A continuity report: every expected character in every frame, scored against its DNA.

A missing character counts, what cannot be told says why, and what fell below the bar asks for a retake.
"""
