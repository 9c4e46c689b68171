"""A physically based previz stage: actors, wardrobe, sets, lenses and light, path-traced on the CPU.

Reads in this order: `spec` (what a blocked shot is) → `casting` (DNA → actor) → `blocking` (shot → spec) →
`actors/`, `sets/`, `light`, `camera` (spec → meshes, lamps, lens) → `render` (Mitsuba → pixels, maps) → `looks`.
World: metres, z up, right-handed. An actor with `heading` 0 faces −y; headings turn counter-clockwise seen from above.
"""
