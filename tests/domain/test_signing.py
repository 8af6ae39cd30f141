"""Signatures: the published W3C vectors, and no altered bit ever passes."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from reviewer_app.domain.signing import (
    SigningKey,
    base58_decode,
    base58_encode,
    canonical,
    hash_data,
    signed,
    signer,
    verifies,
)

# Values of the W3C test vectors for eddsa-jcs-2022 (Data Integrity EdDSA Cryptosuites v1.0, appendix B.2).
W3C_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
W3C_PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
W3C_CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]
W3C_CREATED = "2023-02-24T23:36:38Z"
W3C_DOCUMENT: dict[str, Any] = {
    "@context": W3C_CONTEXT,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
W3C_OPTIONS: dict[str, Any] = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-jcs-2022",
    "created": W3C_CREATED,
    "verificationMethod": f"did:key:{W3C_PUBLIC}#{W3C_PUBLIC}",
    "proofPurpose": "assertionMethod",
    "@context": W3C_CONTEXT,
}
W3C_PROOF_HASH = "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db"
W3C_DOCUMENT_HASH = "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
W3C_SIGNATURE = (
    "407cd12654b33d718ecbb99179a1506daaa849450bf3fc523cce3e1c96f8b803"
    "51da3f253d725c6f00b07c9e5448d50b3ef78012b9ab54255116d069c6dd2808"
)
W3C_PROOF_VALUE = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"

KEY = SigningKey(bytes(range(32)))
# Whole numbers beyond 2**53 are no JSON for RFC 8785, so none are drawn.
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-(2**52), 2**52)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=12),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(st.characters(exclude_categories=("Cs",)), max_size=6), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
DOCUMENTS = st.dictionaries(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=6), JSON, max_size=4
).map(lambda made: {key: value for key, value in made.items() if key not in ("proof", "@context")})


@pytest.fixture(scope="module")
def w3c() -> SigningKey:
    raw = base58_decode(W3C_SECRET[1:])
    assert raw[:2] == b"\x80\x26", "an Ed25519 secret key as a Multikey"
    return SigningKey(raw[2:])


def test_the_w3c_vectors_come_out_to_the_byte(w3c: SigningKey) -> None:
    assert w3c.name == W3C_PUBLIC
    data = hash_data(canonical(W3C_DOCUMENT), W3C_OPTIONS)
    assert data.hex() == W3C_PROOF_HASH + W3C_DOCUMENT_HASH
    assert w3c.sign(data).hex() == W3C_SIGNATURE
    made = signed(W3C_DOCUMENT, w3c, W3C_CREATED)
    assert made["proof"] == {**W3C_OPTIONS, "proofValue": W3C_PROOF_VALUE}
    assert signer(made) == W3C_PUBLIC


@given(DOCUMENTS)
def test_what_a_key_signed_names_that_key_and_survives_the_journey(document: dict[str, Any]) -> None:
    made = signed(document, KEY, "2026-11-24T08:00:00.000Z")
    assert signer(made) == KEY.name
    assert signer(json.loads(canonical(made))) == KEY.name
    assert signed(made, KEY, "2026-11-24T08:00:00.000Z") == made


@given(DOCUMENTS, st.data())
def test_any_flipped_bit_of_what_was_signed_fails(document: dict[str, Any], data: st.DataObject) -> None:
    made = signed(document, KEY, "2026-11-24T08:00:00.000Z")
    text = bytearray(canonical(made))
    place = data.draw(st.integers(0, len(text) * 8 - 1))
    text[place // 8] ^= 1 << (place % 8)
    try:
        altered = json.loads(text)
    except ValueError:
        return
    if isinstance(altered, dict):
        assert altered == made or signer(altered) is None


@given(st.integers(0, 511))
def test_any_flipped_bit_of_a_signature_fails(bit: int) -> None:
    signature = bytearray(KEY.sign(b"words"))
    signature[bit // 8] ^= 1 << (bit % 8)
    assert verifies(KEY.name, KEY.sign(b"words"), b"words")
    assert not verifies(KEY.name, bytes(signature), b"words")


def test_another_key_is_not_taken_for_the_signer() -> None:
    other = SigningKey(b"\7" * 32)
    made = signed({"a": 1}, KEY, "2026-11-24T08:00:00.000Z")
    made["proof"]["verificationMethod"] = f"did:key:{other.name}#{other.name}"
    assert signer(made) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("cryptosuite", "eddsa-rdfc-2022"), ("proofValue", ""), ("proofValue", "z"), ("proofValue", "z0OIl"),
        ("proofValue", None), ("proofValue", 7), ("verificationMethod", None), ("verificationMethod", "#"),
        ("verificationMethod", "did:key:x#x"), ("created", "2026-11-24T08:00:01.000Z"), ("domain", "elsewhere"),
    ],
)  # fmt: skip
def test_a_tampered_proof_is_no_proof(field: str, value: Any) -> None:
    made = copy.deepcopy(signed({"a": 1}, KEY, "2026-11-24T08:00:00.000Z"))
    made["proof"][field] = value
    assert signer(made) is None


@pytest.mark.parametrize("document", [{}, {"proof": None}, {"proof": []}, {"proof": "z"}, {"proof": {}}])
def test_no_proof_means_no_signer(document: dict[str, Any]) -> None:
    assert signer(document) is None


@given(st.binary(max_size=80))
def test_base_58_comes_back_with_its_leading_zeros(data: bytes) -> None:
    assert base58_decode(base58_encode(data)) == data


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""), (b"\0", "1"), (b"\0\0\1", "112"), (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
        (bytes.fromhex("0000287fb4cd"), "11233QC4"),
    ],
)  # fmt: skip
def test_base_58_of_known_values(data: bytes, text: str) -> None:
    assert base58_encode(data) == text
    assert base58_decode(text) == data


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "abc!", "ä"])
def test_base_58_refuses_foreign_characters(text: str) -> None:
    with pytest.raises(ValueError, match="not found"):
        base58_decode(text)


@given(DOCUMENTS)
def test_the_fast_way_to_canonical_bytes_is_the_standard_one(document: dict[str, Any]) -> None:
    assert canonical(document) == rfc8785.dumps(document)


def test_a_key_never_shows_its_seed() -> None:
    assert repr(KEY) == f"SigningKey({KEY.name})"
    assert KEY.name.startswith("z6Mk")
