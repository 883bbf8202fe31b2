"""A paper by a template that the package brings: with our content and pieces, tried before, told where it fails."""

from collections.abc import Iterator
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from linxuan.errors import BadInput, InvalidProgramme
from linxuan.language import speaking
from linxuan.programme.definition import Call
from linxuan.programme.reading import package_files, read_files
from linxuan.programme.template_files import SHARED
from linxuan_site.actions.calls import publish_call, publish_files
from linxuan_site.actions.papers import issue_paper
from linxuan_site.actions.printing import printed_form
from linxuan_site.documents.content import FormPaper, LetterPaper
from linxuan_site.documents.specimens import Specimen, specimen_file, specimens_of, template_faults
from linxuan_site.documents.typesetting import TEMPLATES, typeset
from linxuan_site.models import IssuedPaper, Submission
from linxuan_site.queries import calls
from linxuan_site.queries.papers import paper_file
from tests.core.programme.test_documentation import EXAMPLE, PAGE
from tests.site.documents.life import CALL, application, filed, officer, recommended
from tests.site.documents.papers import form
from tests.site.documents.reading import pages_of, text_of

DAY = date(2030, 6, 1)
FORM, LETTER = "templates/form.typ", "templates/letter.typ"
HEAD = '#import "/linxuan/form-parts.typ": *\n#show: form-page\n'
DALIAN = Path(__file__).parents[3] / "programmes" / CALL


@pytest.fixture(autouse=True)
def definitions_read_anew() -> Iterator[None]:
    """Each test publishes another version under the same key: what is kept of the last one goes."""
    calls._definition.cache_clear()
    yield
    calls._definition.cache_clear()


def example(template: str | None = None) -> Call:
    """The package of the page on writing a programme, with another template where one is given."""
    files = {**EXAMPLE, "templates/application.typ": template.encode()} if template else EXAMPLE
    return read_files(files, "example")


def only(call: Call) -> Specimen:
    (specimen,) = specimens_of(call)
    return specimen


def with_templates(form: str = "", letter: str = "") -> dict[str, bytes]:
    """The files of the real package, its form and its district's letter laid out by templates of its own."""
    files = package_files(DALIAN)
    for file, layout, text in ((FORM, b"form", form), (LETTER, b"letter", letter)):
        if text:
            old, new = b'template = "' + layout + b'"', f'template = "{file}"'.encode()
            files["call.toml"] = files["call.toml"].replace(old, new, 1)
            files[file] = text.encode()
    return files


def filed_with(template: str) -> Submission:
    publish_files(with_templates(template), CALL)
    return filed(application("示例公司", stage="district"))


def test_the_example_of_the_page_has_its_own_cover_and_our_sections() -> None:
    call = example()

    pages = pages_of(specimen_file(call, only(call), DAY))

    assert list(template_faults(call, DAY)) == []
    assert "编号样张" in pages[0]
    assert "遴选类别" not in pages[0]
    assert "申报单位" in pages[1]
    assert "这里是申报主体填写的内容" in "".join(pages)


def test_everything_that_a_template_finds_is_described() -> None:
    described = PAGE.split("### Templates of your own")[1].split("## 11.")[0]
    names = {one.name for paper in (FormPaper, LetterPaper) for one in fields(paper)}

    assert [one for one in sorted(names) if f"`{one}`" not in described] == []


def test_what_a_template_may_take_of_ours_is_there() -> None:
    assert all((TEMPLATES / Path(one).name).is_file() for one in SHARED)
    assert all(f"`{Path(one).name}`" in PAGE for one in SHARED)


@pytest.mark.django_db
def test_a_form_is_laid_out_by_the_template_of_its_package() -> None:
    submission = filed_with(f"{HEAD}= 本市自己的封面\n#data.number\n#form-sections")

    made = printed_form(submission)

    assert "本市自己的封面" in text_of(made)
    assert str(submission.application.number) in text_of(made)
    assert "把服务写进战略" in text_of(made)
    assert printed_form(submission) == made


