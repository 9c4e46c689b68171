"""A blocking: where the people and the camera of a shot stand, by the rules or moved by hand on its stage.

What was moved by hand is kept by every later take, until somebody gives the shot back to the rules.
"""
