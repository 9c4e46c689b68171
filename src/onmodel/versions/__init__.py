"""A version: one state of a character, style, environment or storyboard, with its author and why it was kept.

Every change is one. Two can be compared, field by field and picture beside picture; rolling back is a new version.
"""
