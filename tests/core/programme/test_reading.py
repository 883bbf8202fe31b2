"""Reading a package: every fault at once, each with its file, line, place, and what to do."""

from pathlib import Path

import pytest

from linxuan.errors import BadInput, InvalidProgramme
from linxuan.programme.reading import package_files, read_files, read_programme
from tests.core.programme.packages import (
    CALL,
    DALIAN,
    FIELDS,
    added,
    changed,
    errors,
    line_of,
    only_error,
    without,
)


def test_the_package_of_dalian_has_no_fault() -> None:
    assert errors(DALIAN) == ()


def test_the_same_files_have_the_same_digest_and_others_another() -> None:
    call = read_files(DALIAN, "dalian-2023")
    again = read_files(dict(reversed(DALIAN.items())), "dalian-2023")
    other = read_files(added(CALL, "# 一行注释"), "dalian-2023")

    assert call.digest == again.digest != other.digest


def test_a_file_is_evidence_only_for_what_the_package_has() -> None:
    known = 'supports = ["registered-here", "legal-person"]'

    error = only_error(changed(FIELDS, known, 'supports = ["registered-her"]'))

    assert error.place == "field.file_licence.supports"
    assert "registered-here" in error.hint


def test_a_key_that_no_form_has_on_top_is_told_once() -> None:
    error = only_error(
        changed("forms/enterprise.toml", "[section.identity]", 'readin = ""\n[section.identity]')
    )

    assert (error.place, "reading" in error.hint) == ("readin", True)


def test_a_field_says_which_files_it_takes() -> None:
    known = 'supports = ["registered-here", "legal-person"]'

    field = read_files(
        changed(FIELDS, known, f'{known}\ntypes = ["png", "pdf"]\nmost = 3\nmb = 5'), "dalian-2023"
    ).fields["file_licence"]
    error = only_error(changed(FIELDS, known, f'{known}\ntypes = ["exe"]'))

    assert (field.types, field.most, field.mb) == (("pdf", "png"), 3, 5)
    assert error.place == "field.file_licence.types[1]"


def test_all_faults_come_at_once_in_the_order_of_the_files() -> None:
    files = changed(CALL, 'holds = "is_legal_person"', 'holds = "is_legal_persn"')
    files = changed(CALL, '[quota.enterprise]\nname  = "示范企业推荐名额"\nfor   = ["enterprise"]',
                    '[quota.enterprise]\nname  = "示范企业推荐名额"\nfor   = ["project-2"]', files)  # fmt: skip
    files = changed(
        CALL, 'from  = ["reported"]\nto    = "designated"', 'from  = ["reported"]\nto    = "gone"', files
    )
    files = changed(CALL, "不超过3个", "不超过5个", files)
    files = changed(CALL, "day     = 2023-05-05", "day     = 2023-02-30", files)
    files = changed(FIELDS, 'kind  = "credit_code"', 'kind  = "credit_cod"', files)

    found = errors(files)

    wanted = {
        "rule.legal-person.holds": "is_legal_persn",
        "quota.enterprise.for": "project-2",
        "action.designate.to": "gone",
        "quota.enterprise.cite": "不超过5个",
        "deadline.evaluation.day": "2023-02-30",
        "field.credit_code.kind": "credit_cod",
    }
    by_place = {error.place: error for error in found}
    assert {place: words in by_place[place].problem for place, words in wanted.items()} == dict.fromkeys(
        wanted, True
    )
    assert list(found) == sorted(found, key=lambda error: (error.file != CALL, error.line))


