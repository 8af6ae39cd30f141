"""Earner R2B8 at “Family Partnerships”: the contact log and the reflection are missing, so the work goes back unscored."""

# ruff: noqa: E501 - prose keeps its own line lengths

from samples.families import FAMILIES
from samples.papers import Block, word
from samples.photos import worksheet
from samples.shape import EVIDENCE, OVERVIEW, Piece, Reference, Sample, when

_PLAN: list[Block] = [
    ("h", "Reading mornings"),
    ("p", "Every second Friday families are invited to stay for the first twenty minutes of school and read with their child, "
          "in any language. Younger brothers and sisters are welcome. Coffee is made by the parents' council."),
    ("h", "Why"),
    ("p", "In the conversations in August eleven of 22 families said that they would like to help with reading but did not "
          "know how it is done at our school."),
    ("h", "Calendar"),
    ("table", [["Friday", "What we read", "Who prepares"], ["September 11", "A book from home", "Everyone"],
               ["September 25", "Picture books without words", "Class"], ["October 9", "Recipes", "Two families"],
               ["October 23", "Maps", "Class"]]),
    ("h", "For families who work in the morning"),
    ("p", "The same book goes home in a bag on Thursday with a card: three questions to ask, and a place to answer."),
]  # fmt: skip


def _card() -> bytes:
    tasks = (
        ("Which page did you look at longest?", "The one with the boat."),
        (
            "What did your child tell you about it?",
            "She says the boat is going home and it is raining but nobody is sad.",
        ),
        ("What should we read next?", "Something with trains!"),
    )
    return worksheet(
        "Reading bag: a card for home", tasks, "R2B8 card", taken="2026:09:25 08:20:00", turned=True
    )


R2B8 = Sample(
    "R2B8", 1, FAMILIES, when("2026-11-16 06:58"),
    {OVERVIEW: (
        ("Who are the families of your class?",
         "Twenty-two families with seven languages. Nine parents work before eight in the morning. In August I asked each "
         "family one question at the door: what does your child love?"),
        ("What did you set out to do together?", "Reading mornings every second Friday, which eleven families had asked for."),
    )},
    (
        Piece(EVIDENCE, "plan", "Plan: reading mornings", "plan.docx",
              lambda: word("Reading mornings", "Partnership plan, grade 1", _PLAN)),
        Piece(EVIDENCE, "material", "A card that came back", "reading-card.jpg", _card),
    ),
    Reference(
        reasons=(
            "The contact log is missing. Please add at least four weeks of contacts, without names; your calendar shows that "
            "there were four reading mornings to report on.",
            "The reflection is missing. Please add what families taught you and what you will change.",
        ),
        overall="The plan and the card are lovely and can stay as they are. Nothing was scored yet, so nothing is lost: send "
                "the two missing pieces and the whole submission will be read.",
    ),
)  # fmt: skip
