"""A take: one attempt at a frame or a clip, with the request it was made from, what came of it and its scores.

The request's hash makes a take idempotent; of each kind a shot has one circled take.
"""
