"""What the public register shows, searched by name and cohort."""

from collections.abc import Mapping

from linxuan_site.queries.public_register import cohorts, public_register


def register_page(asked: Mapping[str, str]) -> dict[str, object]:
    """Return the register as it was asked for; a cohort that is no number is not asked for."""
    words, cohort = asked.get("words", "").strip(), asked.get("cohort", "")
    wanted = int(cohort) if cohort.isascii() and cohort.isdigit() and len(cohort) <= 4 else None
    return {
        "entries": public_register(words=words, cohort=wanted),
        "cohorts": cohorts(),
        "words": words,
        "cohort": wanted,
    }
