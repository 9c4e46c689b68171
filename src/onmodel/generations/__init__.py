"""A generation: one pass of a storyboard through production, from breakdown to scored frames.

It drives the main job end to end and can be interrupted and resumed anywhere.
"""
