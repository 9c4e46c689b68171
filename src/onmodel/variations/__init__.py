"""A variation: a character tried in another pose, expression or outfit, voted on and perhaps adopted.

A batch is one job with a child for each picture; what is adopted changes the character and is a version of it.
"""
