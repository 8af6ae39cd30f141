"""Assess micro-credential submissions against rubrics, offline, with signed decisions."""

__version__ = "0.1.0"
