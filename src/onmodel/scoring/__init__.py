"""A clip, whoever made it, measured: VBench's dimensions, the people in it, its picture, and what cannot be told."""
