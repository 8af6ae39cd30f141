"""Earner C41P at “Checking for Understanding”: a long portfolio that plainly meets the rubric."""

# ruff: noqa: E501 - prose keeps its own line lengths

from samples.checking import CHECKING
from samples.papers import Block, pdf, word
from samples.photos import slips
from samples.shape import EVIDENCE, OVERVIEW, REFLECTION, Piece, Pin, Reference, Sample, when
from samples.sheets import workbook

_LESSONS: tuple[tuple[str, str, str, tuple[int, int, int], tuple[str, ...], str], ...] = (
    ("Lesson 1 · Same amount, different name",
     "Show 3/4 in two other ways. One of them must be a drawing.",
     "Cuts the whole into unequal pieces and counts them all the same.",
     (17, 6, 3), ("3/4 is 6/8. I cut each piece in two.", "it is still the same cake"),
     "Six students folded paper strips with me while the others wrote a rule for cutting pieces in two."),
    ("Lesson 2 · Which is more?",
     "Which is more, 2/3 or 3/5? Convince someone who thinks the other.",
     "Compares the numerators: three is more than two.",
     (14, 9, 3), ("2/3 is more. 10/15 and 9/15.", "You are close to me but I have one more piece"),
     "The nine who compared numerators got a table with one pizza for two and one pizza for five."),
    ("Lesson 3 · Between two fractions",
     "Write a fraction between 1/2 and 3/4. How do you know that there is one?",
     "Thinks that nothing lies between neighbors on a ruler.",
     (15, 5, 6), ("5/8 because 4/8 5/8 6/8", "and there are more if you cut more"),
     "Six students zoomed into a number line on a long strip of paper on the corridor floor."),
    ("Lesson 4 · Adding without changing the name",
     "A jug holds 2/5 of a liter and another 1/5. How full is a liter jug after both are poured in?",
     "Adds the bottoms too: 3/10.",
     (18, 7, 1), ("3/5. The pieces are fifths, they stay fifths.",),
     "Seven students poured water, then explained to a partner why the fifths did not turn into tenths."),
    ("Lesson 5 · Adding when the names differ",
     "1/2 + 1/3: is it more or less than 1? Decide before you calculate.",
     "Calculates first and does not look back: 2/5, which is less than 1/2.",
     (12, 11, 3), ("less than 1 because 1/3 is smaller than the other half", "3/6 + 2/6 = 5/6"),
     "Eleven got 2/5. I stopped the lesson. We asked only one question: can you add to a half and get less than a half?"),
)  # fmt: skip


def _portfolio() -> list[Block]:
    made: list[Block] = [
        ("h", "What students were to understand"),
        ("p", "A fraction is a number. It has many names, it lies somewhere on the line, and it can be added to another "
              "once both are told in the same kind of piece. A student who understands this can say which of two "
              "fractions is more and convince somebody who thinks the other."),
        ("h", "Where I expected them to go wrong"),
        ("table", [
            ["Misunderstanding", "How it looks in an answer"],
            ["Top and bottom are two separate numbers", "3/5 is more than 2/3, “because three is more than two”"],
            ["Pieces need not be equal", "A circle cut into one half and two slivers, labeled 2/3"],
            ["Adding means adding everything", "1/2 + 1/3 = 2/5"],
            ["Nothing lies between neighbors", "“There is no fraction between 1/2 and 3/4 on my ruler”"],
        ]),
        ("h", "How I check"),
        ("p", "Every student answers on a small whiteboard or an exit ticket. Nobody is called on. I walk along the rows "
              "with a class list of numbers, never names, and put each answer in one of three columns: sees it, part of "
              "it, something else. Then I decide. The decision for each column is written in the plan before the lesson."),
        ("page", None),
        ("h", "Unit plan with decision points"),
        ("table", [
            ["Lesson", "Check", "If most see it", "If many see a part", "If some see something else"],
            *([k, "Minute 15 and exit ticket", "Go on; extension card", "Partner talk, same task with other numbers",
               "Small table with me and material"] for k in range(1, 6)),
            ["6", "Conference, two minutes each", "Choose a challenge", "One more worked example", "Plan for next unit"],
        ]),
        ("bars", ("Answers by kind of thinking at minute 15", [f"Lesson {k}" for k in range(1, 6)],
                  [("Something else", [each[3][2] for each in _LESSONS]),
                   ("Sees it", [each[3][0] for each in _LESSONS]), ("Part of it", [each[3][1] for each in _LESSONS])])),
        ("p", "There were 26 students in each lesson. Lesson 5 is the one I write about in the reflection: before it I had "
              "planned ten minutes of practice. I crossed them out at minute 17."),
    ]  # fmt: skip
    for title, task, wrong, counts, work, after in _LESSONS:
        made += [
            ("page", None),
            ("h", title),
            ("p", f"<b>The check at minute 15.</b> {task}"),
            ("p", f"<b>What I looked for.</b> {wrong}"),
            ("table", [["Kind of thinking", "Students", "Next step in the same lesson"],
                       ["Sees it", counts[0], "Extension card, then explains to a partner"],
                       ["Part of it", counts[1], "Same task with other numbers, in pairs"],
                       ["Something else", counts[2], "Small table with me"]]),
            ("work", (f"{title}: one whiteboard, copied by hand", list(work))),
            ("p", f"<b>What I did.</b> {after}"),
            ("page", None),
            ("h", f"{title}: the exit ticket"),
            ("p", "The exit ticket asks the same thing with other numbers, so that it shows whether the next step helped. "
                  "Students write no name; the number on the list is enough for me."),
            ("bars", ("Before the next step, and after it", ["Sees it", "Part of it", "Something else"],
                      [("Minute 15", list(counts)),
                       ("Exit ticket", [23 - max(1, counts[2] - 1), 3, max(1, counts[2] - 1)])])),
            ("p", "What the columns cannot say: two students moved from “sees it” to “part of it” at least once in this "
                  "unit. I used to call that carelessness. Now I ask them to read their earlier answer aloud."),
            ("ul", ["Who moved up: looked at together the next morning.", "Who stayed: first at the small table.",
                    "Who moved down: a two-minute conversation, no extra work."]),
        ]  # fmt: skip
    return made


