"""Who signed a PDF, by command: what the page says beside a file that was handed in."""

import argparse
import json
from pathlib import Path

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.cli import OK
from linxuan_site.startup import ready

NOT_SOUND = 1


def add_commands(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `papers signatures`."""
    signing = acts.add_parser(
        "signatures", help=say("列出 PDF 里的电子签名；每一处都完好、签署人都可信时退出码为 0，否则为 1")
    )
    signing.add_argument("file", type=Path, metavar="FILE")
    signing.add_argument("--json", action="store_true", help=say("输出 JSON，供程序读取"))
    signing.set_defaults(handler=signatures)


def signatures(arguments: argparse.Namespace) -> int:
    """Print who signed a PDF, what each signature covers, and whether anything was changed since."""
    if not arguments.file.is_file():
        raise BadInput(say("没有文件“{file}”", file=arguments.file))
    ready()
    from linxuan.uploads import look
    from linxuan.uploads.words import signature_in_words
    from linxuan_site.queries.inspections import trusted_roots

    seen = look(arguments.file.read_bytes(), "pdf", arguments.file.name, roots=trusted_roots())
    if arguments.json:
        print(json.dumps(seen.to_data()["signatures"], ensure_ascii=False, indent=1))
    else:
        print("\n".join(map(signature_in_words, seen.signatures)) or say("没有电子签名"))
    sound = all(one.outcome == "intact" and one.known for one in seen.signatures)
    return OK if sound and seen.signatures else NOT_SOUND
