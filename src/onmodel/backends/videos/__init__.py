"""Makers of clips: one port, one file per adapter."""
