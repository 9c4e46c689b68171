"""A guest: somebody without an account who looks at a project through a review link and may write notes.

A link has an end, a passphrase if wished, a watermark if wished, and shows the project or one storyboard of it.
"""
