"""`python -m onmodel.migrations "what changes"`: write the next migration."""

import sys
import tempfile

from onmodel.migrations import autogenerate, head, upgrade

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/migrations.db"
        upgrade(url, head())  # not "head", which must be whole
        sys.stdout.write(f"{autogenerate(url, ' '.join(sys.argv[1:]) or 'change')}\n")
