"""The micro-credential “Checking for Understanding”: seven criteria, two assessors who do not see each other."""

from reviewer_app.domain.policy import Arrangement, Disagreement, Policy
from reviewer_app.domain.rubric import Microcredential, RequiredEvidence
from samples.shape import EVIDENCE, OVERVIEW, REFLECTION, parts, three

CHECKING = Microcredential(
    id="checking-for-understanding",
    edition="2026.1",
    title="Checking for Understanding",
    competency="The educator finds out during a lesson what each student understands, and acts on it.",
    key_method=(
        "The educator plans two or more checks that every student answers, reads the answers before moving on, "
        "and changes the lesson for those who need something else."
    ),
    issuer="Sample District Micro-credential Office",
    parts=parts(
        (),
        (
            RequiredEvidence(
                "plan", "Plan with checks", "A lesson or unit plan in which the checks are marked."
            ),
            RequiredEvidence(
                "responses", "Student responses", "Answers of a whole class to one check, without names."
            ),
            RequiredEvidence(
                "change", "What you changed", "The moment or material that shows what you did next."
            ),
        ),
        (RequiredEvidence("reflection", "Reflection", "What the checks told you that you did not know."),),
        (
            "Say what students were to understand, and how you would have known without checks.",
            "Show the checks, the answers, and what you did with them.",
            "Write about one check that surprised you.",
        ),
    ),
    criteria=(
        three(
            "1.1",
            OVERVIEW,
            "Learning goal",
            "What students should understand is plain enough to check.",
            "Names a topic or an activity.",
            "Names a goal, in words that could mean several things.",
            "Names a goal and what a student who has reached it can say or do.",
        ),
        three(
            "1.2",
            OVERVIEW,
            "Likely misunderstandings",
            "The educator knows in advance where students may go wrong.",
            "None are named.",
            "One is named, in general terms.",
            "Two or more are named, each with how it would look in a student's answer.",
            floor="developing",
        ),
        three(
            "2.1",
            EVIDENCE,
            "Quality of the checks",
            "The checks tell understanding from guessing.",
            "Checks ask whether students understand, or only volunteers answer.",
            "Every student answers, but a right answer could be guessed or copied.",
            "Every student answers, and the answers show how each one is thinking.",
        ),
        three(
            "2.2",
            EVIDENCE,
            "Timing",
            "Checks come where the lesson can still change.",
            "Checks come at the end only.",
            "One check comes during the lesson, without a decision planned for it.",
            "Checks come at turning points, and the plan says what will be done with each kind of answer.",
        ),
        three(
            "2.3",
            EVIDENCE,
            "Reading the answers",
            "Answers are sorted by the thinking behind them.",
            "Answers are shown without being read.",
            "Answers are sorted into right and wrong.",
            "Answers are sorted by kind of thinking, with a count and an example of each kind.",
        ),
        three(
            "2.4",
            EVIDENCE,
            "Acting on the answers",
            "Teaching changes because of what was found.",
            "The lesson goes on as planned.",
            "The same explanation is given again to everyone.",
            "Different students get something different next, and it answers what they showed.",
        ),
        three(
            "3.1",
            REFLECTION,
            "Learning from a surprise",
            "The educator changes a belief because of an answer.",
            "Says that the checks went well.",
            "Names a surprise, without following it to what it means for teaching.",
            "Follows one surprise to what it means, and says what will be checked differently next time.",
        ),
    ),
    policy=Policy(
        arrangement=Arrangement.BLIND_PAIR, disagreement=Disagreement.CRITERION, turnaround_days=15
    ),
)
