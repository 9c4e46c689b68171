"""A photograph: a picture that somebody drops to define a character by, judged before anything is kept.

The judging is `dna.photographs`; here it is asked for over HTTP.
"""
