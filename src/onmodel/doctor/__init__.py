"""The doctor: what works on a server, what is missing and what brings it.

What is looked at stands in `checks.py` (a machine) and `deployment.py` (a team's), since it uses every service.
"""
