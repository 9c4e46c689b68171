"""An overview: a board as a list shows it, with pictures and with what waits on it.

It is read from shots, takes and notes for a whole page of boards at once; nothing of it is kept.
"""
