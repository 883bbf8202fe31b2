"""`docs/operations.md` under test: its commands run, its settings exist, its links lead somewhere."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs/operations.md").read_text("utf-8")
BLOCK = re.compile(r"(?P<why><!-- not run: [^\n]+ -->\n)?```(?P<kind>\w*)\n(?P<text>.*?)```", re.DOTALL)
BLOCKS = [found.groupdict() for found in BLOCK.finditer(PAGE)]
LINXUAN = (
    '#!/bin/sh\nexec "{python}" -c "import sys; from linxuan_site.cli import main; sys.exit(main())" "$@"\n'
)


def commands() -> list[str]:
    """Every `linxuan …` line of the page, run or not."""
    lines = [line for block in BLOCKS if block["kind"] == "sh" for line in block["text"].splitlines()]
    return sorted({one for line in lines for one in re.findall(r"\blinxuan ([a-z][a-z-]*)(?= |$)", line)})


def test_the_commands_of_the_page_run_one_after_another_in_a_new_installation(tmp_path: Path) -> None:
    script = "\n".join(block["text"] for block in BLOCKS if block["kind"] == "sh" and not block["why"])
    program = tmp_path / "bin/linxuan"
    program.parent.mkdir()
    program.write_text(LINXUAN.format(python=sys.executable), "utf-8")
    program.chmod(0o755)
    (tmp_path / "programmes").symlink_to(ROOT / "programmes")
    kept = {
        key: one
        for key, one in os.environ.items()
        if key != "DATABASE_URL" and not key.startswith("LINXUAN_")
    }
    own = {
        "PATH": f"{program.parent}:{kept['PATH']}",
        "LINXUAN_VAR": str(tmp_path / "var"),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }

    done = subprocess.run(
        ["/bin/sh", "-e", "-c", script],
        env={**kept, **own},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", sorted({"serve", "tick", "doctor", "restore", *commands()} - {"setup"}))
def test_every_command_of_the_page_is_there(command: str) -> None:
    call = "import sys; from linxuan_site.cli import main; sys.exit(main())"
    done = subprocess.run([sys.executable, "-c", call, command, "--help"], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


def test_every_setting_that_a_block_of_the_page_has_is_read() -> None:
    written: set[str] = set()
    for block in BLOCKS:
        if block["kind"] == "toml":
            read = tomllib.loads(block["text"])
            tables = {key: one for key, one in read.items() if isinstance(one, dict)}
            written |= {key for key in read if key not in tables}
            written |= {f"{name}.{key}" for name, table in tables.items() for key in table}

    assert written
    assert written <= settings.SITE_FILE.asked


def test_every_setting_stands_in_a_page_and_every_row_of_this_one_is_a_setting() -> None:
    rows = re.findall(r"^\|([^|]*)\|([^|]*)\|", PAGE, re.MULTILINE)
    pages = "".join(one.read_text("utf-8") for one in sorted((ROOT / "docs").glob("*.md")))
    names = {
        name for _first, second in rows for name in re.findall(r"`(LINXUAN_[A-Z_]+|DATABASE_URL)`", second)
    }
    code = (ROOT / "src/linxuan_site/settings.py").read_text("utf-8")

    assert [key for key in sorted(settings.SITE_FILE.asked) if key.rpartition(".")[2] not in pages] == []
    assert [name for name in names if f'"{name}"' not in code] == []


def test_every_link_of_the_page_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", PAGE)

    assert [one for one in links if "://" not in one and not (ROOT / "docs" / one).exists()] == []
