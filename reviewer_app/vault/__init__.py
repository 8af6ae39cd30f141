"""Encryption at rest, shared by the desk's store and the hub: keys, blobs in authenticated chunks, keyed SQLite."""
