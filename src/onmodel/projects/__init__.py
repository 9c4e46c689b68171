"""A project: the fence round one film's characters, scripts, boards and pictures.

Every row of every other slice belongs to one; one person on a laptop works in the default project.
"""
