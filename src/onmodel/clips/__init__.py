"""A clip: a shot in motion, made from its hero frame, several takes of it, scored and ranked; the best is circled.

Where none reaches the bar, a person is asked. Suggestions of other words for a weak take are kept beside it.
"""
