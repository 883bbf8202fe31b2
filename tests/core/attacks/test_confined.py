"""The child: what it hands back, and that nothing it does keeps its parent waiting."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from linxuan.errors import BadInput, InvalidProgramme
from linxuan.language import speaking
from linxuan.screening import confined as module
from linxuan.screening.confined import Child, Progress, Reach, Stopped, confined
from linxuan.screening.reach import landlock_version

MEMORY = 300 * 2**20
needs_landlock = pytest.mark.skipif(landlock_version() < 4, reason="this kernel has no Landlock")


_PARENT = """
import sys
sys.path[:0] = sys.argv[3:]
from linxuan.screening import confined
confined.START = sys.argv[2]
confined.confined("sleep", {"note": sys.argv[1]}, memory=300_000_000, seconds=60)
"""


def run(work: str, *, memory: int = MEMORY, seconds: float = 20.0, **request: Any) -> dict[str, Any]:
    reach, progress = request.pop("reach", None), request.pop("progress", None)
    return confined(work, request, memory=memory, seconds=seconds, progress=progress, reach=reach)


def stopped(work: str, **more: Any) -> Stopped:
    with pytest.raises(Stopped) as caught:
        run(work, **more)
    return caught.value


def test_a_result_and_its_progress_come_back() -> None:
    heard = []
    assert run("answer", progress=heard.append, 名="大连") == {"给": {"名": "大连"}, "language": "zh-hans"}
    assert heard == [Progress("读取", 0.5)]


def test_the_child_speaks_the_language_of_its_parent() -> None:
    with speaking("en"):
        assert run("answer")["language"] == "en"


def test_bad_input_and_an_invalid_programme_are_raised_again_with_their_words() -> None:
    with pytest.raises(BadInput, match="读不懂") as bad:
        run("bad_input")
    assert (bad.value.field, bad.value.allowed) == ("name", "文字")
    with pytest.raises(InvalidProgramme) as invalid:
        run("invalid_programme")
    assert str(invalid.value) == "call.toml:3: rule.a: 错 → 改"


@pytest.mark.parametrize("at_once", [True, False])
def test_memory_beyond_the_limit_ends_it(at_once: bool) -> None:
    fault = stopped("allocate", memory=150 * 2**20, at_once=at_once, size=2**30)
    assert fault.limit == "memory"
    assert "150 MB" in fault.problem


@pytest.mark.parametrize("work", ["spin", "sleep"])
def test_time_beyond_the_limit_ends_it(work: str) -> None:
    begun = time.monotonic()
    assert stopped(work, seconds=0.7).limit == "seconds"
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    ("work", "limit"),
    [
        ("crash", "crash"),
        ("abort", "memory"),
        ("surprise", "crash"),
        ("unheard_of", "crash"),
        ("out_of_disk", "disk"),
    ],
)
def test_every_other_end_is_one_sentence(work: str, limit: str) -> None:
    fault = stopped(work)
    assert fault.limit == limit
    assert "Traceback" not in fault.problem
    assert "\n" not in fault.problem


def test_what_went_wrong_inside_is_kept_for_the_log() -> None:
    assert "ZeroDivisionError" in stopped("surprise").detail


def test_prints_break_nothing_and_progress_is_rationed() -> None:
    heard = []
    assert run("chatter", progress=heard.append) == {}
    assert 1 <= len(heard) < 100


def test_a_large_result_comes_through_and_a_huge_one_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(run("flood", size=5_000_000)["much"]) == 5_000_000
    monkeypatch.setattr(module, "LONGEST_REPORT", 1_000_000)
    assert stopped("flood", size=5_000_000).limit == "memory"


def test_a_large_request_comes_through() -> None:
    assert run("answer", a="x" * 3_000_000)["给"]["a"] == "x" * 3_000_000


def test_the_environment_is_bare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setenv("HTTPS_PROXY", "proxy")
    found = run("surroundings")
    assert set(found["environment"]) <= {"LANG", "LC_CTYPE", "MALLOC_ARENA_MAX", "OPENBLAS_NUM_THREADS"}
    # Input, output, errors, the pipe, and the folder that is being listed.
    assert len(found["open"]) == 5


def test_leaving_the_block_ends_the_child(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    with Child("sleep", {"note": str(note)}, memory=MEMORY, seconds=60) as child:
        next(iter(child.progress()))
    assert_gone(int(_when_there(note)))


def test_an_interrupt_ends_the_child(tmp_path: Path) -> None:
    note = tmp_path / "pid"

    def interrupt(_: Progress) -> None:
        _when_there(note)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run("sleep", seconds=60, progress=interrupt, note=str(note))
    assert_gone(int(note.read_text()))


def test_a_page_can_stop_it_from_another_thread() -> None:
    with Child("sleep", {}, memory=MEMORY, seconds=60) as child:
        for _ in child.progress():
            threading.Thread(target=child.stop).start()
        with pytest.raises(Stopped, match="已按要求停下"):
            child.result()


def test_what_the_child_started_ends_with_it() -> None:
    with Child("with_grandchild", {}, memory=MEMORY, seconds=60) as child:
        next(iter(child.progress()))
        group = child.pid
        assert _members(group) == 3
    assert _members(group) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            _PARENT,
            str(note),
            module.START,
            str(Path(module.__file__).parents[2]),
        ]
    )
    child = int(_when_there(note))
    parent.kill()
    parent.wait()
    assert_gone(child)


@needs_landlock
def test_within_its_reach_it_reads_its_input_and_writes_its_scratch_and_nothing_else(tmp_path: Path) -> None:
    places = {name: tmp_path / name for name in ("input", "scratch", "secret")}
    for place in places.values():
        place.mkdir()
    for name in ("input", "secret"):
        (places[name] / "a.csv").write_text("1", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = run(
            "attempts",
            reach=Reach(reads=[places["input"]], writes=[places["scratch"]]),
            input=str(places["input"] / "a.csv"),
            secret=str(places["secret"] / "a.csv"),
            scratch=str(places["scratch"]),
            port=server.getsockname()[1],
        )
    allowed = {name for name, word in found.items() if word == "done"}
    assert allowed == {"read input", "write scratch"}, found


def _when_there(note: Path, seconds: float = 10) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if note.exists() and note.read_text("utf-8"):
            return note.read_text("utf-8")
        time.sleep(0.01)
    raise AssertionError("the child wrote no note")


def assert_gone(pid: int, seconds: float = 5) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(ProcessLookupError):
            os.kill(pid, 0)
            if _state(pid) != "Z":
                time.sleep(0.01)
                continue
        return
    os.kill(pid, signal.SIGKILL)
    raise AssertionError("the child is still there")


def _state(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    return "Z"


def _members(group: int) -> int:
    """How many processes of a group are there and not waiting to be reaped."""
    time.sleep(0.1)
    found = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    count = 0
    for pid in found:
        with suppress(OSError):
            count += os.getpgid(pid) == group and _state(pid) != "Z"
    return count
