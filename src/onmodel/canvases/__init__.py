"""A canvas: characters, styles, places, boards and shots laid out as nodes, by id, with lines between them.

Several people move its nodes at once; every state that settles is a version.
"""
