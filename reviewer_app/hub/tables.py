"""The hub's tables as SQLModel classes, in a registry of their own; moments are RFC 3339 text in UTC."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import registry
from sqlmodel import AutoString, Field, SQLModel

REFUSED = text("accepted = 0")


class HubTable(SQLModel, registry=registry()):
    """What every table of the hub belongs to; no table of the desk does."""


class Setting(HubTable, table=True):
    """One fact about the hub itself: its key's seed, its name, when it was made."""

    __tablename__ = "setting"
    name: str = Field(primary_key=True)
    value: str


class Person(HubTable, table=True):
    """Someone with an account; ``active`` is 0 while it is disabled, ``role`` one of ``hub.roles``."""

    __tablename__ = "person"
    id: str = Field(primary_key=True)
    name: str
    active: int
    made_at: str
    role: str = Field(sa_column_kwargs={"server_default": "assessor"})


class Device(HubTable, table=True):
    """A paired laptop, named by its key, with how many of its records are here and their rolling hash.

    ``next_hash`` is of the token that its old one was traded for, until that is first used.
    """

    __tablename__ = "device"
    __table_args__ = (Index("ix_device_next_hash", "next_hash", unique=True),)
    name: str = Field(primary_key=True)
    person: str = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True)
    paired_at: str
    seen_at: str
    revoked_at: str
    count: int
    rolling: str
    token_at: str = Field(sa_column_kwargs={"server_default": ""})
    next_hash: str | None = None
    next_at: str = Field(sa_column_kwargs={"server_default": ""})


class Done(HubTable, table=True):
    """What a coordinator's question came to, so that the same question again changes nothing more."""

    __tablename__ = "done"
    device: str = Field(primary_key=True)
    nonce: str = Field(primary_key=True)
    question: str
    at: str = Field(index=True)
    answer: str


class PairingCode(HubTable, table=True):
    """A one-time code, hashed; ``used_by`` is the device that traded it."""

    __tablename__ = "pairing_code"
    code_hash: str = Field(primary_key=True)
    person: str = Field(foreign_key="person.id", index=True)
    expires_at: str
    used_by: str


class Challenge(HubTable, table=True):
    """Random bytes a device must sign to prove that it holds its key, hashed; used once."""

    __tablename__ = "challenge"
    challenge_hash: str = Field(primary_key=True)
    device: str
    expires_at: str


class PairingFailure(HubTable, table=True):
    """A wrong code at a moment, counted to slow down guessing."""

    __tablename__ = "pairing_failure"
    id: int | None = Field(default=None, primary_key=True)
    at: str = Field(index=True)


class RubricDocument(HubTable, table=True):
    """A micro-credential's document by its hash."""

    __tablename__ = "rubric"
    hash: str = Field(primary_key=True)
    document: str


class SubmissionRow(HubTable, table=True):
    """A submission as its issuer made it; ``evidence`` is the canonical JSON of evidence id to SHA-256."""

    __tablename__ = "submission"
    id: str = Field(primary_key=True)
    alias: str = Field(index=True)
    rubric: str = Field(foreign_key="rubric.hash", index=True)
    evidence: str
    sha256: str
    document: str
    taken_at: str


class SubmissionBlob(HubTable, table=True):
    """A file that belongs to a submission, by SHA-256 and size in bytes."""

    __tablename__ = "submission_blob"
    submission: str = Field(foreign_key="submission.id", primary_key=True)
    sha256: str = Field(primary_key=True, index=True)
    size: int


