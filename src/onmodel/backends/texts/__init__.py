"""Structured answers about text: breakdown, prompts, suggestions."""
