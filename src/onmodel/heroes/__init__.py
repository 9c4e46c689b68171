"""Hero frames: several offers of a shot's frame beside each other, from which a person chooses the one that is filmed.

Each offer is a frame take like any other; what is kept here is who chose which.
"""
