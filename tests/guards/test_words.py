"""What must not stand in the repository, or not in its code."""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.guards.files import files, name_of, text_of

ADDRESSES_OF_PACKAGES = (
    r"pypi\.org|pythonhosted|npmjs\.|registry\.npm|unpkg\.com|jsdelivr|cdnjs|googleapis\.com"
)
PLACES_OF_ONE_MACHINE = r"(?<![\w.])/(?:work|root|home|tmp|opt)/"
POLICY_OF_ONE_CITY = r"大连|dalian|\b20(?:22|23)\b"
UNFINISHED = r"\b(?:TODO|FIXME|XXX|HACK)\b"
CODE_OF_OTHERS = (".min.js", ".min.css", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".whl", ".jar", ".so")

CODE = ("src", "tools")


def test_no_address_of_a_package_registry_stands_anywhere() -> None:
    assert found(ADDRESSES_OF_PACKAGES, files()) == []


def test_no_place_of_one_machine_stands_in_the_code() -> None:
    assert found(PLACES_OF_ONE_MACHINE, files(*CODE, "requirements", "programmes")) == []


def test_the_policy_of_one_city_stands_only_in_its_package() -> None:
    assert found(POLICY_OF_ONE_CITY, files("src")) == []


def test_nothing_is_left_for_later() -> None:
    assert found(UNFINISHED, files()) == []


def test_no_code_of_others_is_committed() -> None:
    assert [name_of(path) for path in files() if path.name.endswith(CODE_OF_OTHERS)] == []


def found(pattern: str, paths: Iterable[Path]) -> list[str]:
    """Return every line with the pattern; this file, which has to name them, is left out."""
    return [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in paths
        if path != Path(__file__).resolve()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if re.search(pattern, line)
    ]
