"""Two titles become one by command, and a merger is taken back."""

import pytest

from linxuan_site.cli import main
from linxuan_site.models import Designation
from tests.site.life.conftest import CALL, Life, life
from tests.site.portal.test_mergers import OTHER, states, two
from tests.site.portal.test_public_title import OLD, designated

__all__ = ["life", "two"]
Capture = pytest.CaptureFixture[str]
Two = tuple[Designation, Designation]
HOW = ("--since", "2022-01-01", "--document", "合并的文件")


def test_a_title_takes_in_another_by_command_and_gives_it_back(life: Life, two: Two, capsys: Capture) -> None:
    one, other = two
    city = ("--as", life.city.username)

    assert (
        main(["register", "merge", CALL, str(one.pk), "更早的机械有限公司", *HOW, "--name", "合并后", *city])
        == 0
    )
    assert f"称号 {one.pk} 保留" in capsys.readouterr().out
    assert states(one, other) == [("held", "合并后"), ("absorbed", OTHER)]
    assert one.events.get(kind="merged").recorded_by == life.city
    assert (
        main(
            ["register", "unmerge", CALL, str(other.pk), "--document", "更正", "--reason", "登记错了", *city]
        )
        == 0
    )

    assert states(one, other) == [("held", OLD), ("held", OTHER)]
    assert main(["register", "unmerge", CALL, str(other.pk), "--document", "更正", *city]) == 2
    assert "没有可撤回的合并" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("999999", "没有“999999”这个称号"),
        ("机械", "没有“机械”这个称号"),
        ("同名有限公司", "请写编号"),
    ],
)
def test_a_title_that_is_not_known_for_sure_is_not_merged(
    life: Life, two: Two, capsys: Capture, typed: str, told: str
) -> None:
    same = [designated(life, number, name="同名有限公司") for number in (3, 4)]

    assert main(["register", "merge", CALL, str(two[0].pk), typed, *HOW, "--as", life.city.username]) == 2

    assert told in capsys.readouterr().err
    assert {state for state, _name in states(*two, *same)} == {"held"}


def test_only_the_authority_merges_and_by_a_document_and_a_day(life: Life, two: Two, capsys: Capture) -> None:
    both = [str(one.pk) for one in two]
    day, document = HOW[:2], HOW[2:]

    assert main(["register", "merge", CALL, *both, *HOW, "--as", life.district.username]) != 0
    assert (
        main(["register", "merge", CALL, *both, "--since", "heute", *document, "--as", life.city.username])
        == 2
    )
    assert main(["register", "merge", CALL, *both, *day, "--document", " ", "--as", life.city.username]) == 2
    assert main(["register", "merge", CALL, both[0], both[0], *HOW, "--as", life.city.username]) == 2

    assert {state for state, _name in states(*two)} == {"held"}
