"""Sealing: the keys are those of age itself, nobody else opens anything, and names tell nothing."""

from __future__ import annotations

import os

import pyrage  # type: ignore[import-untyped]  # it carries no types
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer_app.domain.errors import HubError, LineError
from reviewer_app.domain.signing import ED25519_PREFIX, SigningKey, base58_encode
from reviewer_app.exchange import sealing
from reviewer_app.exchange.carrier import TO_HUB, TO_LAPTOPS
from reviewer_app.exchange.hello import LETTERS, same_code, short_code

seeds = st.binary(min_size=32, max_size=32)
ADA, HUB, BO = (SigningKey(bytes([n]) * 32) for n in (1, 2, 3))
MINE = SigningKey(os.urandom(32))


@settings(max_examples=40)
@given(seed=seeds)
def test_the_map_of_the_public_key_is_the_public_key_of_the_map(seed: bytes) -> None:
    # Two ways that know nothing of each other: our arithmetic on the name, and X25519 on the secret number.
    key = SigningKey(seed)
    secret = X25519PrivateKey.from_private_bytes(sealing._scalar(seed))
    assert sealing._montgomery(key.name) == secret.public_key().public_bytes_raw()
    assert str(sealing._recipient(key.name)) == str(sealing._identity(seed).to_public())


def test_the_map_is_that_of_libsodium() -> None:
    # crypto_sign_ed25519_pk_to_curve25519 of the key pair in libsodium's own test ed25519_convert.
    seed = bytes.fromhex("421151a459faeade3d247115f94aedae42318124095afabe4d1451a559faedee")
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    assert public.hex() == "b5076a8474a832daee4dd5b4040983b6623b5f344aca57d4d6ee4baf3f259e6e"
    name = "z" + base58_encode(ED25519_PREFIX + public)
    made = sealing._montgomery(name).hex()
    assert made == "f1814f0e8ff1043d8a44d25babff3cedcae6c22c3edaa48f857ae70de2baae50"
    clamped = "52030376d47112be7f73ed7a019293dd12ad910b654455798b4667d73de1"
    assert sealing._scalar(seed).hex()[2:-2] == clamped, "all but the bits that X25519 sets itself"


def test_only_the_one_it_is_for_opens_it() -> None:
    sealed = sealing.seal(b"a decision", ADA.name)
    assert sealing.unseal(sealed, ADA) == b"a decision"
    changed = sealed[:-5] + bytes([sealed[-5] ^ 1]) + sealed[-4:]
    for other, data in (
        (BO, sealed),
        (ADA, sealed[:-1]),
        (ADA, changed),
        (ADA, b""),
    ):
        with pytest.raises(LineError) as caught:
            sealing.unseal(data, other)
        assert caught.value.code == "left-damaged"


def test_it_is_an_age_file_that_does_not_say_whom_it_is_for() -> None:
    sealed = sealing.seal(b"a decision", ADA.name)
    assert sealed.startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert b"ssh-ed25519" not in sealed
    assert sealed != sealing.seal(b"a decision", ADA.name)
    identity = pyrage.x25519.Identity.from_str(str(sealing._identity(ADA.seed)))
    assert pyrage.decrypt(sealed, [identity]) == b"a decision"


@pytest.mark.parametrize(
    "name", ["", "z", "z6Mk", "did:key:z6Mk", "z" + base58_encode(ED25519_PREFIX + b"\1" + bytes(31))]
)
def test_what_is_no_key_is_refused(name: str) -> None:
    with pytest.raises(HubError) as caught:
        sealing.seal(b"x", name)
    assert caught.value.code == "no-key"


def test_both_ends_know_a_name_and_nobody_else_does() -> None:
    ada, hub, bo = sealing.Names(ADA, HUB.name), sealing.Names(HUB, ADA.name), sealing.Names(BO, HUB.name)
    name = ada.message(TO_HUB, b"content")
    assert name == hub.message(TO_HUB, b"content") != ada.message(TO_HUB, b"contents")
    assert hub.owns(TO_HUB, name)
    assert not hub.owns(TO_LAPTOPS, name)
    assert not bo.owns(TO_HUB, name)
    assert not hub.owns(TO_HUB, name[:-1])
    pieces = {each.piece("0" * 64, number) for each in (ada, bo) for number in range(3)}
    assert len(pieces) == 6
    assert ada.piece("0" * 64, 2) == hub.piece("0" * 64, 2)


def test_a_code_is_short_the_same_at_both_ends_and_another_for_other_keys() -> None:
    code = short_code(ADA.name)
    assert code == short_code(ADA.name) != short_code(ADA.name, HUB.name)
    assert len(code) == 9
    assert set(code) <= {*LETTERS, "-"}
    assert same_code(code, f" {code.lower().replace('-', ' ')} ")
    assert not same_code(code, short_code(BO.name))
    assert not same_code("", "")
