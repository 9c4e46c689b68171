"""A take: one attempt at a frame, with the request it was made from, its picture and its scores.

The request's hash makes a take idempotent; the selected take of a shot is circled.
"""
