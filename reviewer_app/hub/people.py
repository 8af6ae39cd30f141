"""People, their laptops, and the one-time codes by which the two are brought together."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import uuid6
from sqlalchemy import Connection, Row

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.submission import moment, timestamp
from reviewer_app.hub.books import Books
from reviewer_app.hub.refusals import Refused
from reviewer_app.hub.roles import Role, read_role
from reviewer_app.hub.tokens import Caller, end_tokens, token_hash

ALPHABET = "34679ACDEFGHJKMNPQRTVWXY"
"""No letter or digit that looks like another when read aloud or copied from a screen."""

CODE_MINUTES = 15
CHALLENGE_MINUTES = 2
OPEN_CHALLENGES = 2000
"""More than one address can ask for while they last, so that nobody keeps others from pairing."""
TRIES = 10
TRIES_MINUTES = 10
SEEN_MINUTES = 60


@dataclass(frozen=True)
class PersonLine:
    """Someone with an account."""

    id: str
    name: str
    active: bool
    role: Role = Role.ASSESSOR


@dataclass(frozen=True)
class DeviceLine:
    """A paired laptop; ``revoked_at`` is "" while its token is good."""

    name: str
    person: str
    person_name: str
    paired_at: str
    seen_at: str
    revoked_at: str
    records: int


@dataclass(frozen=True)
class Paired:
    """A laptop's new token, told once and kept only as a hash."""

    token: str
    person: str
    person_name: str
    at: str


def add_person(books: Books, name: str, role: Role = Role.ASSESSOR, id: str = "") -> str:
    """A new account; its id, and where that is given the account is made once. RuleError without a name."""
    if not name.strip():
        raise RuleError("no-name", "A name is missing", "An account needs a name.", "Give the person’s name.")
    made = id or str(uuid6.uuid7())
    with books.changes() as work:
        work.exec_driver_sql(
            "INSERT INTO person (id, name, active, made_at, role) VALUES (?, ?, 1, ?, ?) ON CONFLICT (id) DO NOTHING",
            (made, name.strip(), books.moment(), role.value),
        )
    return made


def set_active(books: Books, person: str, active: bool) -> None:
    """Disable an account or enable it again; RuleError where nobody would be left to administer the hub."""
    with books.changes() as work:
        if not active and one_person(work, person).role is Role.ADMINISTRATOR:
            _keep_one(work, person)
        one_person(work, person)
        work.exec_driver_sql("UPDATE person SET active = ? WHERE id = ?", (int(active), person))


def set_role(books: Books, person: str, role: str) -> None:
    """Give an account another role; its laptops pair again, so that none that others let in keeps the new rights."""
    wanted = read_role(role)
    with books.changes() as work:
        before = one_person(work, person)
        if before.role is wanted:
            return
        if before.role is Role.ADMINISTRATOR:
            _keep_one(work, person)
        if wanted is Role.AUDITOR:
            _must_have_no_work(work, person)
        work.exec_driver_sql("UPDATE person SET role = ? WHERE id = ?", (wanted.value, person))
        work.exec_driver_sql("DELETE FROM pairing_code WHERE person = ? AND used_by = ''", (person,))
        end_tokens(work, person)


def one_person(look: Connection, person: str) -> PersonLine:
    """An account; RuleError ``unknown-person`` where there is none of this id."""
    row = look.exec_driver_sql("SELECT id, name, active, role FROM person WHERE id = ?", (person,)).first()
    if row is None:
        raise RuleError(
            "unknown-person",
            "No such person",
            f"The hub has no account “{person}”.",
            "List the people first.",
        )
    return PersonLine(row[0], row[1], bool(row[2]), Role(row[3]))


def _keep_one(work: Connection, person: str) -> None:
    others = work.exec_driver_sql(
        "SELECT count(*) FROM person WHERE role = ? AND active = 1 AND id <> ?",
        (Role.ADMINISTRATOR.value, person),
    ).scalar_one()
    if not others:
        raise RuleError(
            "last-administrator",
            "The hub needs an administrator",
            "This is the last active account that may administer the hub.",
            "Make somebody else an administrator first.",
        )


