"""The portal's tags and filters, built into every template; each is written in the module of its subject.

Words of the notice and its origin (`clauses`): `{% clause %}`, `{% origin %}`, `|typeset`.
Shapes (`marks`): `|title_state`, `{% mark %}`, `{% state %}`, `{% icon %}`, `{% places %}`, `{% progress %}`.
Days (`days`): `|day`, `|weekday`, `|month_day`, `|time`, `|exact_time`, `{% due %}`.
Answers (`shown_answers`): `{% answer %}`, `|at`, `|amount`.
Conditions (`conditions`): `{% condition %}`, `{% conditions %}`.
The course of one application (`course`): `{% steps %}`, `{% tracker %}`, `|signed`.
Files (`uploads`): `{% limits %}`, `{% file_link %}`.
What went wrong (`faults`): `{% errors %}`, `{% input %}`.
Fields to fill in (`controls`): `{% control %}`, `{% year_row %}`, `{% control_follows %}`.
"""

from collections.abc import Callable

from django import template
from django.utils.safestring import SafeString

from linxuan_site.portal.templatetags import (
    clauses,
    conditions,
    controls,
    course,
    days,
    faults,
    marks,
    shown_answers,
    uploads,
)
from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.portal.typesetting import typeset

register = template.Library()

FILTERS: dict[str, Callable[..., object]] = {
    "day": days.day,
    "weekday": days.weekday,
    "month_day": days.month_day,
    "time": days.time,
    "exact_time": days.exact_time,
    "at": shown_answers.at,
    "amount": shown_answers.amount,
    "title_state": marks.title_state,
    "typeset": typeset,
    "signed": course.signed,
}
DRAWN: dict[str, Callable[..., dict[str, object]]] = {
    "clause": clauses.clause,
    "mark": marks.mark,
    "state": marks.state,
    "icon": marks.icon,
    "places": marks.places,
    "progress": marks.progress,
}
"""Tags of a few values, drawn once for the same ones."""
WORDED: dict[str, Callable[..., SafeString]] = {
    "answer": shown_answers.answer,
    "origin": clauses.origin,
    "condition": conditions.condition,
    "answer_drawn": shown_answers.draw_answer,
    "file_link": uploads.file_link,
    "file_drawn": uploads.draw_file,
    "input": faults.input_,
    "due": days.due,
    "steps": course.steps,
    "tracker": course.tracker,
}
"""Tags that find the words themselves; they are drawn once for the same words."""
TAGS: dict[str, Callable[..., dict[str, object]]] = {
    "conditions": conditions.conditions,
    "limits": uploads.limits,
    "errors": faults.errors,
}
CONTROLS = {
    "control": "applicant/control.html",
    "year_row": "applicant/year_row.html",
    "control_follows": "applicant/control_follows.html",
}
"""Tags that draw the control in the context, by what its field says and what was answered."""
for name, filter_ in FILTERS.items():
    register.filter(name, filter_)
for name, shape in DRAWN.items():
    register.simple_tag(drawn(f"parts/{name}.html", shape), name=name)
for name, worded in WORDED.items():
    register.simple_tag(worded, name=name)
for name, tag in TAGS.items():
    register.inclusion_tag(f"parts/{name}.html", name=name)(tag)
for name, template_name in CONTROLS.items():
    register.simple_tag(controls.control_tag(template_name), takes_context=True, name=name)
