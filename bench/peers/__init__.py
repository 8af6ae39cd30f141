"""Peers of the exchange, each from its own package: Anki with its sync server, PouchDB with its server."""
