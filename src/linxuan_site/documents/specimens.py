"""Specimens: a paper of a package as it will be, filled with the answers that its own cases start from.

For whoever looks at a package before it is published, and to try the templates that it brings.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date

from linxuan.answers import fields_of, read_answers
from linxuan.errors import DefinitionError
from linxuan.language import CHINESE, say, speaking
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Paper
from linxuan.screening.confined import Stopped
from linxuan.typesetting import TemplateFailed
from linxuan.workflow import Case
from linxuan_site.documents.carried import DIGEST_SHOWN, in_fours
from linxuan_site.documents.content import LetterPaper
from linxuan_site.documents.forms import form_content, template_of
from linxuan_site.documents.layouts import filled_layout, layout_faults
from linxuan_site.documents.office_papers import letter, summary_table
from linxuan_site.documents.office_papers import template_of as letter_template
from linxuan_site.documents.specimen_notices import specimen_notice
from linxuan_site.documents.tables import table_xlsx
from linxuan_site.documents.typesetting import Typeset, trials, typeset
from linxuan_site.documents.word_letters import faults_of_word
from linxuan_site.models import Application, Office, Organisation, Step, Submission
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.papers import Listed, acts_that_pass_on, is_of_a_list, layout_of

NUMBER = "样张"
TRIAL_MEMORY = 300 * 2**20
TRIAL_SECONDS = 10.0
"""What a template may take of a specimen: a third of what a paper may, which is longer."""
MOST_TRIALS = 30


@dataclass(frozen=True)
class Specimen:
    """A paper under one procedure, that a reader can look at."""

    paper: Paper
    procedure: str


def specimens_of(call: Call) -> list[Specimen]:
    """Return the papers that the system makes: the form of each procedure, and what offices list."""
    procedures = (*(track.id for track in lookup.open_tracks(call)), *call.rounds)
    forms = [Specimen(paper, one) for one in procedures if (paper := lookup.form_paper(call, one))]
    offices = [one for one in call.papers.values() if one.sender != "applicant" and (one.lists or one.kind)]
    return [*forms, *(Specimen(one, one.concerns[0]) for one in offices if one.concerns)]


def specimen_file(call: Call, specimen: Specimen, day: date) -> bytes:
    """Return the specimen: a PDF, or a workbook where its paper is a table. Raises `BadInput`."""
    paper = specimen.paper
    with speaking(CHINESE):
        if is_table(specimen):
            listed = list(_listed(call, paper, day))
            table = summary_table(call, paper, _office(call, paper), listed, day)
            own = call.layouts.get(paper.workbook)
            return filled_layout(own, table) if own else table_xlsx(table)
        template, content = _laid_out_by(call, specimen, day)
    return typeset(template, content, own=call.templates)


def is_table(specimen: Specimen) -> bool:
    """Tell whether a paper is a workbook."""
    return specimen.paper.sender != "applicant" and layout_of(specimen.paper) == "table"


def template_faults(call: Call, day: date) -> Iterator[DefinitionError]:
    """Lay out a specimen by each template that the package brings; yield where one fails, and at what."""
    yield from layout_faults(call)
    for paper in call.papers.values():
        if paper.word in call.layouts:
            yield from _word_faults(call, paper, day)
    own = [one for one in specimens_of(call) if one.paper.template in call.templates]
    if own:
        with trials(memory=TRIAL_MEMORY, seconds=TRIAL_SECONDS) as lay:
            for specimen in own[:MOST_TRIALS]:
                yield from _template_faults(call, specimen, day, lay)


def _template_faults(call: Call, specimen: Specimen, day: date, lay: Typeset) -> Iterator[DefinitionError]:
    with speaking(CHINESE):
        template, content = _laid_out_by(call, specimen, day)
    place = f"paper.{specimen.paper.id}"
    try:
        lay(template, content, own=call.templates)
    except TemplateFailed as fault:
        yield DefinitionError(fault.file, fault.line, place, fault.words, say("改好模板后再核对"))
    except Stopped:
        problem = say("排一份样张用的时间或内存太多，已停下")
        yield DefinitionError(template, 0, place, problem, say("看看有没有没有尽头的循环，或太大的内容"))


def _word_faults(call: Call, paper: Paper, day: date) -> Iterator[DefinitionError]:
    if layout_of(paper) == "table":
        yield DefinitionError(
            paper.word, 0, f"paper.{paper.id}", say("只有部门的公文才有Word稿"), say("去掉 word")
        )
        return
    with speaking(CHINESE):
        specimen = _letter(call, paper, day)
    try:
        for one in faults_of_word(call.layouts[paper.word], specimen):
            yield DefinitionError(paper.word, 0, f"paper.{paper.id}", one.problem, one.hint)
    except Stopped:
        problem = say("填一份样张用的时间或内存太多，已停下")
        yield DefinitionError(
            paper.word, 0, f"paper.{paper.id}", problem, say("看看有没有没有尽头的循环，或太大的内容")
        )


def _laid_out_by(call: Call, specimen: Specimen, day: date) -> tuple[str, Mapping[str, object]]:
    """The template of a specimen, and what it shows."""
    paper = specimen.paper
    if paper.sender == "applicant":
        return template_of(call, paper), asdict(form_content(call, _filed(call, specimen.procedure, day), ()))
    content = _letter(call, paper, day)
    content = replace(content, number=NUMBER, revision=1, digest=in_fours("0" * DIGEST_SHOWN))
    return letter_template(call, paper), asdict(content)


def _letter(call: Call, paper: Paper, day: date) -> LetterPaper:
    if not is_of_a_list(paper):
        return specimen_notice(call, paper, _office(call, paper), day)
    return letter(call, paper, _office(call, paper), list(_listed(call, paper, day)), day)


def _filed(call: Call, procedure: str, day: date) -> Submission:
    answers = _answers(call, procedure)
    digest = hashlib.sha256(repr(sorted(answers.items())).encode()).hexdigest()
    application = _application(call, procedure, answers)
    return Submission(application=application, revision=1, answers=answers, digest=digest, filed_on=day)


def _application(call: Call, procedure: str, answers: Mapping[str, object]) -> Application:
    round_ = call.rounds.get(procedure)
    return Application(
        call=call.id,
        procedure=procedure,
        track=round_.tracks[0] if round_ and round_.tracks else procedure,
        category=str(answers.get("category") or ""),
        organisation=Organisation(name=str(answers.get("name") or say("示例单位"))),
        number=NUMBER,
    )


def _answers(call: Call, procedure: str) -> dict[str, object]:
    """What the cases of the procedure start from; where they say nothing, words take their place."""
    files = (one for one in call.cases.values() if one.get("track") == procedure)
    base = next((found for one in files if isinstance(found := one.get("base"), Mapping)), {})
    given = {id: str(value) if isinstance(value, date) else value for id, value in base.items()}
    return {**_in_words(call, procedure), **given}


def _in_words(call: Call, procedure: str) -> dict[str, object]:
    told = {"text": say("示例"), "long_text": say("这里是申报主体填写的内容。") * 12}
    fields = fields_of(call, procedure).items()
    return {id: told[field.kind][: field.chars or None] for id, field in fields if field.kind in told}


@dataclass(frozen=True)
class _Listed(Listed):
    """A line of a specimen: its application stands under no version that was published."""

    definition: Call

    @property
    def call(self) -> Call:
        return self.definition


def _listed(call: Call, paper: Paper, day: date) -> Iterator[Listed]:
    for rank, procedure in enumerate(paper.concerns, start=1):
        answers = _answers(call, procedure)
        values = read_answers(call, procedure, answers, strict=False).values
        step = _step(call, paper, procedure)
        case = Case(procedure, step.source, NUMBER, answers=values, filed_on=day)
        yield _Listed(_application(call, procedure, answers), case, rank, step, call)


def _step(call: Call, paper: Paper, procedure: str) -> Step:
    """The act after which the office lists an application."""
    acts = [call.actions[one] for one in call.actions if one in acts_that_pass_on(call, paper.sender)]
    act = next((one for one in acts if procedure in one.concerns and one.from_stages), None)
    source = act.from_stages[0] if act else lookup.stages_of(call, procedure)[0].id
    return Step(source=source, kind=act.kind if act else "pass", opinion=say("同意推荐（示例）。"))


def _office(call: Call, paper: Paper) -> Office:
    kind = call.offices[paper.sender]
    key = next(iter(call.lists[kind.each].rows), "") if kind.each else ""
    name = office_name(call, kind.id, key)
    return Office(authority=call.authority, kind=kind.id, key=key, name=name)
