"""What goes wrong with object storage, in words an operator can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError

from reviewer_app.domain.errors import StoreError

NOWHERE = ("NoSuchBucket", "ContainerNotFound", "The specified bucket does not exist")
"""How S3, Azure and GCS say that it is the place that is missing, and not the file in it."""
SHUT = ("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "403 Forbidden", "401 Unauthorized")
UNREADABLE = ("service account file", "Invalid Access Key")
"""How obstore says that what it was given as credentials is none."""


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what object storage says into a StoreError; a file that is not there stays a FileNotFoundError."""
    try:
        yield
    except (PermissionDeniedError, UnauthenticatedError) as problem:
        raise _shut() from problem
    except FileNotFoundError as problem:
        if any(each in str(problem) for each in NOWHERE):
            raise _nowhere() from problem
        raise
    except (BaseError, OSError) as problem:
        said = str(problem)
        if any(each in said for each in NOWHERE):
            raise _nowhere() from problem
        if any(each in said for each in SHUT):
            raise _shut() from problem
        raise StoreError(
            "storage-silent",
            "The storage of files does not answer",
            "The object storage could not be reached, or broke off.",
            "See that it runs and that its address is right; desks ask again by themselves.",
        ) from problem


def address_wrong(problem: Exception) -> StoreError:
    """What an operator should know of an address that is none, or of credentials that are none."""
    said = str(problem).splitlines()[0]
    if any(each in said for each in UNREADABLE):
        return StoreError(
            "storage-credentials",
            "The credentials for the storage of files cannot be read",
            f"They cannot be used as they are: {said}.",
            "See that the usual environment variables hold them, or name a file that is there and whole.",
        )
    return StoreError(
        "storage-address",
        "The place for files is not understood",
        f"It cannot be used as it is: {said}.",
        "Give a URL such as s3://bucket/prefix, az://container/prefix, gs://bucket/prefix or file:///folder.",
    )


def _nowhere() -> StoreError:
    return StoreError(
        "storage-missing",
        "The place for files is missing",
        "The object storage has no bucket or container of this name.",
        "Make it, or correct the hub’s setting “storage”.",
    )


def _shut() -> StoreError:
    return StoreError(
        "storage-refused",
        "The storage of files refuses the hub",
        "The credentials are missing or wrong, or do not allow what was asked.",
        "Give the hub credentials that may list, read and write there, in the usual environment variables.",
    )
