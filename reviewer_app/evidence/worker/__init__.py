"""The process that opens evidence: it has no Qt, no network and no files, and may be killed at any moment."""

from __future__ import annotations


def main() -> int:
    """Serve one host on standard input and output until it hangs up; the exit code."""
    # Loaded here, because the host imports this package's neighbours without wanting decoders in its process.
    from reviewer_app.evidence.worker.service import serve

    return serve()