def _unit() -> bytes:
    return pdf(
        "Fractions are numbers",
        "Unit portfolio · grade 4 mathematics · six lessons, 26 students",
        _portfolio(),
        "#7A3E9D",
    )


def _tickets() -> bytes:
    words = (
        "5/6 because 3/6 + 2/6", "2/5", "less than 1, I looked first", "2/5 but that is less than 1/2?!", "5/6",
        "1/2 + 1/3 is nearly 1", "2/5", "I drew it, 1 piece is missing", "3/6 + 2/6 = 5/6",
    )  # fmt: skip
    return slips(words, "C41P tickets", taken="2026:10:08 09:41:12", turned=True)


def _data() -> bytes:
    head = ["Lesson", "Sees it", "Part of it", "Something else", "All", "Share that sees it"]
    rows = [
        [k, *each[3], f"=SUM(B{k + 1}:D{k + 1})", f"=ROUND(B{k + 1}/E{k + 1},2)"]
        for k, each in enumerate(_LESSONS, 1)
    ]
    by_student: list[list[object]] = [["Number", *(f"L{k}" for k in range(1, 6))]]
    by_student += [
        [
            student,
            *(
                "sees" if (student * 7 + k * 5) % 26 < each[3][0] else "part"
                for k, each in enumerate(_LESSONS)
            ),
        ]
        for student in range(1, 27)
    ]
    return workbook({"Counts": [head, *rows], "By number": by_student})


_REFLECTION: list[Block] = [
    ("h", "The surprise"),
    ("p", "In lesson 5, eleven of 26 students wrote that one half and one third make two fifths. Eight of those eleven had "
          "compared 2/3 and 3/5 correctly three days before. I had believed that whoever can compare fractions knows that "
          "they are numbers. My own columns told me that this is not so: they had learned comparing as a procedure, and "
          "adding woke up the older belief that top and bottom are two separate numbers."),
    ("h", "What I changed on the spot"),
    ("p", "I crossed out the practice and asked one question: can you add something to a half and get less than a half? "
          "Nobody spoke for a while. Then one student erased his board without a word, and the sound of it went round. At "
          "the end of the lesson 21 of 26 saw it."),
    ("h", "What I will check differently"),
    ("p", "A check that comes right after a method tests the method. From now on one check in each unit asks for a decision "
          "before any calculation, “more or less than one?”, and it comes at least a day after the method was taught. In the "
          "next unit, decimals, that check is in lesson 4: is 0.3 more or less than 0.25, and how would you convince "
          "somebody who says that 25 is more? I expect a third of the class to be that somebody."),
]  # fmt: skip

C41P = Sample(
    "C41P", 1, CHECKING, when("2026-10-30 07:15"),
    {OVERVIEW: (
        ("What were students to understand?",
         "That a fraction is a number with many names. A student who has it can say which of two fractions is more, and "
         "convince somebody who thinks the other, with a drawing or with equal pieces."),
        ("What did you expect them to misunderstand?",
         "That top and bottom are separate numbers (3/5 is more than 2/3 because 3 is more than 2), that pieces need not "
         "be equal, and that adding means adding everything (2/5)."),
    )},
    (
        Piece(EVIDENCE, "plan", "Unit portfolio: fractions are numbers", "unit-portfolio.pdf", _unit),
        Piece(EVIDENCE, "responses", "Nine exit tickets of lesson 5", "exit-tickets.jpg", _tickets),
        Piece(EVIDENCE, "responses", "All answers by kind of thinking", "check-data.xlsx", _data),
        Piece(EVIDENCE, "change", "The number line on the corridor floor", "number-line",
              url="https://example.org/sample/number-line-on-the-floor"),
        Piece(REFLECTION, "reflection", "Reflection: eleven boards", "reflection.docx",
              lambda: word("Eleven boards", "Reflection on lesson 5", _REFLECTION)),
    ),
    Reference(
        scores={each.id: "proficient" for each in CHECKING.criteria},
        comments={
            "1.2": "Four misunderstandings, each with the answer that would give it away.",
            "2.1": "Nobody is called on and nobody can hide; “convince someone who thinks the other” cannot be guessed.",
            "2.2": "The decision for each column stands in the plan before the lesson begins.",
            "2.3": "Counts, kinds and an example of each, lesson after lesson.",
            "2.4": "Minute 17 of lesson 5: practice crossed out, one question instead. The exit tickets show that it helped.",
            "3.1": "You gave up a belief because of eleven whiteboards, and moved a check by a day because of it.",
        },
        pins=(
            Pin("2.2", 1, "portfolio p. 2, decision points", "page=2", "Unit plan with decision points"),
            Pin("2.3", 3, "check data, counts", "sheet=Counts&cell=A1:F6"),
            Pin("2.4", 1, "portfolio p. 11", "page=11", "I stopped the lesson."),
            Pin("3.1", 5, "reflection, the surprise", "line=2", "eleven of 26 students"),
        ),
        overall="I would like to show lesson 5 to every new colleague. Thank you for letting us see the wrong turn too.",
    ),
)  # fmt: skip
