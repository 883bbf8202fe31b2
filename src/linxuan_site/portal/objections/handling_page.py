"""What the page of one objection shows: what may be done with it, and who would move up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linxuan.programme.definition import Action
from linxuan_site.actions.rehearsing import Effects
from linxuan_site.portal.objections.words import HANDLING, MARKS, STATES, Handling
from linxuan_site.portal.office.acts import AGAINST
from linxuan_site.portal.office.confirm_page import shown_effects
from linxuan_site.portal.selection.order_rows import query_of
from linxuan_site.queries.dossiers import dossier_of
from linxuan_site.queries.objections import HandledObjection
from linxuan_site.queries.order import next_in_rank


@dataclass(frozen=True)
class ShownHandling:
    """A step that may be taken, with what was typed for it."""

    handling: Handling
    removals: Sequence[Action]
    """The acts of the programme that would take the entity off the list."""
    typed: str = ""
    removal: str = ""
    open: bool = False


def handling_page(
    account: Any, found: HandledObjection, typed: Mapping[str, str], tried: str
) -> dict[str, object]:
    """Return what the page of an objection shows."""
    application = found.objection.entry.application
    dossier = dossier_of(account, application.pk)
    acts = [one for one in dossier.acts if one.action.kind in AGAINST] if dossier else []
    return {
        "call": dossier.call if dossier else None,
        "one": found,
        "steps": [(step, STATES[step.state], MARKS.get(step.state, "unknown")) for step in found.steps],
        "state": STATES[found.state],
        "mark": MARKS.get(found.state, "unknown"),
        "handlings": [
            ShownHandling(
                one,
                [act.action for act in acts] if one.state == "upheld" else (),
                typed.get("text", "") if one.state == tried else "",
                typed.get("removal", ""),
                one.state == tried,
            )
            for one in HANDLING
            if found.is_open and not (one.state == "accepted" and found.state == "accepted")
        ],
        "next": [
            (line, ranked, query_of(line, ranked.place))
            for line, ranked in next_in_rank(account, application)
        ]
        if found.state == "upheld"
        else [],
    }


def outcome_page(
    account: Any,
    found: HandledObjection,
    handling: Handling,
    effects: Effects,
    said: Mapping[str, str],
) -> dict[str, object]:
    """Return what the page shows that asks to confirm an outcome; nothing was done yet."""
    application = found.objection.entry.application
    dossier = dossier_of(account, application.pk)
    removal = dossier.call.actions.get(said["removal"]) if dossier and handling.state == "upheld" else None
    return {
        "call": dossier.call if dossier else None,
        "one": found,
        "handling": handling,
        "removal": removal,
        "quotas": shown_effects(dossier.call, effects.quotas) if dossier else [],
        "told": effects.messages,
        "said": said,
    }
