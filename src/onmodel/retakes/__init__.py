"""A retake: one more attempt at a panel that somebody asks for, with what is to be different and why.

Of one shot, of several, or of all below a score; and suggestions of what would help.
"""
