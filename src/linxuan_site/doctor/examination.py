"""All checks in their order, and how they are run: one that fails to look takes no other with it."""

import logging
from collections.abc import Callable, Collection

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.doctor import of_database, of_folders, of_settings, of_work
from linxuan_site.doctor.findings import Check, Finding, Look, fault

_LOG = logging.getLogger(__name__)
CHECKS: tuple[Check, ...] = (
    Check("program", lambda: say("程序"), of_settings.program),
    Check("debugging", lambda: say("调试"), of_settings.debugging),
    Check("site-file", lambda: say("设置文件"), of_settings.site_file),
    Check("extras", lambda: say("另装的部件"), of_settings.extras),
    Check("hosts", lambda: say("域名"), of_settings.hosts),
    Check("demonstration", lambda: say("演示"), of_settings.demonstration),
    Check("https", lambda: say("HTTPS"), of_settings.https),
    Check("secret-key", lambda: say("密钥"), of_settings.secret_key),
    Check("old-secret-key", lambda: say("旧密钥"), of_settings.old_secret_key),
    Check("business-day", lambda: say("业务日"), of_settings.business_day),
    Check("database", lambda: say("数据库"), of_database.reachable),
    Check("migrations", lambda: say("数据表"), of_database.migrations, of_database=True),
    Check("encoding", lambda: say("编码"), of_database.encoding, of_database=True),
    Check("one-machine", lambda: say("数据库的规模"), of_database.one_machine),
    Check("durable", lambda: say("提交落盘"), of_database.durable, of_database=True),
    Check("connections", lambda: say("连接数"), of_database.room_for_connections, of_database=True),
    Check("triggers", lambda: say("触发器"), of_database.triggers, of_database=True),
    Check("constraints", lambda: say("约束"), of_database.constraints, of_database=True),
    Check("clocks", lambda: say("时钟"), of_database.clocks, of_database=True),
    Check("replica", lambda: say("只读副本"), of_database.replica),
    Check("folders", lambda: say("文件夹"), of_folders.folders),
    Check("space", lambda: say("空间"), of_folders.space),
    Check("object-store", lambda: say("文件存放处"), of_folders.object_store),
    Check("files", lambda: say("文件"), of_folders.files, of_database=True),
    Check("static-files", lambda: say("样式和脚本"), of_folders.static_files),
    Check("fonts", lambda: say("字体"), of_folders.fonts),
    Check("children", lambda: say("隔离的子进程"), of_folders.children),
    Check("mail", lambda: say("邮件"), of_work.mail),
    Check("messages", lambda: say("消息"), of_work.messages, of_database=True),
    Check("work", lambda: say("后台的活"), of_work.work, of_database=True),
    Check("timer", lambda: say("定时器"), of_work.timer, of_database=True),
    Check("working-days", lambda: say("工作日"), of_work.working_days, of_database=True),
    Check("signing-keys", lambda: say("签名密钥"), of_work.signing_keys, of_database=True),
    Check("backups", lambda: say("备份"), of_work.backups),
    Check("drills", lambda: say("恢复演练"), of_work.drills),
)


def examine(only: Collection[str] = ()) -> list[Finding]:
    """Run every check, or those of these names, and return what each found, in the language that is spoken now.

    Raises `BadInput` for a name that no check has.
    """
    unknown = sorted(set(only) - {one.name for one in CHECKS})
    if unknown:
        told = say(
            "没有叫 {names} 的检查；有的是：{known}", names="、".join(unknown), known=" ".join(_names())
        )
        raise BadInput(told)
    found: list[Finding] = []
    for check in CHECKS:
        if not only or check.name in only:
            down = check.of_database and any(
                one.check == "database" and one.state == "fault" for one in found
            )
            look = _not_looked() if down else _looked(check.look)
            found.append(Finding(check.name, check.subject(), look.state, look.told, look.mend))
    return found


def _names() -> list[str]:
    return [one.name for one in CHECKS]


def _looked(look: Callable[[], Look]) -> Look:
    try:
        return look()
    except Exception as wrong:  # noqa: BLE001 - a check that breaks is a finding like any other
        _LOG.warning("a check could not look", exc_info=True)
        why = " ".join(str(wrong).split()) or type(wrong).__name__
        return fault(say("没有查成：{why}", why=why), say("先改好上面的，再查一次"))


def _not_looked() -> Look:
    return fault(say("数据库连不上，没有查"), say("先让数据库连上"))
