"""An asset: bytes kept by their content (SHA-256), stored once, with media type, size and who made them.

Uploads are checked by header before anything is decoded; thumbnails are derived, never stored twice.
"""
