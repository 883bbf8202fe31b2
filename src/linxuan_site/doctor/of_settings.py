"""Looks at the program and its settings."""

import sys
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from linxuan.language import say
from linxuan_site.doctor.findings import Look, fault, good, warn

OLDEST, NEWEST = (3, 11), (3, 13)
"""Of Python: those that the requirements are locked for."""
HERE = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
SHORTEST_KEY = 40
OLD_KEY_FOR = timedelta(days=15)
"""After that no session that the old key signed counts any more."""
EXTRAS = {"sm2": "gmalg", "spark": "pyspark"}
"""Requirements that may be left out, with a module of each."""


def program() -> Look:
    """Which Python, and which version of ours."""
    own = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    told = say("遴选 {version}，Python {python}", version=_own_version(), python=own)
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return warn(told, say("锁定的部件只在 Python 3.11 到 3.13 上试过，请用其中之一重新安装：./run setup"))
    return good(told)


def _own_version() -> str:
    try:
        return version("linxuan")
    except PackageNotFoundError:
        return "?"


def debugging() -> Look:
    """Whether a traceback would reach people."""
    if settings.DEBUG:
        return fault(say("调试打开着，出错时会把内部情况给所有人看"), say("去掉设置里的 DEBUG = True"))
    return good(say("调试关着"))


def site_file() -> Look:
    """Keys that nobody reads are mostly misspelt."""
    unknown = settings.SITE_FILE.unknown()
    if unknown:
        told = say("site.toml 里有不认识的项：{keys}", keys="、".join(unknown))
        return warn(told, say("对照 docs/operations.md 改正或删去"))
    return good(
        say("site.toml 里没有不认识的项")
        if settings.SITE_FILE.path.exists()
        else say("没有 site.toml，都用缺省")
    )


def hosts() -> Look:
    """By which names the site answers."""
    names = "、".join(settings.ALLOWED_HOSTS)
    if "*" in settings.ALLOWED_HOSTS:
        told = say("任何域名都应答，密码链接可能被人引到别处")
        return fault(told, say('在 site.toml 写明域名：hosts = "linxuan.example.cn"'))
    if set(settings.ALLOWED_HOSTS) <= HERE and not settings.DEMO:
        told = say("只在这台机器上应答：{names}", names=names)
        return warn(told, say('要让别人打开，在 site.toml 写明域名：hosts = "linxuan.example.cn"'))
    return good(say("应答的域名：{names}", names=names))


def demonstration() -> Look:
    """The passwords of the demonstration are public."""
    if settings.DEMO and not set(settings.ALLOWED_HOSTS) <= HERE:
        told = say("演示打开着，账号的密码人人知道，而且别的机器也能打开")
        return fault(told, say("正式使用请另建库，不要写 demo；演示请只留本机的域名"))
    return good(say("这是演示，只在本机") if settings.DEMO else say("不是演示"))


def https() -> Look:
    """Whether passwords go over the wire in the clear."""
    if settings.HTTPS:
        return good(say("只走 HTTPS，浏览器记住 {days} 天", days=settings.SECURE_HSTS_SECONDS // 86400))
    if settings.DEMO or set(settings.ALLOWED_HOSTS) <= HERE:
        return good(say("没有用 HTTPS，只在本机，不要紧"))
    told = say("没有用 HTTPS，密码在路上可以被看到")
    return fault(told, say("前面放 nginx（docs/operations/nginx.conf），再在 site.toml 写 https = true"))


def secret_key() -> Look:
    """Who reads the key signs sessions of anybody."""
    file: Path = settings.SECRET_KEY_FILE
    told = say("密钥文件 {file}", file=file)
    if file.exists() and file.stat().st_mode & 0o077:
        return fault(say("{told} 别人也能读", told=told), f"chmod 600 {file}")
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        return fault(say("{told} 太短", told=told), "linxuan rotate secret-key")
    return good(say("{told} 只有本人能读", told=told))


def old_secret_key() -> Look:
    """The key before goes on counting as long as its file lies there."""
    file: Path = settings.OLD_SECRET_KEY_FILE
    if not file.exists():
        return good(say("没有旧密钥"))
    made = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    if datetime.now(UTC) - made > OLD_KEY_FOR:
        return warn(say("旧密钥还有效，用它签的会话早已过期"), f"rm {file}")
    return good(say("旧密钥还有效，会话过期后删去"))


def business_day() -> Look:
    """A pinned clock is for demonstrations."""
    day = settings.BUSINESS_DAY
    if day and not settings.DEMO:
        told = say("业务日停在 {day}，截止和公示都按这一天算", day=day)
        return warn(told, say("去掉 site.toml 里的 business_day"))
    return good(say("业务日停在 {day}（演示）", day=day) if day else say("业务日跟着时钟走"))


def extras() -> Look:
    """What the settings need beside the base, and what is there of the rest."""
    postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    needed = {"postgres": "psycopg"} if postgres else {}
    needed |= {"s3": "storages"} if settings.FILES_BUCKET else {}
    lacking = [group for group, module in needed.items() if find_spec(module) is None]
    if lacking:
        told = say("设置用到的部件没有装：{names}", names="、".join(lacking))
        return fault(told, " ".join(["./run setup", *(f"--{one}" for one in lacking)]))
    there = [*needed, *(group for group, module in EXTRAS.items() if find_spec(module))]
    return good(say("另装的部件：{names}", names="、".join(there) or say("没有")))
