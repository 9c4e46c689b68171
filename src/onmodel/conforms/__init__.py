"""A conform: an editor's changed cut taken back, shown as a diff first, then applied to cut and board as one version.

Shots that the editor left out are put away on confirmation only; all of it can be undone.
"""
