"""An overview: things as lists show them, with pictures and with what waits on them.

The boards of a project, what somebody is to look at in it, and a person's projects with what waits for them in all of
these. It is read for a whole page at once from shots, takes, notes, approvals and jobs; nothing of it is kept.
"""
