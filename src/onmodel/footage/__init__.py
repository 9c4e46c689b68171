"""Clips as files and as arrays: read whatever comes, write what players and editing systems take."""
