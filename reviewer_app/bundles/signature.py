"""signature.json: the issuer's Ed25519 signature over the whole bag, by way of its tag manifest.

The bag's payload is fixed by the manifests, the manifests and all other tag files by the tag manifest; so a
signature over the tag manifest covers everything but the signature's own file, which no manifest lists.
What is signed are the 64 raw bytes of the SHA-512 of the tag manifest's file.
"""

from __future__ import annotations

import hashlib
from typing import Any

from reviewer_app.bundles.documents import check_schema, read_json
from reviewer_app.bundles.limits import KIB, Limits
from reviewer_app.bundles.rules import Complain, Rule
from reviewer_app.domain.signing import SigningKey, base58_decode, base58_encode, verifies

SIGNATURE = "signature.json"
SIGNATURE_FORMAT = "reviewer-signature"
MOST = 16 * KIB


def signature_document(name: str, tag_manifest: bytes, key: SigningKey) -> dict[str, Any]:
    """The content of signature.json for a tag manifest of this file name and these bytes."""
    digest = hashlib.sha512(tag_manifest)
    return {
        "format": SIGNATURE_FORMAT,
        "version": 1,
        "algorithm": "Ed25519",
        "issuer": key.name,
        "tagmanifest": {"file": name, "sha512": digest.hexdigest()},
        "signature": "z" + base58_encode(key.sign(digest.digest())),
    }


def check_signature(data: bytes, name: str, tag_manifest: bytes, limits: Limits, complain: Complain) -> str:
    """The issuer's key name; complains when the signature is not theirs, or not of this tag manifest."""
    document = read_json(data, SIGNATURE, limits)
    if not check_schema(document, "signature-1", SIGNATURE, complain):
        return ""
    digest = hashlib.sha512(tag_manifest)
    issuer = str(document["issuer"])
    if document["tagmanifest"] != {"file": name, "sha512": digest.hexdigest()}:
        complain(Rule.SIGNATURE, SIGNATURE, f"It was made for another {name} than the one here.")
        return issuer
    try:
        signature = base58_decode(document["signature"][1:])
    except (ValueError, OverflowError):
        signature = b""
    if not verifies(issuer, signature, digest.digest()):
        complain(Rule.SIGNATURE, SIGNATURE, "The signature is not one its issuer made.")
    return issuer
