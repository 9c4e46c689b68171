"""A panel: a shot with its picture and scores, as the storyboard's pages show it: list, matrix, comparison, timeline.

Also asking for takes: of one panel, of several, of all below a score.
"""
