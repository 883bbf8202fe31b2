"""`./run`, as somebody meets it who has just cloned the repository."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.files import ROOT
from tools import counts, indexes


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([folder / "run", *arguments], capture_output=True, text=True, check=False, cwd="/")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What `./run` needs before anything is installed, in a folder with a difficult name."""
    folder = tmp_path / "遴选 一号"
    folder.mkdir()
    shutil.copy(ROOT / "run", folder)
    shutil.copytree(ROOT / "tools", folder / "tools")
    return folder


@pytest.fixture
def used_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_bare_it_lists_what_there_is(clone: Path) -> None:
    listed = run(clone)

    assert listed.returncode == 0
    for command in ("setup", "demo", "serve", "test", "check", "messages", "lock"):
        assert f"./run {command}" in listed.stdout


def test_an_unknown_command_is_named_and_the_list_follows(clone: Path) -> None:
    answer = run(clone, "dmeo")

    assert answer.returncode == 2
    assert "dmeo" in answer.stderr
    assert "./run demo" in answer.stdout


def test_a_port_in_use_is_said_before_anything_is_installed(clone: Path, used_port: int) -> None:
    answer = run(clone, "demo", "--port", str(used_port))

    assert answer.returncode == 1
    assert str(used_port) in answer.stderr
    assert "--port" in answer.stderr
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("wrong", [("--port", "0"), ("--port", "80x"), ("--stage", "lunch")])
def test_a_wrong_wish_is_refused_before_anything_is_installed(clone: Path, wrong: tuple[str, str]) -> None:
    answer = run(clone, "demo", *wrong)

    assert answer.returncode == 2
    assert wrong[0] in answer.stderr
    assert not (clone / ".venv").exists()


def test_uv_is_told_what_pip_is_set_up_with(tmp_path: Path) -> None:
    told = dict(
        indexes.translated(
            {
                "index-url": "https://mirror.example/simple",
                "extra-index-url": "https://a.example/simple\nhttps://b.example/simple",
                "find-links": f"{tmp_path} {tmp_path / 'missing'} https://c.example/wheels",
                "trusted-host": "a.example",
                "cert": "/some where/ca.pem",
            }
        )
    )

    assert told == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "UV_INDEX": "https://a.example/simple https://b.example/simple",
        "UV_FIND_LINKS": f"{tmp_path},https://c.example/wheels",
        "UV_INSECURE_HOST": "a.example",
        "SSL_CERT_FILE": "/some where/ca.pem",
    }


def test_the_counts_tell_failures_errors_and_what_was_left_out(tmp_path: Path) -> None:
    results = tmp_path / "results.xml"
    results.write_text(
        "<testsuites><testsuite><testcase/><testcase><failure/></testcase><testcase><error/></testcase>"
        "<testcase><skipped message='no browser'/></testcase></testsuite></testsuites>",
        "utf-8",
    )

    assert counts.read_counts(results) == counts.Counts(1, 2, 1, ("no browser",))