class AssignmentRow(HubTable, table=True):
    """One person's task: ``state`` is open, decided, released, withdrawn or handed_back; ``decision`` the record
    that decided it."""

    __tablename__ = "assignment"
    __table_args__ = (
        UniqueConstraint("submission", "person"),
        Index("ix_assignment_person_state", "person", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    submission: str = Field(foreign_key="submission.id")
    person: str = Field(foreign_key="person.id")
    role: str
    round: int
    due: str
    state: str
    decision: str
    made_at: str


class Closing(HubTable, table=True):
    """Why a task no longer takes a decision, as the code by which one is refused, and since when."""

    __tablename__ = "closing"
    assignment: int = Field(primary_key=True, foreign_key="assignment.id")
    code: str = Field(primary_key=True)
    at: str


class Interest(HubTable, table=True):
    """That a person declared a conflict of interest about a submission, by which record, and why."""

    __tablename__ = "interest"
    submission: str = Field(primary_key=True)
    person: str = Field(primary_key=True, foreign_key="person.id")
    record: str
    reason: str
    words: str
    at: str


class Settlement(HubTable, table=True):
    """The coordinator's answer to a person's flag; ``work`` is the item that tells their laptops."""

    __tablename__ = "settlement"
    submission: str = Field(primary_key=True, foreign_key="submission.id")
    person: str = Field(primary_key=True, foreign_key="person.id")
    flag: str = Field(primary_key=True)
    work: int = Field(foreign_key="work.seq", index=True)
    at: str
    words: str


class WordKept(HubTable, table=True):
    """What a restored hub once said of work that it does not have yet: done again when the work itself comes back."""

    __tablename__ = "word_kept"
    mark: str = Field(primary_key=True)
    person: str = Field(foreign_key="person.id")
    submission: str = Field(index=True)
    at: str
    entry: str


class Work(HubTable, table=True):
    """What a person's laptops are told, in order; ``mark`` tells a restored hub's numbers from the lost ones.

    ``again`` is a mark of its own where a restored hub says again what it had said: the order may be another now, so
    that no cursor from before counts.
    """

    __tablename__ = "work"
    __table_args__ = (Index("ix_work_person_seq", "person", "seq"), {"sqlite_autoincrement": True})
    seq: int | None = Field(default=None, primary_key=True)
    mark: str
    person: str = Field(foreign_key="person.id")
    assignment: int = Field(foreign_key="assignment.id")
    kind: str
    reason: str
    at: str
    again: str = Field(default="", sa_column_kwargs={"server_default": ""})


class ReceiptBatch(HubTable, table=True):
    """A signed receipt document as it was first sent."""

    __tablename__ = "receipt"
    id: int | None = Field(default=None, primary_key=True)
    device: str = Field(foreign_key="device.name", index=True)
    at: str
    document: str


class RecordRow(HubTable, table=True):
    """One number of one device: the record as it came, or a hole (``id`` is null) where it was unreadable."""

    __tablename__ = "record"
    __table_args__ = (
        Index("ix_record_kind", "kind", "subject"),
        Index("ix_record_refused", "device", "n", sqlite_where=REFUSED, postgresql_where=REFUSED),
    )
    device: str = Field(foreign_key="device.name", primary_key=True)
    n: int = Field(primary_key=True)
    id: str | None = Field(default=None, unique=True)
    sha256: str
    kind: str
    subject: str = Field(index=True)
    accepted: int
    code: str
    receipt: int = Field(foreign_key="receipt.id")
    document: str


class LackingFile(HubTable, table=True):
    """A file by SHA-256 that submissions name and that is not here, as after a restore, until it comes."""

    __tablename__ = "lacking_file"
    sha256: str = Field(primary_key=True)


class BankEntryRow(HubTable, table=True):
    """A comment that a person shares, until they share it no longer; who it is from is told to nobody."""

    __tablename__ = "bank_entry"
    person: str = Field(foreign_key="person.id", primary_key=True)
    id: str = Field(primary_key=True)
    microcredential: str = Field(index=True)
    criterion: str
    level: str
    text: str
    at: str


for _table in HubTable.metadata.tables.values():
    for _column in _table.columns:
        # In PostgreSQL as in SQLite: whole numbers of 64 bits, texts in the order of their code points.
        if isinstance(_column.type, Integer):
            _column.type = BigInteger().with_variant(Integer(), "sqlite")
        elif isinstance(_column.type, AutoString):
            _column.type = String().with_variant(String(collation="C"), "postgresql")