def _must_have_no_work(work: Connection, person: str) -> None:
    row = work.exec_driver_sql(
        "SELECT 1 FROM assignment WHERE person = ? AND state = 'open'", (person,)
    ).first()
    if row is not None:
        raise RuleError(
            "has-work",
            "They still have work",
            "An auditor’s laptop sends no decisions, and work assigned to this person waits for some.",
            "Withdraw that work first.",
        )


def people(books: Books) -> tuple[PersonLine, ...]:
    """Everyone, in the order they were added."""
    with books.looking() as look:
        rows = look.exec_driver_sql("SELECT id, name, active, role FROM person ORDER BY made_at, id").all()
    return tuple(PersonLine(each[0], each[1], bool(each[2]), Role(each[3])) for each in rows)


def devices(books: Books) -> tuple[DeviceLine, ...]:
    """Every laptop that was ever paired."""
    with books.looking() as look:
        rows = look.exec_driver_sql(
            "SELECT d.name, d.person, p.name, d.paired_at, d.seen_at, d.revoked_at, d.count "
            "FROM device d JOIN person p ON p.id = d.person ORDER BY d.paired_at, d.name"
        ).all()
    return tuple(DeviceLine(*each) for each in rows)


def revoke(books: Books, device: str) -> bool:
    """Shut one laptop out at once; False when there is none of that name or it was shut out before."""
    with books.changes() as work:
        done = work.exec_driver_sql(
            "UPDATE device SET revoked_at = ?, next_hash = NULL, next_at = '' WHERE name = ? AND revoked_at = ''",
            (books.moment(), device),
        )
        return done.rowcount == 1


def pairing_code(books: Books, person: str, code: str = "") -> str:
    """A fresh code of the form ABCD-EFGH, good once and for a quarter of an hour; older ones of the person end."""
    code = code.replace("-", "") or "".join(secrets.choice(ALPHABET) for _ in range(8))
    until = code_until(books)
    with books.changes() as work:
        one_person(work, person)
        work.exec_driver_sql("DELETE FROM pairing_code WHERE person = ? AND used_by = ''", (person,))
        work.exec_driver_sql(
            "INSERT INTO pairing_code VALUES (?, ?, ?, '')", (_code_hash(books, code), person, until)
        )
    return f"{code[:4]}-{code[4:]}"


def code_until(books: Books) -> str:
    """Until when a code of now is good."""
    return timestamp(books.now() + timedelta(minutes=CODE_MINUTES))


def challenge(books: Books, device: str) -> str:
    """Random bytes that this device must sign within two minutes."""
    made = secrets.token_hex(32)
    now = books.moment()
    until = timestamp(books.now() + timedelta(minutes=CHALLENGE_MINUTES))
    with books.changes() as work:
        work.exec_driver_sql("DELETE FROM challenge WHERE expires_at < ?", (now,))
        if work.exec_driver_sql("SELECT count(*) FROM challenge").scalar_one() >= OPEN_CHALLENGES:
            raise Refused("too-many-tries", retry_after=60.0 * CHALLENGE_MINUTES)
        work.exec_driver_sql("INSERT INTO challenge VALUES (?, ?, ?)", (token_hash(made), device, until))
    return made


def trade(books: Books, device: str, code: str, signed_challenge: str) -> Paired:
    """A token for a code, once the device's signature over the challenge was checked; Refused when it is not good.

    The same device may trade the same code again while it lasts, since the first answer may have been lost.
    """
    with books.changes() as work:
        wait = _wait_for_tries(books, work)
        if wait is not None:
            raise Refused("too-many-tries", retry_after=wait)
        use_challenge(books, work, device, signed_challenge)
        row = work.exec_driver_sql(
            "SELECT person, expires_at, used_by FROM pairing_code WHERE code_hash = ?",
            (_code_hash(books, code),),
        ).first()
        refusal = _refusal(row, device, books.moment())
        if row is not None and not refusal:
            return _pair(books, work, device, _code_hash(books, code), row[0])
        work.exec_driver_sql("INSERT INTO pairing_failure (at) VALUES (?)", (books.moment(),))
    raise Refused(refusal)


