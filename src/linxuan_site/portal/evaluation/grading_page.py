"""What the pages of a round's grades show: groups by document, one page of grades, and a letter held against the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from linxuan.evaluation.lives import FROM, STEPS, GradeState, StepKind, state_name, step_name, step_told
from linxuan.programme.definition import Call, Round
from linxuan_site.portal.forms import styled
from linxuan_site.queries.computed_grades import open_ties, shown_decisions
from linxuan_site.queries.graded_years import counts_places, missing_in, progress_of
from linxuan_site.queries.grading import GradeGroup, GradeRow, Letter, grade_rows, groups_of, year_of

MARKS = {
    "proposed": "unknown",
    "checked": "unknown",
    "published": "met",
    "objected": "soft",
    "final": "met",
    "dropped": "not",
}
"""The mark of every state."""
MOST_MISSING = 20
"""So many of whom something is awaited are named on the page of a round's grades; a page more when these are settled."""
OF_MANY: tuple[StepKind, ...] = ("checked", "published", "final")
"""Steps that are taken for a whole document at once; those that want a reason are taken one by one."""


@dataclass(frozen=True)
class Offered:
    """A step that a grade may take, with its name."""

    id: StepKind
    name: str


@dataclass(frozen=True)
class ShownGroup:
    """The grades of one document that stand alike, and what may be done with all of them."""

    group: GradeGroup
    state: str
    mark: str
    steps: Sequence[Offered]


@dataclass(frozen=True)
class ShownGrade:
    """One grade, its state in words, its steps, and what may be done with it."""

    row: GradeRow
    state: str
    mark: str
    past: Sequence[tuple[str, object]]
    steps: Sequence[Offered]


class LetterForm(forms.Form):
    """The letter's document and its lines, typed, pasted, or from a table."""

    document = forms.CharField(max_length=200)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 14}), max_length=1_000_000)
    table = forms.FileField(required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["document"].label = _("等次出自哪份文件")
        self.fields["document"].help_text = _("名称和文号，如：评估结果的通知〔2030〕5号")
        self.fields["text"].label = _("名单和等次")
        self.fields["text"].help_text = _(
            "一行一家：名称（或统一社会信用代码）和等次，用制表符、逗号或空格分开。可以从电子表格或文件里直接粘贴，带不带表头都行；另有一列得分的，只作参考。"
        )
        self.fields["table"].label = _("或者选一份表格")
        self.fields["table"].help_text = _("CSV 或 xlsx；读出的内容会放进上面的框里，可以接着改。")
        styled(self)


def grades_page(request: HttpRequest, call: Call, round_: Round) -> dict[str, object]:
    """Return what the page of a round's grades shows, narrowed by `state` and `document` of its address."""
    state, document, after = (request.GET.get(key, "") for key in ("state", "document", "after"))
    start = int(after) if after.isdecimal() and after.isascii() and len(after) < 18 else 0
    rows, more = grade_rows(call, round_, state=state, document=document, after=start)
    progress = progress_of(call, year_of(round_))
    missing = list(missing_in(call, year_of(round_))[:MOST_MISSING]) if progress else []
    return {
        "call": call,
        "round": round_,
        "groups": [_group(one) for one in groups_of(call, round_)],
        "grades": list(call.grades.values()),
        "rows": [_shown(one) for one in rows],
        "more": more,
        "left": [],
        "progress": [(_track(call, one.track), one) for one in progress],
        "awaited": sum(one.missing for one in progress),
        "missing": missing,
        "counts_places": counts_places(call),
        "no_grade": (),
        "no_grade_reason": None,
        "state": state,
        "state_name": _name(state),
        "document": document,
        "scored": any(one.record.score is not None for one in rows),
    }


def ties_page(
    call: Call, round_: Round, typed: Mapping[str, Sequence[str]] | None = None
) -> dict[str, object]:
    """Return what the page of a round's ties shows; `typed` is what somebody chose and wrote already."""
    computed = round_.graded == "computed"
    return {
        "call": call,
        "round": round_,
        "computed": computed,
        "ties": open_ties(call, round_) if computed else [],
        "decisions": shown_decisions(call, round_),
        "typed": typed or {},
    }


def letter_page(call: Call, round_: Round, form: LetterForm, letter: Letter | None) -> dict[str, object]:
    """Return what the page of a letter shows; `letter` is what was read of it, once it was looked at."""
    names = {id: grade.name for id, grade in call.grades.items()}
    lines = letter.read.lines if letter else ()
    return {
        "call": call,
        "round": round_,
        "form": form,
        "letter": letter,
        "lines": [
            (one, names[one.grade], letter.before.get(one.entity.key, "") if letter else "") for one in lines
        ],
        "counts": [(name, sum(one.grade == id for one in lines)) for id, name in names.items()],
        "scored": any(one.score is not None for one in lines),
    }


def uploaded_table(request: HttpRequest) -> bytes | None:
    """Return the table that came with a form; None where none did."""
    file = request.FILES.get("table")
    return file.read() if isinstance(file, UploadedFile) else None


def _track(call: Call, id: str) -> str:
    return call.tracks[id].name if id in call.tracks else id


def _name(state: str) -> str:
    return state_name(state) if state in MARKS else ""  # type: ignore[arg-type]


def _offered(state: GradeState, among: Sequence[StepKind]) -> list[Offered]:
    return [Offered(one, step_name(one)) for one in among if state in FROM[one]]


def _group(group: GradeGroup) -> ShownGroup:
    # An objection is decided one by one, with its reason.
    steps = _offered(group.state, OF_MANY) if group.state != "objected" else []
    return ShownGroup(group, state_name(group.state), MARKS[group.state], steps)


def _shown(row: GradeRow) -> ShownGrade:
    past = [(step_told(one.kind), one) for one in row.steps]  # type: ignore[arg-type]
    return ShownGrade(row, state_name(row.state), MARKS[row.state], past, _offered(row.state, STEPS))
