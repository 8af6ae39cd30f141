"""The desk's tables as SQLModel classes; the frozen steps in resources/migrations/desk make exactly these."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from reviewer_app.domain.lifecycle import State
from reviewer_app.store.items import ITEM_KINDS


class DeskTable(SQLModel, registry=registry()):
    """The desk's own registry, apart from the hub's."""


def _flag(name: str) -> CheckConstraint:
    return CheckConstraint(f"{name} IN (0, 1)")


class Meta(DeskTable, table=True):
    """Facts of this store: device seed, author, pairing, cursor."""

    __tablename__ = "meta"
    name: str = Field(primary_key=True)
    value: str


class Rubric(DeskTable, table=True):
    """A micro-credential document by its rubric hash."""

    __tablename__ = "rubric"
    hash: str = Field(primary_key=True)
    document: str


class SubmissionRow(DeskTable, table=True):
    """A submission as a bundle or the hub brought it; changes only on what they say."""

    __tablename__ = "submission"
    __table_args__ = (_flag("superseded"), Index("ix_submission_earner", "earner", "microcredential"))
    id: str = Field(primary_key=True)
    rubric: str = Field(foreign_key="rubric.hash")
    earner: str
    microcredential: str
    attempt: int
    source: str
    arrived_at: str
    withdrawn: str
    superseded: int
    document: str


class EvidenceRow(DeskTable, table=True):
    """An evidence item, and whether its bytes are on this laptop."""

    __tablename__ = "evidence"
    __table_args__ = (
        _flag("here"),
        CheckConstraint("size >= 0"),
        Index("ix_evidence_away", "submission", "sha256", "size", sqlite_where=text("here = 0")),
        Index("ix_evidence_here", "sha256", "size", sqlite_where=text("here = 1")),
    )
    submission: str = Field(primary_key=True, foreign_key="submission.id")
    id: str = Field(primary_key=True)
    sha256: str = Field(index=True)
    size: int
    here: int


class RecordRow(DeskTable, table=True):
    """A signed record, never changed; ``chain`` is the rolling hash of its device up to it."""

    __tablename__ = "record"
    __table_args__ = (
        CheckConstraint("n > 0"),
        UniqueConstraint("device", "n"),
        Index("ix_record_practised", "subject", sqlite_where=text("kind = 'practice.scored'")),
        Index("ix_record_item", "at", "id", "subject", sqlite_where=text(f"kind IN {ITEM_KINDS}")),
        Index(
            "ix_record_elsewhere",
            "at",
            "id",
            "subject",
            sqlite_where=text(f"chain = '' AND kind IN {ITEM_KINDS}"),
        ),
        Index(
            "ix_record_answered",
            text("json_extract(document, '$.body.record')"),
            sqlite_where=text("kind = 'refusal.answered'"),
        ),
    )
    id: str = Field(primary_key=True)
    device: str
    n: int
    kind: str
    subject: str = Field(index=True)
    at: str
    sha256: str
    chain: str
    document: str


class Heard(DeskTable, table=True):
    """The highest number of a device's records here, how many there are, and their sum; kept by a trigger."""

    __tablename__ = "heard"
    device: str = Field(primary_key=True)
    n: int
    count: int
    total: int = Field(sa_column_kwargs={"server_default": text("0")})


class ReceiptBatch(DeskTable, table=True):
    """A signed batch of receipts as the hub sent it, by the SHA-256 of its canonical bytes."""

    __tablename__ = "receipt_batch"
    sha256: str = Field(primary_key=True)
    document: str
    road: str = Field(sa_column_kwargs={"server_default": text("''")})


class ReceiptRow(DeskTable, table=True):
    """What the hub last said about one record, when, and which hub it was."""

    __tablename__ = "receipt"
    __table_args__ = (
        _flag("accepted"),
        Index("ix_receipt_refused", "record", sqlite_where=text("accepted = 0")),
    )
    record: str = Field(primary_key=True)
    accepted: int
    code: str
    reason: str
    at: str
    hub: str
    batch: str = Field(foreign_key="receipt_batch.sha256")


class _Listed(DeskTable):
    """What a list shows of a submission."""

    submission: str = Field(primary_key=True, foreign_key="submission.id")
    alias: str
    title: str
    folded: str
    attempt: int
    state: str
    progress: int
    scored: int
    total: int
    due: str
    role: str
    round: int
    evidence_count: int
    evidence_bytes: int
    here_count: int
    updated_at: str
    decided: int
    decision: str
    outcome: str
    turnaround: int | None


def _states(*left_out: State) -> CheckConstraint:
    known = ", ".join(f"'{state.value}'" for state in State if state not in left_out)
    return CheckConstraint(f"state IN ({known})")


class QueueTable(_Listed, table=True):
    """Projection: one row per submission that is live."""

    __tablename__ = "queue"
    __table_args__ = (
        _states(State.PRACTISED),
        _flag("decided"),
        Index("ix_queue_due", "decided", "due", "alias"),
        Index("ix_queue_alias", "decided", "alias"),
        Index("ix_queue_title", "decided", "title", "alias"),
        Index("ix_queue_attempt", "decided", "attempt", "alias"),
        Index("ix_queue_progress", "decided", "progress", "alias"),
        Index("ix_queue_evidence", "decided", "evidence_bytes", "alias"),
        Index("ix_queue_role", "decided", "role", "round", "alias"),
        Index("ix_queue_updated", "decided", "updated_at"),
        Index("ix_queue_folded", "decided", "folded"),
        Index("ix_queue_found", "folded", "submission"),
        Index("ix_queue_state", "state", "due"),
        Index("ix_queue_turnaround", "updated_at", "turnaround", sqlite_where=text("turnaround IS NOT NULL")),
    )


