"""Viewers: evidence as pages, pictures and text, drawn from what the worker sends and never from the file itself."""
