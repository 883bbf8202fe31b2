"""The demonstration as an installation of its own: a database a stage, and a pinned business day."""

import os
import tomllib
from pathlib import Path

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.demo.story import read_story
from linxuan_site.startup import ready


def install(folder: Path, stage: str, *, reset: bool) -> None:
    """Make the demonstration of `stage` ready.

    Every stage keeps a database of its own, so that one can go from stage to stage and back. Raises
    `BadInput` where a real installation stands in the same folder.
    """
    story = read_story(folder)
    if stage not in story.days:
        raise BadInput(
            say("没有“{stage}”这个阶段，可以是：{stages}", stage=stage, stages=say("、").join(story.days))
        )
    var = _var()
    _refuse_real_installation(var)
    database = var / f"demo-{folder.name}-{stage}.sqlite3"
    if reset:
        for path in var.glob(f"{database.name}*"):
            path.unlink()
    _point_at(var, database, story.days[stage].isoformat())
    _fill(folder, stage, database)


def _var() -> Path:
    root = Path(__file__).resolve().parents[3]
    var = Path(os.environ.get("LINXUAN_VAR") or root / "var").resolve()
    var.mkdir(parents=True, exist_ok=True)
    return var


def _refuse_real_installation(var: Path) -> None:
    site = var / "site.toml"
    if site.exists() and not tomllib.loads(site.read_text("utf-8")).get("demo"):
        raise BadInput(say("{folder} 里已有正式安装，演示请用 LINXUAN_VAR 指定另一个文件夹", folder=var))


def _point_at(var: Path, database: Path, day: str) -> None:
    """Name the database and the day: in `site.toml` for later commands, in the environment for this server.

    Two stages may be shown at the same time; what one server has started with, the other does not change.
    """
    url = f"sqlite:///{database.name}"
    lines = ("demo = true", f'database_url = "{url}"', f'business_day = "{day}"')
    (var / "site.toml").write_text("\n".join((*lines, "")), "utf-8")
    os.environ |= {"LINXUAN_DEMO": "true", "DATABASE_URL": url, "LINXUAN_BUSINESS_DAY": day}


def _fill(folder: Path, stage: str, database: Path) -> None:
    begun = database.with_suffix(".unfinished")
    if begun.exists():  # a replay that was interrupted leaves half a story: start anew
        for path in database.parent.glob(f"{database.name}*"):
            path.unlink()
    ready()
    from django.core.management import call_command

    from linxuan_site.demo.replay import replay

    fresh = not database.exists()
    if fresh:
        begun.touch()
    call_command("migrate", verbosity=0, interactive=False)
    if fresh:
        replay(folder, stage)
        begun.unlink()
