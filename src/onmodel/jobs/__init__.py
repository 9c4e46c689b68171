"""A job: work to be done once, with state, progress, lease and result in one row that is the truth.

Celery only carries ids; what a dead worker held goes back to the queue, late results are fenced off.
"""
