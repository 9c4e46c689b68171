"""A cut as values: its items, what they are exported to, how the editor's version is read, and how it is filmed."""
