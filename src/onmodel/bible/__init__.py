"""The bible: what a production keeps to, by name. Its chapters are the slices characters, styles and environments.

Their entries are alike in this: a name that is free once, a search, references in order, changes under a lock that are
kept as versions and can be rolled back, and a bin from which they come back. That is written here, once.
"""
