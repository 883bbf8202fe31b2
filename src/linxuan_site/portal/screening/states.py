"""In which state a screening is, in words: what the row says, and whether anything works on it still."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linxuan_site.queries.screenings import is_lost

LOST = "lost"
DELETED = "deleted"
WORDS: dict[str, tuple[str, Promise]] = {
    "waiting": ("ring", _("等待中")),
    "running": ("half", _("正在筛查")),
    "stopping": ("half", _("正在停止")),
    "done": ("met", _("已完成")),
    "failed": ("not", _("没有完成")),
    "stopped": ("soft", _("已停止")),
    LOST: ("not", _("中断了")),
    DELETED: ("ring", _("已删除")),
}


@dataclass(frozen=True)
class State:
    """The state of a screening as a page shows it: its key, its mark and its word."""

    key: str
    kind: str
    word: str

    @property
    def moves(self) -> bool:
        """Whether it may change without anybody doing anything."""
        return self.key in ("waiting", "running", "stopping")

    @property
    def may_restart(self) -> bool:
        """Whether it can be run again from its start."""
        return self.key in ("failed", "stopped", LOST)


def state_of(screening: Any) -> State:
    """Return the state of a screening."""
    key = DELETED if screening.deleted_at else LOST if is_lost(screening) else screening.state
    kind, word = WORDS[key]
    return State(key, kind, str(word))
