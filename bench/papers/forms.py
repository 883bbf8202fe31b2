"""Forms to lay out: of the shipped programme, of ten pages, and no two of them alike."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from random import Random
from typing import Any

from bench.papers.places import PACKAGE
from linxuan.answers import fields_of
from linxuan.language import CHINESE, speaking
from linxuan.papers import SigningKey, digest_of, new_key
from linxuan.programme.definition import Call
from linxuan.programme.reading import read_programme

PROCEDURE = "enterprise"
DAY = date(2023, 5, 12)
PAGES = 10
PARAGRAPHS, PARAGRAPH = 4, 4
SENTENCES = (
    "公司把从卖产品转到卖服务写进发展规划，由总经理牵头，每季度检查一次进展。",
    "在原有设备上加装传感器，按运行数据安排检修，客户停机时间比上一年减少三成。",
    "与高校、科研院所共建实验室，研发投入占营业收入的比重连续三年上升。",
    "建成远程运维中心，接入设备 1,286 台，7×24 小时值守，平均响应时间 12 分钟。",
    "为上下游中小企业提供检测、设计、试制等共享服务，签约 47 家，其中本市 31 家。",
    "建立服务质量标准和回访制度，客户满意度 98.6%，全年没有重大投诉。",
    "下一步将扩大定制化服务的范围，把成熟的做法写成团体标准，供同行使用。",
)


@cache
def programme() -> Call:
    """Return the shipped programme."""
    return read_programme(PACKAGE)


@cache
def key() -> SigningKey:
    """Return a key that signs the codes of this run."""
    return new_key()


def filed(place: int, sentences: int = PARAGRAPH, more: Mapping[str, Any] | None = None) -> Any:
    """Return the submission of an invented applicant; the same place gives the same answers.

    `sentences` make up each paragraph of a long answer: more of them, more pages. `more` are answers beside
    those. Nothing is in a database.
    """
    from linxuan_site.models import Application, Organisation, Submission

    answers = {**_answers(programme(), place, sentences), **(more or {})}
    application = Application(
        call=programme().id,
        procedure=PROCEDURE,
        track=PROCEDURE,
        organisation=Organisation(name=str(answers["name"])),
        in_charge=str(answers["district"]),
        number=f"5-EN-{place:04d}",
    )
    digest = digest_of(answers)
    return Submission(application=application, revision=1, answers=answers, digest=digest, filed_on=DAY)


def content(submission: Any) -> Mapping[str, Any]:
    """Return what stands on the form, as the templates take it."""
    from linxuan_site.documents.forms import form_content

    with speaking(CHINESE):
        return asdict(form_content(programme(), submission, ()))


def laid_out(submission: Any, lay: Any) -> bytes:
    """Return the form of an applicant, as an installation prints it: codes, answers and all."""
    from linxuan_site.documents.carried import form_backing

    backing = form_backing(programme(), submission, key())
    made: bytes = lay("form.typ", content(submission), backing=backing)
    return made


def _answers(call: Call, place: int, sentences: int) -> dict[str, Any]:
    random = Random(place)
    cases: Iterator[Any] = iter(call.cases.values())
    base = next(one["base"] for one in cases if one.get("track") == PROCEDURE and "base" in one)
    given = {id: str(value) if isinstance(value, date) else value for id, value in base.items()}
    fields = fields_of(call, PROCEDURE).items()
    words = {id: _said(random, sentences) for id, field in fields if field.kind == "long_text"}
    return {**given, **words, "name": f"示例{place}号装备有限公司", "district": "210213"}


def _said(random: Random, sentences: int) -> str:
    """A long answer, as people write one: some paragraphs of some sentences."""
    return "\n".join("".join(random.choices(SENTENCES, k=sentences)) for _ in range(PARAGRAPHS))
