"""What is installed is pinned, proved by its hash, and taken from whichever index pip is set up with."""

import json
import re
from pathlib import Path

import pytest

from tests.guards.files import ROOT

LOCKED = sorted((ROOT / "requirements").glob("*.txt"))
WISHED = sorted((ROOT / "requirements").glob("*.in"))
NPM = (
    ROOT / "tests" / "support" / "browser" / "package-lock.json",
    ROOT / "requirements" / "charts" / "package-lock.json",
)


def pins(path: Path) -> dict[str, str]:
    """Return each pinned package with all that is said of it."""
    joined = path.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line.strip() and not line.strip().startswith("#")]
    return {re.split(r"[=\[ ;]", line, maxsplit=1)[0]: line for line in lines}


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_every_package_is_pinned_and_carries_hashes(path: Path) -> None:
    loose = [name for name, line in pins(path).items() if "==" not in line or "--hash=sha256:" not in line]

    assert pins(path)
    assert loose == []


@pytest.mark.parametrize("path", [*LOCKED, *WISHED], ids=lambda path: path.name)
def test_no_requirement_names_an_address(path: Path) -> None:
    assert not re.search(
        r"://|--(?:extra-)?index-url|--find-links|^-f\b", path.read_text("utf-8"), re.MULTILINE
    )


@pytest.mark.parametrize("path", WISHED, ids=lambda path: path.name)
def test_every_wish_is_locked(path: Path) -> None:
    wishes = re.findall(r"^([a-z][\w-]*)", path.read_text("utf-8"), re.MULTILINE)

    assert set(wishes) <= set(pins(path.with_suffix(".txt")))


def test_one_package_has_one_version_in_all_groups() -> None:
    versions: dict[str, set[str]] = {}
    for path in LOCKED:
        for name, line in pins(path).items():
            versions.setdefault(name, set()).add(line.partition("==")[2].split()[0])

    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize("lock", NPM, ids=lambda path: path.parent.name)
def test_what_comes_from_npm_is_locked_by_its_hash_and_without_addresses(lock: Path) -> None:
    packages = json.loads(lock.read_text("utf-8"))["packages"]

    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
