"""What the rules of standing propose by themselves, and nobody has proposed yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from linxuan.designations import ENDED
from linxuan.language import CHINESE, speaking
from linxuan.programme.definition import Call
from linxuan.revocation import ENDS
from linxuan_site.models import Account, RevocationCase
from linxuan_site.permissions import office_of
from linxuan_site.queries.calls import definition_of, published_calls
from linxuan_site.queries.entities import EntityRow, some_now
from linxuan_site.queries.register_lines import lines_as_of
from linxuan_site.queries.round_rows import lines_of_office
from linxuan_site.queries.standings import standings_of


@dataclass(frozen=True)
class DueProposal:
    """A title that a rule of its programme would take away today."""

    call: Call
    row: EntityRow


def due_proposals(account: Account) -> list[DueProposal]:
    """Return whom the rules propose today without a case: what came with the day, or before cases were kept."""
    return [one for call in _programmes(account) for one in _due(account, call)]


def basis_of(row: EntityRow) -> str:
    """Return a digest of the facts for which a rule proposes: the rule, its reason, and since when a status holds."""
    since = row.status.holds_from.isoformat() if row.status else ""
    facts = f"{row.standing.rule}\n{row.standing.because}\n{since}"
    return sha256(facts.encode()).hexdigest()


def _programmes(account: Account) -> list[Call]:
    """The newest call of each programme of the account's authority."""
    found: dict[str, Call] = {}
    for published in published_calls():
        if published.authority == office_of(account).authority:
            call = definition_of(published)
            found.setdefault(call.programme, call)
    return list(found.values())


def _due(account: Account, call: Call) -> Iterator[DueProposal]:
    words = standings_of(call, next(iter(call.rounds.values()), None))
    lines = lines_as_of().filter(programme=call.programme, authority=call.authority).exclude(state__in=ENDED)
    held = lines_of_office(lines, account).filter(
        designation__in=[key for key, (word, _rule) in words.items() if word == "revoke"]
    )
    keys = sorted(held.values_list("designation", flat=True))
    # What stands on record is Chinese, whoever reads in which language.
    with speaking(CHINESE):
        rows = some_now(call, keys)
    cases = RevocationCase.objects.filter(designation__in=keys)
    busy = set(cases.exclude(state__in=ENDS).values_list("designation", flat=True))
    known = set(cases.values_list("designation", "basis"))
    for row in rows:
        if row.designation.pk not in busy and (row.designation.pk, basis_of(row)) not in known:
            yield DueProposal(call, row)
