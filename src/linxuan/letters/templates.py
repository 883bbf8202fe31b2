"""A Word file that a package brings as a template, with a letter filled into it, in a confined child.

It is rendered once, in the sandbox of Jinja: values are only ever text, and what could make one anything
else is not there. What was made is looked at once more before anybody gets it.
"""

import io
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.letters.filling import MEMORY, SECONDS, as_xml_text, plain_values, repacked, write_properties
from linxuan.letters.parts import opened, refuse_foreign_tags
from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, confined

TRIAL_SECONDS = 10.0
"""What a template may take of a specimen: a package may bring twenty."""
FILTERS = (
    *("abs", "batch", "capitalize", "count", "default", "d", "dictsort", "first", "float", "groupby", "int"),
    *("join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace"),
    *("reverse", "round", "select", "selectattr", "slice", "sort", "string", "sum", "trim", "truncate"),
    *("unique", "upper", "wordcount"),
)
"""Those of Jinja that only read or cut: none that says of a text that it is markup."""


@dataclass(frozen=True)
class WordFault:
    """What is wrong with a template, and what to do."""

    problem: str
    hint: str


@dataclass(frozen=True)
class About:
    """The properties of the file that is made: its title, its office, a note, and its day as `2023-05-06`."""

    title: str
    office: str
    note: str
    issued_on: str


def filled_template(template: bytes, content: Mapping[str, Any], about: About) -> bytes:
    """Return the Word file; the same template and content give the same bytes.

    Raises BadInput for a template that cannot be filled so, and Stopped where filling it took too much.
    """
    made = _ask(template, content, about, SECONDS)
    if made["faults"]:
        raise BadInput(WordFault(**made["faults"][0]).problem)
    return b64decode(made["docx"])


def word_faults(template: bytes, content: Mapping[str, Any], about: About) -> list[WordFault]:
    """Return what is wrong with a template, tried with a specimen of a letter. Raises Stopped."""
    return [WordFault(**one) for one in _ask(template, content, about, TRIAL_SECONDS)["faults"]]


def _ask(template: bytes, content: Mapping[str, Any], about: About, seconds: float) -> dict[str, Any]:
    asked = {
        "template": b64encode(template).decode(),
        "content": plain_values(content),
        "about": plain_values(asdict(about)),
    }
    return confined("fill_word", asked, memory=MEMORY, seconds=seconds, reach=Reach())


# ── in the child ──


def fill_in_child(asked: Mapping[str, Any], _tell: Tell) -> Mapping[str, Any]:
    """Look at the template that a request in JSON brings, and fill it."""
    template = b64decode(asked["template"])
    try:
        refuse_foreign_tags(opened(template))
        if unknown := _unknown(template, asked["content"]):
            return {"faults": [asdict(one) for one in unknown], "docx": ""}
        made = _filled(template, asked["content"], asked["about"])
        opened(made)
    except BadInput as fault:
        return {"faults": [asdict(WordFault(fault.problem, _mend()))], "docx": ""}
    return {"faults": [], "docx": b64encode(made).decode()}


def _mend() -> str:
    return say("在Word或WPS里改好，另存为docx")


def _unknown(template: bytes, content: Mapping[str, Any]) -> list[WordFault]:
    from docxtpl import DocxTemplate

    try:
        named = DocxTemplate(io.BytesIO(template)).get_undeclared_template_variables(_environment())
    except Exception as fault:  # noqa: BLE001 - whatever a stranger's file makes the libraries raise is told
        raise BadInput(_told(fault)) from None
    known = say("、").join(sorted(content))
    return [
        WordFault(say("没有“{name}”这个内容", name=name), say("可用：{names}", names=known))
        for name in sorted(named - set(content))
    ]


def _filled(template: bytes, content: Mapping[str, Any], about: Mapping[str, str]) -> bytes:
    from docxtpl import DocxTemplate
    from lxml import etree

    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render_init()
        # The library mends what does not fit together, and loses words by it.
        etree.fromstring(document.build_xml(dict(content), _environment()))
        document.render(dict(content), _environment())
        write_properties(document.docx, about["title"], about["office"], about["note"], about["issued_on"])
        file = io.BytesIO()
        document.save(file)
    except Exception as fault:  # noqa: BLE001 - as above
        raise BadInput(_told(fault)) from None
    return repacked(file.getvalue())


def _told(fault: Exception) -> str:
    words = " ".join(str(fault).split())[:200] or type(fault).__name__
    return say("模板里的标签填不成：{words}", words=words)


def _environment() -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        autoescape=True, finalize=as_xml_text, undefined=StrictUndefined
    )
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.globals = {name: environment.globals[name] for name in ("range", "namespace")}
    return environment
