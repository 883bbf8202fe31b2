"""What the READMEs claim is run: links lead somewhere, commands exist and do what is said."""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")
ANSWERS = {"name": "示例企业", "district": "210211", "is_legal_person": True}
RANKING = "id,track,category,score\ne1,enterprise,,95\n"
HISTORY = {
    "entity": "示例",
    "cohort": 2,
    "grades": {"2022": "qualified"},
    "operating_status": "active",
    "as_of": 2022,
}
WITHOUT_A_SITE = ("notice", "call", "check", "explain", "screen", "what-if", "shortlist", "standing")


def commands(readme: str) -> list[list[str]]:
    """Every `linxuan …` line of the code blocks, without its remark."""
    text = (ROOT / readme).read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line.partition("   #")[0].strip() for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("linxuan ")]


def linxuan(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    call = "import sys; from linxuan_site.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", call, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("readme", READMES)
def test_every_link_of_a_readme_leads_somewhere(readme: str) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", (ROOT / readme).read_text("utf-8"))

    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]

    assert missing == []


def test_both_readmes_show_the_same_commands() -> None:
    assert [one[0] for one in commands(READMES[0])] == [one[0] for one in commands(READMES[1])]


@pytest.mark.parametrize("command", commands(READMES[0]), ids=" ".join)
def test_every_command_of_the_readme_is_there(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "programmes").symlink_to(ROOT / "programmes")
    (tmp_path / "answers.json").write_text(json.dumps(ANSWERS, ensure_ascii=False), "utf-8")
    (tmp_path / "ranking.csv").write_text(RANKING, "utf-8")
    (tmp_path / "history.json").write_text(json.dumps(HISTORY, ensure_ascii=False), "utf-8")

    if command[0] in WITHOUT_A_SITE:
        done = linxuan(*command, folder=tmp_path)
        assert done.returncode in (0, 3), done.stderr
        assert done.stdout
    else:
        assert linxuan(command[0], "--help", folder=tmp_path).returncode == 0


@pytest.mark.parametrize("readme", READMES)
def test_the_figures_of_the_bench_that_a_readme_tells_are_those_that_were_kept(readme: str) -> None:
    kept = json.loads((ROOT / "docs/bench/rules.json").read_text("utf-8"))
    records = {
        name: 1000 * each["median"] for name, each in kept["one_record_ms"].items() if "median" in each
    }
    million, six = (kept["screening"][rows] for rows in ("1000000", "6000000"))
    figures = [
        f"{records['ours']:.1f} µs",
        *(f"{records[name]:.0f} µs" for name in ("ours, sentences", "zen graph", "zen graph, guarded")),
        *(f"{each['cpu_s']:.1f}" for each in (million["ours"], million["polars"], six["ours"])),
        *(f"{each['peak_mb']:.0f} MB" for each in (million["ours"], million["polars"], six["ours"])),
    ]
    text = (ROOT / readme).read_text("utf-8")

    assert [figure for figure in figures if figure not in text] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_stages_that_a_readme_names_are_those_of_the_demonstration(readme: str) -> None:
    story = tomllib.loads((ROOT / "programmes/dalian-2023/demo/story.toml").read_text("utf-8"))

    named = re.findall(r"--stage (\w+)", (ROOT / readme).read_text("utf-8"))

    assert named == list(story["days"])


@pytest.mark.parametrize("readme", READMES)
def test_the_accounts_that_a_readme_names_are_in_the_story(readme: str) -> None:
    story = tomllib.loads((ROOT / "programmes/dalian-2023/demo/story.toml").read_text("utf-8"))
    text = (ROOT / readme).read_text("utf-8")

    assert set(re.findall(r"`(enterprise-\d+)`", text)) <= set(story["applicant"])
    assert story["applicant"]["enterprise-10"]["scenes"] == [
        {"on": story["applicant"]["enterprise-10"]["scenes"][0]["on"], "act": "start"}
    ]
