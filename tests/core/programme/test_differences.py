"""What differs between two versions of a call."""

from linxuan.programme.differences import Difference, differences
from linxuan.programme.reading import read_with_errors
from tests.core.programme.packages import CALL, FIELDS, GUILD, Files, changed, without


def compared(after: Files) -> dict[str, Difference]:
    """The differences by address; a changed package may have faults, which is none of them."""
    before = read_with_errors(GUILD, "guild")[0]
    return {one.address: one for one in differences(before, read_with_errors(after, "guild")[0])}


def test_the_same_package_has_no_differences() -> None:
    assert compared(GUILD) == {}


def test_what_only_stands_elsewhere_is_no_difference() -> None:
    assert compared(changed(CALL, "[call]", "# a note\n\n[call]", GUILD)) == {}


def test_a_date_that_changed_is_told_with_both_values() -> None:
    (found,) = compared(changed(CALL, "2030-06-30", "2030-07-15", GUILD)).values()

    assert (found.change, found.kind) == ("changed", "deadline")
    assert [(key.key, key.before, key.after) for key in found.keys] == [
        ("days", "2030-03-31\n2030-06-30", "2030-03-31\n2030-07-15")
    ]


def test_an_element_that_went_and_one_that_came_are_told() -> None:
    found = compared(without(CALL, "rule.jobs", GUILD))

    assert found["rule.jobs"].change == "removed"
    before = read_with_errors(without(CALL, "rule.jobs", GUILD), "guild")[0]
    after = read_with_errors(GUILD, "guild")[0]
    assert {one.address: one.change for one in differences(before, after)}["rule.jobs"] == "added"


def test_a_field_that_changed_its_label_is_told_and_its_section_is_not() -> None:
    found = compared(changed(FIELDS, '"名称"', '"全称"', GUILD))

    assert [(key.key, key.before, key.after) for key in found["field.name"].keys] == [
        ("name", "名称", "全称")
    ]
    assert not any(address.startswith("section.") for address in found)


def test_a_sentence_of_the_notice_that_changed_is_told_by_its_clause() -> None:
    text = GUILD["notice.txt"].decode()
    sentence = max(text.splitlines(), key=len)
    found = compared(changed("notice.txt", sentence, sentence.replace("。", "！"), GUILD))

    assert any(sentence[:10] in key.before for key in found["notice.main"].keys)


def test_a_row_of_a_list_that_changed_is_told_by_its_key() -> None:
    table = GUILD["lists/counties.csv"].decode().splitlines()
    found = compared(changed("lists/counties.csv", table[1], table[1] + "x", GUILD))

    (key,) = found["list.counties"].keys
    assert key.key == table[1].split(",")[0]
