"""The micro-credential “Family Partnerships”: six criteria, enough in each part, an assessor and then an approver."""

from reviewer_app.domain.policy import Arrangement, Policy
from reviewer_app.domain.rubric import Microcredential, PassRule, RequiredEvidence
from samples.shape import EVIDENCE, OVERVIEW, REFLECTION, parts, three

FAMILIES = Microcredential(
    id="family-partnerships",
    edition="2026.2",
    title="Family Partnerships",
    competency="The educator builds two-way partnerships with families that help students learn.",
    key_method=(
        "The educator listens first, chooses with families one thing to do together, keeps a fair record of who "
        "was reached and who was not, and adjusts so that nobody is left out."
    ),
    issuer="Sample District Micro-credential Office",
    parts=parts(
        (),
        (
            RequiredEvidence("plan", "Partnership plan", "What you set out to do, with whom, and why."),
            RequiredEvidence("log", "Contact log", "At least four weeks of contacts, without names."),
            RequiredEvidence(
                "material", "Something families received", "A letter, flyer, recording or page."
            ),
        ),
        (
            RequiredEvidence(
                "reflection", "Reflection", "What families taught you, and what you will change."
            ),
        ),
        (
            "Tell us about the families of your class and how you came to know what they hope for.",
            "Show the plan, the record, and what families received.",
            "Write about a voice you had not heard before.",
        ),
    ),
    criteria=(
        three(
            "1.1",
            OVERVIEW,
            "Knowing the families",
            "Families are described by what they bring.",
            "Describes families by what they lack, or not at all.",
            "Describes languages, schedules or hopes, from the educator's own impressions.",
            "Describes languages, schedules and hopes, and says how families themselves were asked.",
        ),
        three(
            "1.2",
            OVERVIEW,
            "A shared aim",
            "The aim belongs to families as well as to the school.",
            "The aim is the school's alone.",
            "The aim is the school's, and families were told of it in time.",
            "The aim was chosen with families, and is tied to what students learn.",
        ),
        three(
            "2.1",
            EVIDENCE,
            "Two-way contact",
            "Words travel in both directions.",
            "Contact is one-way, or about problems only.",
            "Families can answer; few answers are shown.",
            "Families answer, and the record shows what was done with their answers.",
        ),
        three(
            "2.2",
            EVIDENCE,
            "Reaching everyone",
            "The record is fair about who was not reached.",
            "The record is missing, or covers only those who came.",
            "The record covers all families; those not reached are not followed up.",
            "The record covers all families, and a second way was tried for each one not reached.",
        ),
        three(
            "2.3",
            EVIDENCE,
            "Plain, welcoming material",
            "What families receive can be read and acted on.",
            "Material is in one language, or full of school words.",
            "Material is plain, with one clear thing to do; other languages come on request.",
            "Material is plain, in the languages of the class, with one clear thing to do at home.",
        ),
        three(
            "3.1",
            REFLECTION,
            "Changed practice",
            "What families said changes what the educator does.",
            "Thanks families for taking part.",
            "Names something learned, without a change that follows from it.",
            "Names something learned from a family, and a change that is already under way.",
        ),
    ),
    pass_rule=PassRule("per_part", {OVERVIEW: 1, EVIDENCE: 2, REFLECTION: 1}),
    policy=Policy(arrangement=Arrangement.ASSESSOR_THEN_APPROVER, turnaround_days=10),
)
