"""Runs the worker as ``python -m reviewer_app.evidence.worker``."""

import sys

from reviewer_app.evidence.worker import main

if __name__ == "__main__":
    sys.exit(main())
