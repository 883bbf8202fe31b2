"""The commands that need the site: install it, serve it, show it, save it."""

import argparse
import os
import socket
import sys
from pathlib import Path

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.locate import find_call
from linxuan_site.cli.table import table
from linxuan_site.startup import ready


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `migrate`, `publish`, `serve`, `demo`, `officer`, `backup` and `restore`."""
    migrating = commands.add_parser("migrate", help=say("建立或更新数据库"))
    migrating.add_argument("--check", action="store_true", help=say("只看还差什么，不改；差的时候返回 1"))
    migrating.set_defaults(handler=migrate)
    publish = commands.add_parser("publish", help=say("发布一个项目包"))
    publish.add_argument("call", metavar="CALL")
    publish.set_defaults(handler=publish_package)
    serving = commands.add_parser("serve", help=say("启动网站"))
    serving.add_argument("--port", type=int, default=8000)
    serving.add_argument("--host", default="127.0.0.1")
    serving.set_defaults(handler=serve)
    showing = commands.add_parser("demo", help=say("重演一个项目到某个阶段，并启动网站"))
    showing.add_argument("--call", metavar="CALL", help=say("项目包；不写时取第一个带演示故事的"))
    showing.add_argument("--stage", default="review")
    showing.add_argument("--port", type=int, default=8000)
    showing.add_argument("--reset", action="store_true", help=say("丢掉这一阶段的演示数据，重新开始"))
    showing.add_argument("--no-serve", action="store_true", help=say("只准备数据，不启动网站"))
    showing.set_defaults(handler=demo)
    saving = commands.add_parser("backup", help=say("把数据库和文件存成一个文件；drill FILE 演练恢复它"))
    saving.add_argument("words", nargs="+", metavar="[drill] FILE")
    saving.set_defaults(handler=backup)
    restoring = commands.add_parser("restore", help=say("从备份文件恢复数据库和文件"))
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.set_defaults(handler=restore)


def migrate(arguments: argparse.Namespace) -> int:
    """Create the tables, or bring them up to date; or only tell what is lacking."""
    ready()
    if arguments.check:
        return _check_migrations()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    print(say("数据库已就绪"))
    return 0


def _check_migrations() -> int:
    from linxuan_site.watching.readiness import lacking_migrations

    lacking = lacking_migrations()
    print("\n".join(lacking) if lacking else say("数据库已就绪"))
    return 1 if lacking else 0


def publish_package(arguments: argparse.Namespace) -> int:
    """Publish a package as a new version."""
    folder = find_call(arguments.call, Path.cwd() / "programmes")
    ready()
    from linxuan_site.actions.calls import publish_call

    published = publish_call(folder)
    print(say("已发布“{name}”第 {version} 版", name=published.name, version=published.version))
    return 0


def serve(arguments: argparse.Namespace) -> int:
    """Serve the site with gunicorn until it is stopped."""
    _refuse_used_port(arguments.host, arguments.port)
    print(
        say("网站：http://{host}:{port}/ （按 Ctrl+C 停止）", host=arguments.host, port=arguments.port),
        flush=True,
    )
    sys.stdout.flush()
    os.execv(sys.executable, server_command(f"{arguments.host}:{arguments.port}"))


def server_command(where: str) -> list[str]:
    """Return the command of the application server: what `serve` becomes, and what benches and tests start."""
    return [sys.executable, "-m", "gunicorn", "--config", "python:linxuan_site.server", "--bind", where]


def _refuse_used_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError as fault:
            raise BadInput(say("端口 {port} 不是 0 到 65535 之间的数", port=port)) from fault
        except OSError as fault:
            raise BadInput(
                say("端口 {port} 已被占用，请先停止占用它的程序，或用 --port 换一个", port=port)
            ) from fault


def demo(arguments: argparse.Namespace) -> int:
    """Prepare the demonstration of a stage, keeping what is there, and serve it."""
    if not arguments.no_serve:
        _refuse_used_port("127.0.0.1", arguments.port)
    from linxuan_site.demo.installation import install

    folder = find_call(arguments.call, Path.cwd() / "programmes") if arguments.call else _first_with_a_story()
    print(say("准备演示：{call}，阶段 {stage}…", call=folder.name, stage=arguments.stage), flush=True)
    install(folder, arguments.stage, reset=arguments.reset)
    _print_accounts()
    if arguments.no_serve:
        return 0
    arguments.host = "127.0.0.1"
    return serve(arguments)


def _first_with_a_story() -> Path:
    from linxuan_site.demo.story import STORY

    programmes = Path(__file__).resolve().parents[3] / "programmes"
    found = sorted(programmes.glob(f"*/{STORY}"))
    if not found:
        raise BadInput(say("{folder} 里没有带演示故事的项目包", folder=programmes))
    return found[0].parents[1]


def _print_accounts() -> None:
    from django.conf import settings

    from linxuan_site.demo.accounts import accounts

    print(say("业务日 {day}。每种角色一个账号：", day=settings.BUSINESS_DAY))
    print(table(accounts(), (say("角色"), say("用户名"), say("密码"), say("单位"))), flush=True)


def backup(arguments: argparse.Namespace) -> int:
    """Write the database and the files to one archive; or try one."""
    match arguments.words:
        case ["drill", file]:
            return _drill(Path(file))
        case [file]:
            target = Path(file)
        case _:
            raise BadInput(say("请写 linxuan backup FILE，或 linxuan backup drill FILE"))
    ready()
    from linxuan_site.backup import write_backup

    write_backup(target)
    print(say("已备份到 {file}", file=target))
    return 0


def _drill(file: Path) -> int:
    """Restore an archive beside the installation; return 1 where not all came back."""
    ready()
    from linxuan_site.backup import drill

    made = drill(file)
    for name in (*made.differing, *made.triggers_lacking):
        print(say("不一样，或没有恢复：{name}", name=name), file=sys.stderr)
    print(
        say(
            "演练恢复了 {rows} 行、{files} 个文件，用了 {restoring} 秒，连同逐项核对 {seconds} 秒",
            rows=made.rows,
            files=made.files,
            restoring=made.restoring_seconds,
            seconds=made.seconds,
        )
    )
    return 0 if made.passed else 1


def restore(arguments: argparse.Namespace) -> int:
    """Bring the database and the files back from an archive."""
    ready()
    from linxuan_site.backup import read_backup

    restored = read_backup(arguments.file)
    from linxuan_site.actions.holding_back import hold_restored

    held = hold_restored()
    if restored.before:
        print(say("原来的数据先存到了 {file}", file=restored.before))
    print(
        say(
            "已从 {file} 恢复：{rows} 行，{files} 个文件",
            file=arguments.file,
            rows=restored.rows,
            files=restored.files,
        )
    )
    if held:
        print(say("{count} 条等着送出的消息扣住了：恢复以前也许已经送出，请看“发出的消息”", count=held))
    print(say("网站正在运行的话，请重新启动"))
    return 0
