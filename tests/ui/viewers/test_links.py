"""A link is followed only when a person says so, and its host is named as the browser would ask for it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reviewer_app.evidence import Link
from reviewer_app.ui.viewers.links import ask_link, link_words, target_of


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://Example.org/a?b", "example.org"),
        ("http://example.org:8080/", "example.org:8080"),
        ("  HTTPS://example.org.  ", "example.org"),
        ("https://bank.example@evil.example/login", "evil.example"),
        ("https:\\\\evil.example\\@bank.example", "evil.example"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("https://bücher.example", "xn--bcher-kva.example"),
        ("https://[::1]/x", "[::1]"),
        ("mailto:ada@school.example?subject=x", "school.example"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,x", ""),
        ("//example.org/x", ""),
        ("https://", ""),
        ("https://exa mple.org", ""),
        ("https://example.org:99999999/", ""),
        ("", ""),
        ("x" * 100_000, ""),
    ],
)
def test_the_host_is_the_one_a_browser_would_ask_for(address: str, host: str) -> None:
    assert target_of(address).host == host
    assert target_of(address).opens == bool(host)


def test_a_host_in_other_letters_and_a_name_before_it_are_said() -> None:
    assert target_of("https://xn--80ak6aa92e.com").looks_like == "аррӏе.com"
    assert target_of("https://example.org").looks_like == ""
    assert target_of("https://bank.example@evil.example").disguised
    assert not target_of("https://evil.example").disguised


def test_links_are_named_before_they_are_followed() -> None:
    box = (0.0, 0.0, 1.0, 1.0)
    assert link_words(Link(box, "", 4)) == "Go to page 5"
    assert link_words(Link(box, "https://a:b@evil.example/x", -1)) == "Link to evil.example"
    assert link_words(Link(box, "mailto:ada@school.example", -1)) == "Write to ada@school.example"
    assert link_words(Link(box, "launch:calc", -1)) == "A link that Reviewer does not open"


def test_enter_and_escape_stay_and_only_the_button_leaves(qapp: QApplication) -> None:
    opened: list[str] = []

    def opener(address: str) -> bool:
        opened.append(address)
        return True

    home = QWidget()
    home.show()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Space):
        asking = ask_link(home, "https://example.org/x", opener=opener)
        assert asking.focusWidget() is asking.stay
        QTest.keyClick(asking.focusWidget(), key)
        qapp.processEvents()
        assert opened == []
    asking = ask_link(home, "https://example.org/x", opener=opener)
    asking.go.click()
    assert opened == ["https://example.org/x"]
    home.deleteLater()
    qapp.processEvents()


def test_an_address_that_is_no_web_address_can_only_be_copied(qapp: QApplication) -> None:
    home = QWidget()
    home.show()
    asking = ask_link(home, "javascript:alert(1)", opener=lambda _address: pytest.fail("it was opened"))
    assert not asking.go.isVisible()
    asking._copy()
    assert QGuiApplication.clipboard().text() == "javascript:alert(1)"
    asking.reject()
    home.deleteLater()
    qapp.processEvents()
