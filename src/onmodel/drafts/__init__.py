"""A draft: a later version of a screenplay. Scenes that are still there keep their locked numbers.

New ones are 3A, those that went are OMITTED; two drafts are compared scene by scene and line by line.
"""
