"""`linxuan rotate secret-key`: a new key for sessions and links; what the old one signed still counts for a while."""

import argparse
import os
import secrets
from pathlib import Path

from linxuan.language import say
from linxuan_site.cli import OK


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `rotate secret-key`."""
    rotating = commands.add_parser("rotate", help=say("换密钥"))
    which = rotating.add_subparsers(required=True, metavar="secret-key")
    own = which.add_parser("secret-key", help=say("换签会话和链接的密钥；旧的留作 secret-key.old，仍然有效"))
    own.set_defaults(handler=rotate_secret_key)


def rotate_secret_key(_arguments: argparse.Namespace) -> int:
    """Make a new key and keep the one before; at no moment there is none."""
    from linxuan_site.settings import OLD_SECRET_KEY_FILE, SECRET_KEY_FILE

    _write(OLD_SECRET_KEY_FILE, SECRET_KEY_FILE.read_text("ascii"))
    _write(SECRET_KEY_FILE, secrets.token_urlsafe(48))
    print(say("已换密钥，旧的在 {file}。重新启动网站后生效", file=OLD_SECRET_KEY_FILE))
    print(say("用旧密钥签的会话两周内都会过期，然后删去旧密钥：rm {file}", file=OLD_SECRET_KEY_FILE))
    return OK


def _write(file: Path, key: str) -> None:
    """Replace a file in one step; nobody else can read it at any moment."""
    part = file.with_name(f"{file.name}.new")
    part.unlink(missing_ok=True)
    with os.fdopen(
        os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii"
    ) as opened:
        opened.write(key)
        opened.flush()
        os.fsync(opened.fileno())
    part.replace(file)
