"""A screenplay: the script as it was given and the scenes and shots it was broken down into.

Scene numbers are locked text; a shot says framing, angle, lens, move, who is seen and what they do.
"""
