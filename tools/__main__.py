"""The commands of `./run`."""

import argparse
import errno
import os
import socket
import sys
from collections.abc import Callable, Sequence

from tools import install
from tools.places import LINXUAN, PYTHON, surroundings
from tools.words import Failure, say, tell, warn

STAGES = ("open", "review", "publicity", "evaluation")
BENCHES = {
    "rules": (
        "规则：一条记录和整份名录，与别的引擎相比",
        "rules: one record and a whole register, against other engines",
    ),
    "portal": (
        "页面：一千到一百万件申报，与空白页相比",
        "pages: with 1,000 to 1,000,000 applications, against an empty page",
    ),
    "papers": (
        "纸质件：一千份申报书，与别的排版程序相比；扫描件核验",
        "papers: 1,000 forms, against other typesetters; a scan verified",
    ),
    "evaluation": (
        "评估评价：十万家、二十年的等次，读入和评价",
        "evaluation: 100,000 entities with 20 years of grades, read and evaluated",
    ),
    "filing": (
        "申报：一次申报用多少处理器时间，截止前的最后几分钟",
        "filing: the processor time of a filing, and the last minutes before a deadline",
    ),
}
Command = Callable[[Sequence[str]], int]


def main(arguments: Sequence[str]) -> int:
    """Run one command; bare, list them all."""
    if not arguments or arguments[0] in {"help", "-h", "--help"}:
        _list()
        return 0
    command = _commands().get(arguments[0])
    if command is None:
        warn(f"没有“{arguments[0]}”这个命令。", f"There is no command “{arguments[0]}”.")
        _list()
        return 2
    return command(arguments[1:])


def _commands() -> dict[str, Command]:
    return {
        "setup": setup,
        "demo": demo,
        "serve": serve,
        "test": test,
        "check": check,
        "bench": bench,
        "messages": messages,
        "lock": lock,
    }


def _list() -> None:
    tell(
        """遴选 Linxuan

  ./run setup              安装到 .venv；之后的命令是 .venv/bin/linxuan
  ./run demo               安装、建库、装入示例并启动：http://127.0.0.1:8000/
      --stage STAGE        open | review | publicity | evaluation（默认 review）
      --port N             换一个端口         --reset   从头再来
  ./run serve [--port N]   启动本机的正式库
  ./run test [PART] [参数] 全部检查；PART：lint | core | site | postgres | spark | journeys | guards，其余参数交给 pytest
  ./run check              只做静态检查：ruff、mypy、导入约定
  ./run check fuzz         模糊测试规则和程序包的读取（--seconds N，默认 60）
  ./run check api          向接口的每一项发各种请求（--seconds N，默认 600）
  ./run check who-may      以每种身份走遍所有的门，对照 docs/who-may.md（--write 重写）
  ./run check kills        申报时随机杀掉服务器、定时器和数据库，看收下的有没有丢（--times N，--postgres）
  ./run check races        同一件事两人同时办（--times N，--postgres）
  ./run bench [NAME]       测速；不写 NAME 则列出有哪些
  ./run messages           从源码收集要翻译的句子
  ./run lock               重新锁定 requirements/*.txt""",
        """Linxuan

  ./run setup              install into .venv; the command is then .venv/bin/linxuan
  ./run demo               install, create a database, fill it, serve: http://127.0.0.1:8000/
      --stage STAGE        open | review | publicity | evaluation (review by default)
      --port N             another port       --reset   start anew
  ./run serve [--port N]   serve this machine's own database
  ./run test [PART] [ARGS] all checks; PART: lint | core | site | postgres | spark | journeys | guards; the rest goes to pytest
  ./run check              only what reads the code: ruff, mypy, import contracts
  ./run check fuzz         fuzz the readers of rules and packages (--seconds N, 60 by default)
  ./run check api          send all sorts of calls to every operation of the API (--seconds N, 600 by default)
  ./run check who-may      try every door as every role against docs/who-may.md (--write writes it)
  ./run check kills        kill server, timer and database while people file; nothing acknowledged is lost (--times N, --postgres)
  ./run check races        everything that writes, done twice at once (--times N, --postgres)
  ./run bench [NAME]       measure; without NAME, list what there is
  ./run messages           collect the sentences to translate from the sources
  ./run lock               lock requirements/*.txt anew""",
    )


def setup(arguments: Sequence[str]) -> int:
    """Install into `.venv`."""
    parser = argparse.ArgumentParser(prog="./run setup")
    parser.add_argument(
        "--postgres", action="store_true", help=say("也装 PostgreSQL 的驱动", "the driver as well")
    )
    parser.add_argument(
        "--spark",
        action="store_true",
        help=say("也装 Spark 和它要的 Java（约 400 MB）", "Spark with its Java as well, about 400 MB"),
    )
    parser.add_argument(
        "--sm2",
        action="store_true",
        help=say("也装核验国密（SM2）签名的部件", "what checks signatures by SM2 as well"),
    )
    parser.add_argument(
        "--s3",
        action="store_true",
        help=say("也装把文件放进对象存储（S3）的部件", "what keeps files in an object store (S3) as well"),
    )
    chosen = parser.parse_args(arguments)
    extras = {
        install.POSTGRES: chosen.postgres,
        install.SPARK: chosen.spark,
        install.SM2: chosen.sm2,
        install.S3: chosen.s3,
    }
    install.install([install.BASE, *(group for group, wanted in extras.items() if wanted)], insist=True)
    tell("装好了：.venv/bin/linxuan", "Installed: .venv/bin/linxuan")
    return 0


