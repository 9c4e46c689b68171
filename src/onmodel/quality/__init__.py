"""Quality: what was measured of takes, dimension by dimension, and what follows from it.

Reports per scene, trends over iterations, and which scenes need work; nothing here looks at a picture.
"""