@pytest.mark.django_db
def test_a_letter_of_an_office_is_laid_out_by_the_template_of_its_package() -> None:
    letter = '#import "/linxuan/letter-parts.typ": *\n#show: letter-page\n自己的公文\n#letter-list'
    publish_files(with_templates(letter=letter), CALL)
    recommended("示例公司")

    issued = issue_paper(CALL, "opinion", account=officer("district", "210213"))
    file = paper_file(officer("district", "210213"), issued.pk)

    assert file is not None
    assert file.name.endswith(".pdf")
    assert "自己的公文" in text_of(file.content)
    assert "示例公司" in text_of(file.content)


@pytest.mark.django_db
def test_a_package_without_templates_has_ours() -> None:
    submission = filed(application("示例公司", stage="district"))

    assert "遴选类别" in pages_of(printed_form(submission))[0]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "told"), [("zh-hans", "第4行"), ("en", "templates/form.typ")])
def test_a_template_that_fails_at_a_real_form_says_where_and_what_and_nothing_is_lost(
    language: str, told: str
) -> None:
    # The specimen has a number; a template may still fail at what somebody really filed.
    submission = filed_with(f'{HEAD}\n#if data.number != "样张" {{ data.nothing }}')

    with speaking(language), pytest.raises(BadInput) as fault:
        printed_form(submission)

    assert told in fault.value.problem
    assert FORM in fault.value.problem
    assert "nothing" in fault.value.problem
    assert Submission.objects.get(pk=submission.pk).answers == submission.answers


@pytest.mark.django_db
def test_whoever_downloads_such_a_form_reads_it_on_a_page(client: Client) -> None:
    submission = filed_with(f'{HEAD}#if data.number != "样张" {{ panic("no") }}')
    client.force_login(officer("district", "210213"))

    answer = client.get(f"/applications/{submission.application.pk}/form.pdf")

    assert answer.status_code == 503
    assert "模板有错" in answer.content.decode() or FORM in answer.content.decode()


@pytest.mark.django_db
def test_an_office_whose_letter_fails_has_made_none() -> None:
    letter = '#import "/linxuan/letter-parts.typ": *\n#if data.rows.len() == 1 { panic("one") }'
    publish_files(with_templates(letter=letter), CALL)
    recommended("示例公司")

    with pytest.raises(BadInput, match=LETTER):
        issue_paper(CALL, "opinion", account=officer("district", "210213"))

    assert not IssuedPaper.objects.exists()


@pytest.mark.parametrize(
    ("template", "line", "told"),
    [
        (f"{HEAD}#data.sections.first().wrong", 3, "没有“wrong”这一项"),
        (f"{HEAD}\n#let x = (", 4, "没有成对"),
        ('#import "/linxuan/form-parts.typ": cover', 1, "没有要用的这个名字"),
        ('#let far = "@preview/cetz:0.3.1"\n#import far: *', 2, "网上的包"),
        ("#for a in range(100000) { for b in range(100000) { let c = a * b } }", 0, "时间或内存"),
    ],
    ids=["no such key", "not closed", "no such piece", "network", "without end"],
)
def test_a_template_is_tried_before_anybody_files(
    template: str, line: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linxuan_site.documents.specimens.TRIAL_SECONDS", 2.0)

    (fault,) = template_faults(example(template), DAY)

    assert (fault.file, fault.line) == ("templates/application.typ", line)
    assert fault.place == "paper.application"
    assert told in fault.problem


@pytest.mark.django_db
def test_a_package_whose_template_fails_is_not_published(tmp_path: Path) -> None:
    folder = tmp_path / CALL
    for path, content in with_templates("#nothing").items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)

    with pytest.raises(InvalidProgramme, match=FORM):
        publish_call(folder)


def test_the_words_of_an_applicant_are_no_commands_of_any_template() -> None:
    own = {FORM: f"{HEAD}#data.applicant"}
    data = asdict(form(applicant='#read("/etc/passwd") #panic()'))

    text = text_of(typeset(FORM, data, own=own))

    assert '#read("/etc/passwd")#panic()' in text
