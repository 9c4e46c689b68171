"""Seeing: faces, landmarks, embeddings, masks."""
