"""A character: name, description, references and the DNA measured from them, defined once for the project.

A change of any of these is a change of what every panel is generated from and measured against.
"""
