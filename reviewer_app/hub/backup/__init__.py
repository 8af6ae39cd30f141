"""Backups of a hub that either database can be restored from, and looking through a record for faults."""