class PracticeTable(_Listed, table=True):
    """Projection: one row per submission that is practice, which no figure of live work counts."""

    __tablename__ = "practice"
    __table_args__ = (_states(), _flag("decided"), Index("ix_practice_updated", "decided", "updated_at"))


class Settlement(DeskTable, table=True):
    """The coordinator's answer to a flag, as the hub told it; changes only on what the hub says."""

    __tablename__ = "settlement"
    submission: str = Field(primary_key=True)
    flag: str = Field(primary_key=True)
    at: str
    words: str


class Said(DeskTable, table=True):
    """Projection: the words that stand in a review, folded for search."""

    __tablename__ = "said"
    submission: str = Field(primary_key=True, foreign_key="submission.id")
    slot: str = Field(primary_key=True)
    folded: str


class Place(DeskTable, table=True):
    """Where the person last was in a piece of evidence on this laptop; never travels."""

    __tablename__ = "place"
    submission: str = Field(primary_key=True)
    evidence: str = Field(primary_key=True)
    document: str


class Passage(DeskTable, table=True):
    """Words to be found: a page of a file by its hash, or a slot of a submission; ``passage_words`` indexes them."""

    __tablename__ = "passage"
    __table_args__ = (
        UniqueConstraint("sha256", "submission", "slot", "number"),
        Index("ix_passage_submission", "submission", "slot", sqlite_where=text("submission <> ''")),
    )
    id: int = Field(primary_key=True)
    sha256: str
    submission: str
    slot: str
    number: int
    text: str


class LookedAt(DeskTable, table=True):
    """That a file was opened for its words, by which version of the reading, and why it gave none."""

    __tablename__ = "looked_at"
    __table_args__ = (
        CheckConstraint("letters >= 0"),
        _flag("cut"),
        Index("ix_looked_at_reason", "reason", sqlite_where=text("reason <> ''")),
    )
    sha256: str = Field(primary_key=True)
    version: int
    reason: str
    letters: int
    cut: int
    text_sketch: str
    picture_sketch: str


class Likeness(DeskTable, table=True):
    """What files are looked up by that are nearly the same: a band of a sketch and its value."""

    __tablename__ = "likeness"
    __table_args__ = (CheckConstraint("kind IN ('text', 'picture')"),)
    kind: str = Field(primary_key=True)
    band: int = Field(primary_key=True)
    value: int = Field(primary_key=True)
    sha256: str = Field(primary_key=True, index=True)


class Guarded(DeskTable, table=True):
    """What the anonymity guard has looked at; evidence "" stands for the names of a whole submission."""

    __tablename__ = "guarded"
    submission: str = Field(primary_key=True, foreign_key="submission.id")
    evidence: str = Field(primary_key=True)
    at: str


class Finding(DeskTable, table=True):
    """A name the guard found: what it is (``found``), how it is shown, and for text where it stands."""

    __tablename__ = "finding"
    __table_args__ = (
        CheckConstraint("number >= 0"),
        CheckConstraint("kind IN ('file-name', 'title', 'metadata', 'text')"),
    )
    submission: str = Field(primary_key=True, foreign_key="submission.id")
    evidence: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: str
    field: str
    found: str
    shown: str
    slice: int
    start: int
    length: int


class Verified(DeskTable, table=True):
    """What came of reading a file whole and opening it once on this laptop, by its content and its name's ending."""

    __tablename__ = "verified"
    sha256: str = Field(primary_key=True)
    ending: str = Field(primary_key=True)
    at: str
    outcome: str
    words: str
    code: str
    sentence: str


class BankGrown(DeskTable, table=True):
    """The decisions whose comments were put into the bank, by the submission they are about."""

    __tablename__ = "bank_grown"
    submission: str = Field(primary_key=True, foreign_key="submission.id")
    decision: str


class BankSaid(DeskTable, table=True):
    """What a signed decision said on a criterion, with names and own marks taken out; made again from the records."""

    __tablename__ = "bank_said"
    __table_args__ = (Index("ix_bank_said_criterion", "microcredential", "criterion"),)
    submission: str = Field(primary_key=True, foreign_key="submission.id")
    criterion: str = Field(primary_key=True)
    microcredential: str
    level: str
    fingerprint: str
    text: str
    at: str


class BankEntryRow(DeskTable, table=True):
    """What a person made of the bank: an entry of their own or from elsewhere, or one changed, pinned or hidden."""

    __tablename__ = "bank_entry"
    __table_args__ = (
        CheckConstraint("source IN ('own', 'file', 'hub')"),
        _flag("pinned"),
        _flag("hidden"),
        Index("ix_bank_entry_microcredential", "microcredential"),
    )
    id: str = Field(primary_key=True)
    microcredential: str
    criterion: str
    level: str
    text: str
    source: str
    pinned: int
    hidden: int
    at: str


CAME = ("assigned", "imported", "withdrawn", "reopened", "handed-back", "settled", "files")
"""What can come to this laptop, as the ledger lists it."""


class Came(DeskTable, table=True):
    """Something that came: when it did, when the hub said it, by which road where that is known, and words with it."""

    __tablename__ = "came"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(repr(each) for each in CAME)})"),
        Index("ix_came_at", "at", "id", "submission"),
        Index("ix_came_submission", "submission", "kind", "said_at"),
    )
    id: str = Field(primary_key=True)
    submission: str
    kind: str
    at: str
    said_at: str
    words: str
    road: str


class Sent(DeskTable, table=True):
    """When a device's records up to a number, beyond the row before, were first handed to a road."""

    __tablename__ = "sent"
    device: str = Field(primary_key=True)
    upto: int = Field(primary_key=True)
    at: str
    road: str
