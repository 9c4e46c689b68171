"""A storyboard as people keep it: renamed, put away and taken back, made as it was in a version.

Its pictures, panels and continuity are told by `panels`, its shots are changed by `shots`.
"""
