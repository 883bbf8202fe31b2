"""A password for a new account: asked for without showing it, or the first line of standard input."""

import getpass
import sys

from linxuan.language import say


def typed_password() -> str:
    """Return the password that is typed or piped in."""
    if sys.stdin.isatty():
        return getpass.getpass(say("密码："))
    return sys.stdin.readline().rstrip("\n")
