"""Ids, clock, pagination, progress: small things that know no film word."""
