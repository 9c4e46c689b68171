"""A frame job: a shot rendered, scored, taken again while that helps, and the best take circled.

A board's generation asks for one per shot; a retake, a render of changed shots and a moved actor ask for more.
"""