@pytest.mark.parametrize(
    ("place", "old", "new", "problem", "hint"),
    [
        ("rule.finances-sound.holds", '"finances_sound"', '"finances_sond"', "finances_sond", "finances_sound"),
        ("rule.finances-sound.strenght", 'name  = "财务状况良好"', 'name  = "财务状况良好"\nstrenght = "mandatory"',
         "没有“strenght”这个键", "strength"),
        ("rulez", "[rule.legal-person]", "[rulez.legal-person]", "没有“rulez”", "rule"),
        ("param.platform_years_min.value", "value = 2\n", 'value = "two"\n', "不是 integer 的值", ""),
        ("param.service_share_min.value", 'value = "0.30"', "value = 0.30", "小数要放在引号里", ""),
        ("office.district.each", 'each  = "districts"', 'each  = "district"', "lists/district.csv", "districts"),
        ("office.ministry.recorded_by", 'recorded_by = "city"', 'recorded_by = "county"', "[office.county]", "city"),
        ("track.city.form", 'form       = "city"', 'form       = "citi"', "forms/citi.toml", "city"),
        ("stage.city.office", 'name   = "市级综合评定"\noffice = "city"', 'name   = "市级综合评定"\noffice = "citty"',
         "[office.citty]", "city"),
        ("action.submit.from", 'by    = "applicant"\nfrom  = ["draft"]\nto    = "district"',
         'by    = "applicant"\nfrom  = ["drafts"]\nto    = "district"', "[stage.drafts]", "draft"),
        ("action.recommend.needs", '"opinion", "rank", "paper:application"', '"opinions", "rank", "paper:application"',
         "不认得“opinions”", "opinion"),
        ("deadline.evaluation.actions", 'actions = ["file-report"]', 'actions = ["file-reports"]',
         "[action.file-reports]", "file-report"),
        ("deadline.delivery.opens", "day     = 2023-05-15\nactions = [\"submit\"",
         "day     = 2023-05-15\nopens   = 2023-05-16\nactions = [\"submit\"", "晚于截止日", ""),
        ("paper.summary.from", 'from   = "district"', 'from   = "distrikt"', "[office.distrikt]", "district"),
        ("quota.enterprise.at", 'for   = ["enterprise"]\nat    = "nominate"', 'for   = ["enterprise"]\nat    = "nominat"',
         "[action.nominat]", "nominate"),
        ("judgement.advantage.sections", 'sections = ["advantage"]', 'sections = ["advantages"]',
         "[section.advantages]", "advantage"),
        ("round.evaluation-2023.known[1].grade", 'grade = "qualified", cite', 'grade = "good", cite', "[grade.good]", ""),
        ("standing.low.leads_to", 'leads_to = "warn"', 'leads_to = "warm"', "不能写“warm”", "warn"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_place_and_the_nearest_word(
    place: str, old: str, new: str, problem: str, hint: str
) -> None:
    files = changed(CALL, old, new)

    found = {error.place: error for error in errors(files)}

    assert place in found, list(map(str, found.values()))
    assert problem in found[place].problem
    assert hint in found[place].hint
    assert found[place].file == CALL


def test_the_line_is_that_of_the_key() -> None:
    files = changed(CALL, 'holds = "NOT has_violation"', 'holds = "NOT has_violatio"')

    error = only_error(files)

    assert error.line == line_of(files, CALL, "NOT has_violatio")
    assert "has_violation" in error.hint


def test_the_line_of_an_entry_of_a_list_is_its_own() -> None:
    files = changed(CALL, '"一(二)2(2)#6 具备在线服务、线上线下联动等功能",', '"一(二)2(2)#6 具备线下服务",')

    found = [error for error in errors(files) if error.place == "rule.platform-functions.cite[2]"]

    assert [error.line for error in found] == [line_of(files, CALL, "具备线下服务")]


# ── what cannot be read ──


def test_a_file_that_is_no_toml_gives_its_first_error_and_the_others_are_still_read() -> None:
    files = changed("forms/enterprise.toml", 'fields = ["advantage"]', 'fields = ["advantage"')
    files = changed(CALL, 'holds = "is_legal_person"', 'holds = "is_legal_persn"', files)
    files = changed(FIELDS, 'kind  = "phone"', 'kind  = "fone"', files)

    found = errors(files)

    assert {error.file for error in found} == {CALL, FIELDS, "forms/enterprise.toml"}
    broken = [error for error in found if error.file == "forms/enterprise.toml"]
    assert len(broken) == 1
    assert "不是 TOML" in broken[0].problem
    assert broken[0].line > 0


def test_a_broken_catalogue_of_fields_makes_no_field_unknown() -> None:
    found = errors(changed(FIELDS, "[field.name]", "[field.name"))

    assert {error.file for error in found} == {FIELDS}


def test_a_broken_call_leaves_the_forms_readable() -> None:
    files = changed(CALL, "cohort    = 5", "cohort    = ")
    files = changed(FIELDS, 'kind  = "phone"', 'kind  = "fone"', files)

    assert [(error.file, error.place) for error in errors(files)] == [
        (CALL, ""),
        (FIELDS, "field.contact_phone.kind"),
    ]


def test_a_date_that_is_none_is_told_with_everything_else() -> None:
    files = changed(CALL, "day     = 2023-05-05", "day     = 2023-02-30")
    files = changed(CALL, "value = 2021-01-01", "value = 2021-13-01", files)
    files = changed(CALL, 'holds = "is_legal_person"', 'holds = "is_legal_persn"', files)

    found = {error.place: error for error in errors(files)}

    assert "2023-02-30" in found["deadline.evaluation.day"].problem
    assert "2021-13-01" in found["param.accident_free_since.value"].problem
    assert found["deadline.evaluation.day"].line == line_of(files, CALL, "2023-02-30")
    assert "rule.legal-person.holds" in found


def test_an_id_that_stands_twice_is_told_as_such() -> None:
    error = only_error(added(CALL, '[rule.legal-person]\nholds = "is_legal_person"'))

    assert "写了两次" in error.problem


def test_a_package_without_its_call_says_so() -> None:
    files = {file: content for file, content in DALIAN.items() if file != CALL}

    assert "没有 call.toml" in errors(files)[0].problem


def test_a_notice_that_is_not_there_is_told_once_and_no_citation_is_blamed() -> None:
    files = {file: content for file, content in DALIAN.items() if file != "notice.txt"}

    error = only_error(files)

    assert error.place == "notice.main.file"


def test_a_correction_that_is_not_in_the_text_is_told_at_its_entry() -> None:
    files = changed(CALL, 'raw = "具各在线服务"', 'raw = "具有在线服务"')

    error = next(error for error in errors(files) if error.place.startswith("notice"))

    assert error.place == "notice.main.corrections[5]"
    assert error.line == line_of(files, CALL, "具有在线服务")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"format = 1\n" + b"#" * 1_000_001, "1 MB"),
        (b"a = " + b"[" * 3000 + b"]" * 3000, "太深"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_fault(content: bytes, problem: str) -> None:
    found = list(errors({**DALIAN, "cases/city.toml": content}))

    assert [error.file for error in found] == ["cases/city.toml"]
    assert problem in found[0].problem


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    marked = {file: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n") for file, content in DALIAN.items()}

    assert errors(marked) == ()


def test_format_is_wanted_on_top() -> None:
    assert only_error(changed(CALL, "format = 1", "format = 2")).place == "format"


# ── from a folder ──


def test_a_folder_is_read_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "somewhere"
    for file, content in DALIAN.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_bytes(content)
    (folder / "README.md").write_text("not of the package")

    assert read_programme(folder).id == "somewhere"
    assert package_files(folder) == DALIAN


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "call.toml").write_text("format = 1")
    (folder / "notice.txt").symlink_to(secret)

    assert set(package_files(folder)) == {"call.toml"}


def test_a_folder_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有文件夹"):
        read_programme(tmp_path / "none")


def test_faults_are_raised_together() -> None:
    with pytest.raises(InvalidProgramme) as raised:
        read_files(without(CALL, "stage.declined"), "dalian-2023")

    assert len(raised.value.errors) > 1
    assert str(raised.value).count("\n") == len(raised.value.errors) - 1


def test_a_date_that_is_none_before_another_error_is_told_as_well() -> None:
    files = changed(CALL, "day     = 2023-05-05", "day     = 2023-02-30")
    files = changed(CALL, "graded  = ", "graded  = =", files)

    found = errors(files)

    assert [error.line for error in found] == [
        line_of(files, CALL, "2023-02-30"),
        line_of(files, CALL, "= ="),
    ]


def test_many_dates_that_are_none_are_never_passed_over() -> None:
    days = "\n".join(f"d{number} = 2023-02-30" for number in range(50))

    found = errors({**DALIAN, "cases/city.toml": days.encode()})

    assert {error.file for error in found} == {"cases/city.toml"}
