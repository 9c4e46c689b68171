"""Usage: on which boards and in which shots a character is, and when last.

It is read from casts, shots and takes; nothing is counted twice or kept.
"""
