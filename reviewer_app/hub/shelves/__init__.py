"""Where the hub's files stand: a folder beside its record, or object storage."""
