"""Ports to the models that make or see things, and their adapters. Slices import a port, never an adapter."""
