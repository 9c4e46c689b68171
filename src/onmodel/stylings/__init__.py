"""Stylings: which style a board and its shots are in, what another would cost, and laying it on.

A style that is laid on makes panels stale; nothing is drawn again unasked.
"""
