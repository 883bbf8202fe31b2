"""What a package's `demo/story.toml` tells, read.

A story file names the day of each stage of life, people, designated entities of earlier cohorts and
applicants with what they do on which day. Everything in it is synthetic.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say

STORY = Path("demo") / "story.toml"


@dataclass(frozen=True)
class Scene:
    """One thing done: on which day, by which office, which act, with which words."""

    on: date
    act: str
    by: str = ""
    opinion: str = ""
    reason: str = ""
    document: str = ""
    grade: str = ""
    score: str = ""
    rank: int | None = None
    received_on: date | None = None
    copies: int = 0
    """Of an act `arrive`: copies that came to the paper desk of the office `by`, of the paper `document` of the district,
    or of the applicant's own without one; `seals` stand on each, and `unit` brought them."""
    seals: Sequence[str] = ()
    unit: str = ""
    box: str = ""
    place: str = ""
    scan: str = ""
    """Of an act that hands in the form: `unsealed` is its print without a seal, which is examined and doubted; else it
    is a sample, which is not examined."""
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Character:
    """An applicant, or a designated entity, with what it does."""

    id: str
    name: str
    procedure: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    complete: bool = True
    """False: a draft begun, with nothing but the answers given."""
    without: tuple[str, ...] = ()
    """What it has not answered yet."""
    cohort: int = 0
    document: str = ""
    designated_on: date | None = None
    grades: Mapping[str, str] = field(default_factory=dict)
    status: str = ""
    scenes: tuple[Scene, ...] = ()


@dataclass(frozen=True)
class Story:
    """A whole demonstration."""

    days: Mapping[str, date]
    base: Mapping[str, Mapping[str, Any]]
    applicants: tuple[Character, ...]
    designated: tuple[Character, ...]


def read_story(folder: Path) -> Story:
    """Read the story of a package; raises `BadInput` if it has none."""
    path = folder / STORY
    if not path.exists():
        raise BadInput(say("{folder} 没有演示故事（{story}）", folder=folder, story=STORY))
    told = tomllib.loads(path.read_text("utf-8"))
    return Story(
        days=told["days"],
        base=told.get("base", {}),
        applicants=tuple(_character(id_, row) for id_, row in told.get("applicant", {}).items()),
        designated=tuple(_character(id_, row) for id_, row in told.get("designated", {}).items()),
    )


def _character(id_: str, row: Mapping[str, Any]) -> Character:
    scenes = tuple(Scene(**scene) for scene in row.get("scenes", ()))
    return Character(id=id_, **{**row, "scenes": scenes})
