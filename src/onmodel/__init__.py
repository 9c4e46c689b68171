"""Onmodel keeps a generative film on model."""

import os

# Before NumPy is imported: our matrices are small, and two BLAS threads that wait for each other take up to 30 times
# as long as one; with one the last bit does not depend on the number of cores either.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