def use_challenge(books: Books, work: Connection, device: str, signed_challenge: str) -> None:
    """Use up the challenge that a device signed; Refused ``challenge-wrong`` where it was never given or is over."""
    found = work.exec_driver_sql(
        "DELETE FROM challenge WHERE challenge_hash = ? AND device = ? AND expires_at >= ? RETURNING 1",
        (token_hash(signed_challenge), device, books.moment()),
    ).first()
    if found is None:
        raise Refused("challenge-wrong")


def admit(books: Books, device: str, person: str) -> Paired:
    """A token for a laptop that the coordinator saw with their own eyes; Refused when it is somebody else's."""
    with books.changes() as work:
        return _admit(books, work, device, person)


def saw(books: Books, who: Caller, seen_at: str) -> None:
    """Note that a laptop was here, at most once an hour, since each note costs a write."""
    if seen_at and books.now() - moment(seen_at) < timedelta(minutes=SEEN_MINUTES):
        return
    with books.changes(person=who.person) as work:
        work.exec_driver_sql("UPDATE device SET seen_at = ? WHERE name = ?", (books.moment(), who.device))


def _refusal(row: Row[Any] | None, device: str, now: str) -> str:
    if row is None:
        return "code-wrong"
    if row.used_by and row.used_by != device:
        return "code-used"
    return "code-expired" if row.expires_at < now else ""


def _pair(books: Books, work: Connection, device: str, code_hash: str, person: str) -> Paired:
    paired = _admit(books, work, device, person)
    work.exec_driver_sql("UPDATE pairing_code SET used_by = ? WHERE code_hash = ?", (device, code_hash))
    return paired


def _admit(books: Books, work: Connection, device: str, person: str) -> Paired:
    owner = work.exec_driver_sql("SELECT person FROM device WHERE name = ?", (device,)).first()
    if owner is not None and owner[0] != person:
        raise Refused("other-person")
    token = secrets.token_urlsafe(32)
    now = keep_device(books, work, device, person, token)
    return Paired(token, person, one_person(work, person).name, now)


def keep_device(books: Books, work: Connection, device: str, person: str, token: str) -> str:
    """Let a laptop of a person in by this token, in place of any it had before; since when."""
    now = books.moment()
    work.exec_driver_sql(
        "INSERT INTO device (name, person, token_hash, paired_at, seen_at, revoked_at, count, rolling, token_at) "
        "VALUES (?, ?, ?, ?, '', '', 0, '', ?) "
        "ON CONFLICT (name) DO UPDATE SET token_hash = excluded.token_hash, paired_at = excluded.paired_at, "
        "revoked_at = '', token_at = excluded.token_at, next_hash = NULL, next_at = ''",
        (device, person, token_hash(token), now, now),
    )
    return now


def _wait_for_tries(books: Books, work: Connection) -> float | None:
    since = books.now() - timedelta(minutes=TRIES_MINUTES)
    work.exec_driver_sql("DELETE FROM pairing_failure WHERE at < ?", (timestamp(since),))
    row = work.exec_driver_sql("SELECT count(*), min(at) FROM pairing_failure").one()
    if row[0] < TRIES:
        return None
    return max(1.0, (moment(row[1]) - since).total_seconds())


def _code_hash(books: Books, code: str) -> str:
    """A short code is kept keyed by the hub's own secret, since its 36 bits alone could be tried out."""
    plain = "".join(each for each in code.upper() if each.isalnum())
    return hmac.new(books.key.seed, f"pairing code {plain}".encode(), hashlib.sha256).hexdigest()
