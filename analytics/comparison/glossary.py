"""What do the words of the product mean? Terms with one definition each, in the order in which they build on each other."""

from analytics.language import message

GLOSSARY = (
    (message("Beneficiary"), message("A person who received at least one support.")),
    (
        message("Integration"),
        message("One support that one person received: a placement, a micro-project, studies or training."),
    ),
    (message("Award"), message("Money or equipment given for one integration.")),
    (message("Route"), message("The kind of support that an integration is.")),
    (
        message("Programme"),
        message("What the support was given under: the annual strategy of all services, or one funded round at Ramadan."),
    ),
    (
        message("Juvenile"),
        message("Recorded as a juvenile by the administration at release; not derived from the birth year."),
    ),
    (message("Cohort"), message("The integrations that started in one year.")),
    (message("Follow-up"), message("What was seen of an integration on a given day.")),
    (
        message("Known at 12 months"),
        message(
            "Seen 12 months after the start or later, or ended before; only such integrations are in a rate at 12 months."
        ),
    ),
    (message("Censored"), message("Not followed up to the time in question: in no rate at that time, and counted apart.")),
    (message("Cell"), message("One number with its numerator, its denominator and its mark.")),
    (
        message("95% interval"),
        message("Between which ends the true value lies, in 95 of 100 intervals made in this way."),
    ),
    (message("Verdict"), message("Whether two years may be compared, and why: comparable, with care, or not comparable.")),
    (
        message("Points"),
        message("The difference of two percentages: from 60% to 63% it is 3 points."),
    ),
    (
        message("Published figure"),
        message("A number printed by the Foundation or the press, kept with its source and its exact words."),
    ),
    (
        message("Assumption"),
        message("A number of the demonstration records that stands where no figure was found; marked wherever it counts."),
    ),
    (message("Release"), message("One checked state of all record tables; a figure names the one it is drawn from.")),
)  # fmt: skip
