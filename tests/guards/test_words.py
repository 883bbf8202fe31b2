"""What must not stand in the repository, or not in its code."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from tests.guards.files import files, name_of, sources, text_of

ADDRESSES_OF_PACKAGES = (
    r"pypi\.org|pythonhosted|npmjs\.|registry\.npm|unpkg\.com|jsdelivr|cdnjs|googleapis\.com"
)
PLACES_OF_ONE_MACHINE = r"(?<![\w.])/(?:work|root|home|tmp|opt)/"
ONE_CITY = r"大连|dalian"
YEARS_OF_A_NOTICE = range(2015, 2036)
UNFINISHED = r"\b(?:TODO|FIXME|XXX|HACK)\b"
CODE_OF_OTHERS = (".min.js", ".min.css", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".whl", ".jar", ".so")

CODE = ("src", "tools")


def test_no_address_of_a_package_registry_stands_anywhere() -> None:
    assert found(ADDRESSES_OF_PACKAGES, files()) == []


def test_no_place_of_one_machine_stands_in_the_code() -> None:
    assert found(PLACES_OF_ONE_MACHINE, files(*CODE, "requirements", "programmes")) == []


def test_one_city_stands_only_in_its_package() -> None:
    assert found(ONE_CITY, files("src")) == []


def test_no_year_of_a_notice_is_a_number_in_the_code() -> None:
    assert [f"{name_of(path)}:{line}" for path in sources() for line in lines_with_years(path)] == []


def test_nothing_is_left_for_later() -> None:
    assert found(UNFINISHED, files()) == []


def test_no_code_of_others_is_committed() -> None:
    assert [name_of(path) for path in files() if path.name.endswith(CODE_OF_OTHERS)] == []


def lines_with_years(path: Path) -> list[int]:
    """Return the lines where such a year is a value; in a text it can only be an example."""
    constants = (
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
    )
    return [node.lineno for node in constants if type(node.value) is int and node.value in YEARS_OF_A_NOTICE]


def found(pattern: str, paths: Iterable[Path]) -> list[str]:
    """Return every line with the pattern; this file, which has to name them, is left out."""
    return [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in paths
        if path != Path(__file__).resolve()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if re.search(pattern, line)
    ]