def demo(arguments: Sequence[str]) -> int:
    """Install what is needed and hand over to `linxuan demo`."""
    parser = argparse.ArgumentParser(prog="./run demo")
    parser.add_argument("--stage", choices=STAGES, default="review")
    parser.add_argument("--port", type=_port, default=8000)
    parser.add_argument("--reset", action="store_true")
    chosen = parser.parse_args(arguments)
    _want_free(chosen.port, "demo")
    install.install()
    reset = ["--reset"] if chosen.reset else []
    return _hand_over("demo", "--stage", chosen.stage, "--port", str(chosen.port), *reset)


def serve(arguments: Sequence[str]) -> int:
    """Install what is needed and hand over to `linxuan serve`."""
    parser = argparse.ArgumentParser(prog="./run serve", add_help=False)
    parser.add_argument("--port", type=_port, default=8000)
    chosen, rest = parser.parse_known_args(arguments)
    _want_free(chosen.port, "serve")
    install.install()
    return _hand_over("serve", "--port", str(chosen.port), *rest)


def test(arguments: Sequence[str]) -> int:
    """Run the checks."""
    from tools import checks

    return checks.run(arguments)


def check(arguments: Sequence[str]) -> int:
    """Run what only reads the code; `fuzz`, `api`, `kills`, `races` and `who-may` try something instead."""
    if arguments and arguments[0] == "fuzz":
        from tools import fuzzing

        return fuzzing.run(arguments[1:])
    if arguments and arguments[0] == "who-may":
        from tools import walking

        return walking.run(arguments[1:])
    if arguments and arguments[0] == "api":
        from tools import api_fuzzing

        return api_fuzzing.run(arguments[1:])
    if arguments and arguments[0] in ("kills", "races"):
        from tools import ordeals

        return ordeals.run(arguments[0], arguments[1:])
    return test(["lint", *arguments])


def bench(arguments: Sequence[str]) -> int:
    """Install the peers and measure against them; bare, list the benches."""
    if not arguments or arguments[0] not in BENCHES:
        for name, (chinese, english) in BENCHES.items():
            tell(f"./run bench {name:<10} {chinese}", f"./run bench {name:<10} {english}")
        return 2 if arguments else 0
    spark = [install.SPARK] if "--spark" in arguments else []
    # Those of pages and filing bring the server of the tests; that of evaluation has no peers.
    server = [install.POSTGRES, install.TEST]
    own = {"portal": server, "filing": server, "evaluation": []}
    needs = own.get(arguments[0], [install.BENCH, *spark])
    install.install([install.BASE, *needs])
    return _become(str(PYTHON), "-m", f"bench.{arguments[0]}", *arguments[1:])


def messages(arguments: Sequence[str]) -> int:
    """Collect the sentences to translate."""
    install.install([install.BASE, install.POSTGRES, install.TEST])
    return _become(str(PYTHON), "-m", "tools.messages", *arguments)


def lock(arguments: Sequence[str]) -> int:
    """Lock the requirements anew; `--upgrade` takes newer releases."""
    from tools import locking

    return locking.lock(arguments)


def _port(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 65535:
        raise argparse.ArgumentTypeError(say("端口是 1 到 65535 的数", "a port is a number from 1 to 65535"))
    return number


def _want_free(port: int, command: str) -> None:
    """Say it before the long work, not after, if the port cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as fault:
            raise Failure(_port_refusal(fault, port, command)) from None


def _port_refusal(fault: OSError, port: int, command: str) -> str:
    if fault.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return say(
            f"端口 {port} 已被占用。请先停掉占用它的程序，或换一个：./run {command} --port {other}",
            f"Port {port} is in use. Stop what uses it, or take another: ./run {command} --port {other}",
        )
    return say(
        f"不能使用端口 {port}（{fault.strerror}）。换一个：./run {command} --port 8000",
        f"Port {port} cannot be used ({fault.strerror}). Take another: ./run {command} --port 8000",
    )


def _hand_over(*arguments: str) -> int:
    return _become(str(LINXUAN), *arguments)


def _become(program: str, *arguments: str) -> int:
    sys.stdout.flush()
    os.execve(program, [program, *arguments], surroundings())


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Failure as failure:
        print(failure, file=sys.stderr)
        sys.exit(1)
    except OSError as fault:
        warn(f"没有做成：{fault}", f"That did not work: {fault}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
