"""What must hold after every race; every sentence that is returned is a finding."""

from collections.abc import Iterator

from tests.races.running import Outcome

FAILED = 500


def wrong_with(outcome: Outcome, steps: int, before: int) -> Iterator[str]:
    """Yield what is wrong with how a race ended; `steps` and `before` count all steps there are, and were."""
    name = f"{outcome.name} by {outcome.runner}"
    for status, told in zip(outcome.statuses, outcome.told, strict=True):
        if status >= FAILED:
            yield f"{name}: {status} {told}"
    if outcome.name.startswith("act "):
        won = sum(status < FAILED - 100 for status in outcome.statuses)
        if won > 1:
            yield f"{name}: both won, and both had seen the same"
        if steps - before != won:
            yield f"{name}: {won} won, {steps - before} steps"


def places_beyond_quota() -> Iterator[str]:
    """Yield quotas of which more places are taken than there are."""
    from django.db.models import Count

    from linxuan_site.models import Place
    from linxuan_site.queries.calls import current_call, definition_of

    taken = Place.objects.filter(released_by=None).values_list("call", "quota", "key").annotate(Count("pk"))
    for call, quota, key, number in taken:
        terms = definition_of(current_call(call)).quotas[quota]
        if terms.limit is not None and terms.strength == "mandatory" and number > terms.limit:
            yield f"quota {quota} {key}: {number} of {terms.limit} places taken"
