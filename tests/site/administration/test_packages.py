"""A package is uploaded, checked, previewed and published; nobody's application changes under it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from linxuan.errors import BadInput, Refused
from linxuan.programme.lookup import rules_of
from linxuan_site.actions.packages import discard_package, publish_package, receive_package
from linxuan_site.models import Account, AdministrationRecord, Application, PublishedCall, UploadedPackage
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.packages import versions_of
from tests.site.administration.packages import WORKSHOP, archive, changed, same
from tests.site.documents.reading import text_of
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

PROGRAMMES = "/administration/programmes/"
LATER = changed(b"2023-05-15", b"2023-05-16")
"""The package of the life with another deadline, which its notice does not say: a fault."""


def sound(_life: Life) -> dict[str, bytes]:
    """A next version without faults, which differs in a comment."""
    return changed(b"[call]\n", b"# \xe7\xac\xac\xe4\xba\x8c\xe7\x89\x88\n[call]\n")


def received(by: Account, files: dict[str, bytes], call: str = "") -> UploadedPackage:
    return receive_package("p.zip", archive(files, CALL), call=call, by=by)


def test_an_upload_leads_to_what_was_found_in_it(
    visitor: Visitor, administrator: Account, life: Life
) -> None:
    file = SimpleUploadedFile("大连.zip", archive(sound(life), CALL))

    answer = visitor(administrator).post(PROGRAMMES, {"package": file, "call": ""})
    page = read(visitor(administrator).get(answer["Location"]).content)

    assert "没有错误" in page.text
    assert "97 个案例都得出应有的结果" in page.text
    assert "与第 1 版的差别" in page.text
    assert "意思没有差别" in page.text
    assert PublishedCall.objects.filter(call=CALL).count() == 1


def test_every_fault_is_shown_with_its_file_and_line_and_what_to_do(
    visitor: Visitor, administrator: Account, life: Life
) -> None:
    package = received(administrator, LATER)

    page = read(visitor(administrator).get(f"/administration/packages/{package.pk}/").content)

    assert package.state == "faulty"
    first = package.report["errors"][0]
    assert f"第 {first['line']} 行" in page.text
    assert first["problem"] in page.text
    assert first["hint"] in page.text
    assert "预览" not in [given.get("href") for tag, given in page.tags if tag == "a"]
    assert f"/administration/packages/{package.pk}/publish/" not in str(page.tags)


def test_a_package_with_faults_is_not_published(administrator: Account, life: Life) -> None:
    package = received(administrator, LATER)

    with pytest.raises(Refused, match="错误"):
        publish_package(package.pk, why="更正", by=administrator)


def test_publishing_makes_the_next_version_and_says_who_and_why(administrator: Account, life: Life) -> None:
    package = received(administrator, sound(life))

    published = publish_package(package.pk, why="更正", by=administrator)

    assert (published.version, published.digest) == (2, package.digest)
    assert current_call(CALL).pk == published.pk
    row = AdministrationRecord.objects.latest("pk")
    assert (row.act, row.by, row.why, row.details["after"]) == (
        "programme.published",
        administrator,
        "更正",
        "第 2 版",
    )


def test_a_running_application_keeps_its_version(administrator: Account, life: Life) -> None:
    before = life.submitted(1)
    publish_package(received(administrator, sound(life)).pk, why="更正", by=administrator)
    after = life.draft(2)
    before.refresh_from_db()

    assert before.published_call.version == 1
    assert after.published_call.version == 2
    assert definition_of(before.published_call).digest == life.published.digest
    assert [(one.published.version, one.applications, one.running) for one in versions_of(CALL)] == [
        (2, 1, 1),
        (1, 1, 1),
    ]


def test_the_database_refuses_to_move_an_application_to_another_version(
    administrator: Account, life: Life
) -> None:
    application = life.draft(1)
    published = publish_package(received(administrator, sound(life)).pk, why="更正", by=administrator)

    with pytest.raises(DatabaseError, match="keeps the version"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(published_call=published)


def test_what_was_uploaded_never_changes(administrator: Account, life: Life) -> None:
    package = received(administrator, sound(life))

    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        UploadedPackage.objects.filter(pk=package.pk).update(files={})


def test_publishing_wants_a_reason_and_a_tick(visitor: Visitor, administrator: Account, life: Life) -> None:
    package = received(administrator, sound(life))
    address = f"/administration/packages/{package.pk}/publish/"

    without_tick = visitor(administrator).post(address, {"why": "更正"})
    without_reason = visitor(administrator).post(address, {"why": " ", "sure": "1"})

    assert (without_tick.status_code, without_reason.status_code) == (422, 422)
    assert read(without_tick.content).values["why"].strip() == "更正"
    assert PublishedCall.objects.filter(call=CALL).count() == 1


def test_a_version_that_came_between_has_to_be_looked_at_first(administrator: Account, life: Life) -> None:
    first, second = received(administrator, sound(life)), received(administrator, sound(life))
    publish_package(first.pk, why="更正", by=administrator)

    with pytest.raises(Refused) as refusal:
        publish_package(second.pk, why="更正", by=administrator)

    assert refusal.value.code == "overtaken"


def test_the_same_package_is_not_published_again(administrator: Account, life: Life) -> None:
    package = receive_package("p.zip", same(), call="", by=administrator)

    with pytest.raises(Refused, match="完全相同"):
        publish_package(package.pk, why="更正", by=administrator)


def test_what_was_put_aside_is_not_published(administrator: Account, life: Life) -> None:
    package = received(administrator, sound(life))
    discard_package(package.pk, by=administrator)

    with pytest.raises(Refused):
        publish_package(package.pk, why="更正", by=administrator)


@pytest.mark.parametrize("call", ["../x", "大连", "A", "x" * 61])
def test_an_id_that_is_none_is_refused(administrator: Account, call: str) -> None:
    with pytest.raises(BadInput) as refusal:
        receive_package("p.zip", same(), call=call, by=administrator)

    assert refusal.value.field == "call"


@pytest.mark.parametrize("content", [b"", b"no zip", b"\0" * 5_000_001])
def test_a_file_that_is_no_package_is_refused_with_a_sentence(
    visitor: Visitor, administrator: Account, content: bytes
) -> None:
    answer = visitor(administrator).post(PROGRAMMES, {"package": SimpleUploadedFile("x.zip", content)})

    assert answer.status_code == 422
    assert UploadedPackage.objects.count() == 0


def test_a_package_that_was_made_to_cost_is_stopped(
    administrator: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linxuan.screening.package.SECONDS", 0.05)

    with pytest.raises(BadInput, match="用时超过"):
        receive_package("p.zip", same(), call="", by=administrator)


def test_another_programme_is_published_as_a_new_call(administrator: Account) -> None:
    from linxuan.programme.reading import package_files

    package = receive_package(
        "guild.zip", archive(package_files(WORKSHOP)), call="workshop-2030", by=administrator
    )
    published = publish_package(package.pk, why="新项目", by=administrator)

    assert (published.call, published.version) == ("workshop-2030", 1)


PREVIEWS = ("notice/", "form/enterprise/", "review/enterprise/?office=district", "papers/")


@pytest.mark.parametrize("which", PREVIEWS)
def test_a_preview_has_one_heading_and_a_name_for_every_control(
    visitor: Visitor, administrator: Account, life: Life, which: str
) -> None:
    package = received(administrator, sound(life))

    answer = visitor(administrator).get(f"/administration/packages/{package.pk}/{which}")
    page = read(answer.content)
    labelled = {given["for"] for tag, given in page.tags if tag == "label" and "for" in given}
    controls = [
        given
        for tag, given in page.tags
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden"
    ]

    assert answer.status_code == 200
    assert page.count("h1") == 1
    assert "还没有发布" in page.text
    assert not [one for one in controls if one.get("id") not in labelled and "aria-label" not in one]


def test_the_preview_of_an_office_shows_conditions_beside_their_evidence(
    visitor: Visitor, administrator: Account, life: Life
) -> None:
    package = received(administrator, sound(life))
    call = definition_of(life.published)
    rules = {rule.id for rule in rules_of(call, "enterprise")}
    named = [field.name for field in call.fields.values() if rules & {*field.supports}]

    page = read(
        visitor(administrator)
        .get(f"/administration/packages/{package.pk}/review/enterprise/?office=district")
        .content
    )

    assert named
    assert all(name in page.text for name in named)
    assert "初审" in page.text


def test_what_is_typed_in_a_preview_is_checked_and_not_stored(
    visitor: Visitor, administrator: Account, life: Life
) -> None:
    package = received(administrator, sound(life))
    address = f"/administration/packages/{package.pk}/form/enterprise/"

    before = read(visitor(administrator).get(address).content)
    after = read(visitor(administrator).post(address, {"is_legal_person": "false", "name": "示例"}).content)

    assert "还没有填" in before.text
    assert "未满足" in after.text
    assert after.values["name"] == "示例"
    assert Application.objects.count() == 0


def test_a_package_with_faults_has_no_preview(visitor: Visitor, administrator: Account, life: Life) -> None:
    package = received(administrator, LATER)

    answers = [
        visitor(administrator).get(f"/administration/packages/{package.pk}/{which}").status_code
        for which in PREVIEWS
    ]

    assert set(answers) == {404}


def with_template(text: bytes) -> dict[str, bytes]:
    """The package of the life, its form laid out by a template of its own."""
    path = b"templates/form.typ"
    files = changed(b'template = "form"', b'template = "' + path + b'"')
    return {**files, path.decode(): text}


def test_a_template_that_fails_is_a_fault_of_the_upload_with_its_line(
    visitor: Visitor, administrator: Account, life: Life
) -> None:
    package = received(administrator, with_template(b'#import "/linxuan/faces.typ": *\n\n#data.nothing'))

    page = read(visitor(administrator).get(f"/administration/packages/{package.pk}/").content)

    assert package.state == "faulty"
    assert "templates/form.typ" in page.text
    assert "第 3 行" in page.text
    assert "内容里没有“nothing”这一项" in page.text


def test_every_paper_of_a_package_has_a_specimen_to_look_at(
    visitor: Visitor, administrator: Account, life: Life
) -> None:
    own = with_template(b'#import "/linxuan/faces.typ": *\n#set text(font: song)\n#data.title #data.number')
    client, package = visitor(administrator), received(administrator, own)
    address = f"/administration/packages/{package.pk}/papers/"

    page = read(client.get(address).content)
    form, table = (client.get(f"{address}{one}/enterprise/") for one in ("application", "summary"))

    assert {f"{address}{one}/enterprise/" for one in ("application", "summary", "opinion")} < set(page.links)
    assert "templates/form.typ" in page.text
    assert text_of(form.content) == "服务型制造示范遴选申报书样张"
    assert table["Content-Disposition"].startswith("attachment")
    assert table.content.startswith(b"PK")
    assert client.get(f"{address}opinion/no-such/").status_code == 404


def test_the_list_of_programmes_takes_as_many_reads_for_many_as_for_one(
    visitor: Visitor, administrator: Account, life: Life, django_assert_max_num_queries: object
) -> None:
    browser = visitor(administrator)
    for _ in range(3):
        received(administrator, sound(life))
    browser.get(PROGRAMMES)

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        browser.get(PROGRAMMES)
