"""Onmodel keeps a generative film on model."""
