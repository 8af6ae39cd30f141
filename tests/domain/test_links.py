"""Addresses as evidence: the real host, the snapshot that is shown, and what may be cited."""

import pytest

from reviewer_app.domain.errors import RuleError
from reviewer_app.domain.links import OPENED, check_seen, real_host, snapshot
from reviewer_app.domain.submission import EvidenceItem

ITEM = EvidenceItem(
    "e1",
    "2",
    "Blog",
    "",
    url="https://blog.example/a",
    access={"data/access/01.txt": "t", "data/access/01.pdf": "p"},
)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Blog.School.example/x?y", "blog.school.example"),
        ("http://blog.example:8080/", "blog.example:8080"),
        ("https://bank.example@evil.example/login", "evil.example"),
        ("https://exämple.org/", "xn--exmple-cua.org (written exämple.org)"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://[broken/", ""),
        ("https://a.example:99999/", ""),
    ],
)
def test_the_real_host_is_said(address: str, host: str) -> None:
    assert real_host(address) == host


def test_the_most_faithful_snapshot_that_is_here_is_shown() -> None:
    assert snapshot(ITEM, lambda sha256: True) == ("data/access/01.pdf", "p")
    assert snapshot(ITEM, lambda sha256: sha256 == "t") == ("data/access/01.txt", "t")
    assert snapshot(ITEM, lambda sha256: False) is None


def test_a_link_without_a_snapshot_is_cited_only_once_it_was_opened() -> None:
    with pytest.raises(RuleError) as refused:
        check_seen(ITEM, {}, lambda sha256: False)
    assert refused.value.code == "link-unseen"
    check_seen(ITEM, {OPENED: "2026-11-10T09:30:00Z"}, lambda sha256: False)
    check_seen(ITEM, {}, lambda sha256: True)
