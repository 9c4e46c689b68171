"""Collaboration: what a project's people see of each other's work: events, presence, shared documents, notices.

Rows keep what must not be lost (events, document updates); who is here and where their cursor stands is never stored.
"""
