"""Dailies: what a generation came to, scene by scene, against those it came from and against others.

Read from takes and their measurements; nothing of it is kept.
"""
