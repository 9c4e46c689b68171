"""What people say of each other's work: notes on a picture, votes, approvals, and whether they agree.

Rows with constraints, never shared documents: two answers of one person at one moment are one answer.
"""
