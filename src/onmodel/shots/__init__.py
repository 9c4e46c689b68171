"""A shot: one row of the board as people change it by name: its words, its lens, its place among the others.

The board's shared document (`live.documents`) is the other way to the same fields; both keep versions of the board.
"""
