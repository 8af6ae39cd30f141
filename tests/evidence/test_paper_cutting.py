"""Long tables and lists come in pieces small enough to be laid out unfelt, with the same words in the same order."""

import pytest

from reviewer_app.evidence.worker.paper import cleaned, pieces
from reviewer_app.evidence.worker.paper_cutting import SECTION, cut, weight

ROW = "<tr><td>one</td><td><p>two</p></td><td>3</td></tr>"
NESTED = "<tr><td><table><tr><td>in</td></tr></table></td><td>out</td></tr>"
ITEM = "<li>wait time<ul><li>inner</li><li>and more</li></ul></li>"


def words(blocks: list[str]) -> str:
    return "".join(cleaned(each).text for each in blocks)


@pytest.mark.parametrize(
    "block",
    [
        f"<table>{ROW * 900}</table>",
        f"<table>{NESTED * 500}</table>",
        f"<ul>{ITEM * 400}</ul>",
        f"<ol>{ITEM * 400}</ol>",
    ],
    ids=["table", "nested", "list", "numbered"],
)
def test_what_is_long_is_cut_and_loses_no_word(block: str) -> None:
    parts = list(cut(block))
    assert len(parts) > weight(block) // SECTION
    assert all(weight(each) <= SECTION for each in parts)
    assert words(parts) == words([block])
    assert [cleaned(each).html for each in parts] == parts


def test_a_numbered_list_counts_on() -> None:
    first, second, *_ = cut(f'<ol start="5">{"<li>a</li>" * 3000}</ol>')
    assert first.startswith('<ol start="5"><li>')
    assert second.startswith(f'<ol start="{5 + first.count("<li>")}"><li>')


@pytest.mark.parametrize(
    "block",
    [
        f'<table>{ROW * 900}<tr><td rowspan="2">a</td></tr>{ROW}</table>',
        f"<p>{'word ' * 9000}</p>",
        f"<ul>{ITEM * 400}<p>stray</p></ul>",
        f"<ul>{ITEM * 400}",
        f"<table>{ROW * 3}</table>",
    ],
    ids=["rows held together", "paragraph", "something else", "open", "short"],
)
def test_what_cannot_or_need_not_be_cut_stays_whole(block: str) -> None:
    assert list(cut(block)) == [block]


def test_small_tables_are_not_heaped_into_one_piece() -> None:
    made = pieces([f"<table>{ROW * 10}</table>"] * 60)
    assert len(made) > 5
    assert all(weight(each) <= SECTION for each in made)
