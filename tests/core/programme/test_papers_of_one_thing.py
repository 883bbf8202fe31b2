"""Papers that are made of one thing that happened: what a package may say of them."""

import pytest

from linxuan.programme import lookup
from linxuan.programme.reading import read_files, read_with_errors
from tests.core.programme.packages import CALL, DALIAN


@pytest.mark.parametrize(
    ("paper", "was", "now", "key"),
    [
        ("receipt", 'kind   = "receipt"', 'kind   = "recept"', "kind"),
        ("receipt", 'from   = "city"', 'from   = "applicant"', "from"),
        ("receipt", 'kind   = "receipt"', 'kind   = "receipt"\ntemplate = "table"', "template"),
        ("receipt", 'kind   = "receipt"', 'kind   = "receipt"\nlists = ["name"]', "lists"),
        ("evaluation-report", 'for    = ["evaluation-2023"]', 'for    = ["enterprise"]', "for"),
    ],
)
def test_what_such_a_paper_cannot_be_is_told_at_its_key(paper: str, was: str, now: str, key: str) -> None:
    head, found, rest = DALIAN[CALL].decode().partition(f"[paper.{paper}]")
    files = {**DALIAN, CALL: (head + found + rest.replace(was, now, 1)).encode()}
    _call, errors = read_with_errors(files, "dalian-2023")

    assert f"paper.{paper}.{key}" in {one.place for one in errors}


def test_what_is_handed_on_has_no_papers_of_one_thing_among_it() -> None:
    call = read_files(DALIAN, "dalian-2023")

    assert call.papers["receipt"].kind == "receipt"
    assert not [one.id for one in lookup.papers_of(call, "enterprise") if one.kind]
