"""Actors: body, pose, face, hair and wardrobe as meshes."""
