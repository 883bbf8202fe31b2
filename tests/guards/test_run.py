"""`./run`, as somebody meets it who has just cloned the repository."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.files import ROOT
from tools import charts, counts, indexes, install, npm


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


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the charts in which nothing is yet."""
    monkeypatch.setattr(charts, "TOOLS", tmp_path)
    monkeypatch.setattr(charts, "PLACE", tmp_path / "static" / "echarts")
    return tmp_path


def test_where_npm_cannot_be_reached_setup_says_that_the_pages_work_with_their_tables(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(npm, "_every_npm", lambda: iter([["/nowhere/npm"]]))

    assert not charts.fetch()
    assert "数字都在表格里" in capsys.readouterr().err
    assert not charts.PLACE.exists()


def test_of_the_package_of_the_charts_only_what_is_listed_is_handed_out(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetched(_locked: Path, folder: Path) -> Path:
        for name in (*charts.TAKEN, "dist/echarts.js", "index.js"):
            file = folder / "node_modules" / "echarts" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("x", "utf-8")
        return folder / "node_modules"

    monkeypatch.setattr(npm, "ci", fetched)

    assert charts.fetch()
    assert sorted(one.name for one in charts.PLACE.iterdir()) == [
        "LICENSE",
        "NOTICE",
        "echarts.simple.min.js",
    ]


def test_what_could_not_be_had_is_tried_again_when_somebody_insists_and_not_at_every_start(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[bool] = []
    monkeypatch.setattr(charts, "fetch", lambda: tried.append(True))
    monkeypatch.setattr(npm, "is_there", lambda: True)
    monkeypatch.setattr(install, "NOTE", elsewhere / "note.json")
    note: dict[str, object] = {}

    for insist in (False, False, True):
        install._charts(note, insist=insist)

    assert len(tried) == 2
