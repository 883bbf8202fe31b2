"""Looks at the database: that it answers, what it is, and that it keeps what the record relies on."""

import re
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.models import Model
from django.utils import timezone

from linxuan.language import say
from linxuan_site.doctor.findings import Look, fault, good, warn
from linxuan_site.replicas import COPY
from linxuan_site.watching.readiness import foreign_migrations, lacking_migrations
from linxuan_site.watching.triggers import triggers_there, triggers_wanted

OTHERS = 10
"""Connections beside those of the web: workers, a backup, somebody with psql."""
MOST_SKEW, TOO_MUCH_SKEW = timedelta(seconds=2), timedelta(seconds=60)
MOST_LAG = timedelta(seconds=60)
A_FEW = 5


def reachable() -> Look:
    """Whether the database answers, and what it is."""
    try:
        connection.ensure_connection()
        number = ".".join(map(str, connection.get_database_version()))
    except DatabaseError as wrong:
        why = " ".join(str(wrong).split())
        return fault(say("数据库连不上：{why}", why=why), say("启动它，或改 site.toml 里的 database_url"))
    name = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    return good(f"{name} {number}")


def migrations() -> Look:
    """Whether the tables are those of this version."""
    lacking, foreign = lacking_migrations(), foreign_migrations()
    if foreign:
        told = say("数据库比程序新，多出 {names}", names=_some(foreign))
        return fault(told, say("装上与数据库相符的版本，或用升级前的备份恢复"))
    if lacking:
        return fault(say("数据库还差 {names}", names=_some(lacking)), "linxuan migrate")
    return good(say("数据表与程序相符"))


def encoding() -> Look:
    """Names are Chinese, and times are kept in UTC."""
    found = _encoding()
    if found.upper().replace("-", "") != "UTF8":
        told = say("数据库的编码是 {encoding}，有的汉字存不下", encoding=found)
        return fault(told, say("新建 UTF8 的库（createdb -E UTF8 -T template0），用备份恢复过去"))
    return good(say("编码 {encoding}，时区 {zone}", encoding=found, zone=settings.TIME_ZONE))


def _encoding() -> str:
    question = "SHOW server_encoding" if connection.vendor == "postgresql" else "PRAGMA encoding"
    return str(_ask(question))


def one_machine() -> Look:
    """SQLite has one writer, and is a file of one machine."""
    if connection.vendor == "postgresql" or settings.DEMO:
        return good(say("数据库够用"))
    told = say("SQLite 一次只有一个人能写，只够一台机器、不多的人用")
    return warn(
        told, say("换成 PostgreSQL：linxuan backup，改 database_url，linxuan migrate，linxuan restore")
    )


def durable() -> Look:
    """What was acknowledged has to be there after the power failed."""
    if connection.vendor != "postgresql":
        return good(say("WAL；断电时最后一瞬的提交可能不在，库不会坏"))
    off = [
        name for name in ("fsync", "synchronous_commit", "full_page_writes") if _ask(f"SHOW {name}") == "off"
    ]
    if off:
        told = say("PostgreSQL 关了 {names}，断电会丢已经回执的申报", names="、".join(off))
        return fault(told, say("在 postgresql.conf 里打开它们，再 pg_ctl reload（fsync 要重新启动）"))
    return good(say("提交都落盘"))


def room_for_connections() -> Look:
    """Each thread of the web keeps a connection."""
    wanted = settings.PROCESSES * settings.THREADS + OTHERS
    if connection.vendor != "postgresql":
        return good(say("SQLite 没有连接数的限制"))
    most = int(_ask("SHOW max_connections")) - int(_ask("SHOW superuser_reserved_connections"))
    if wanted > most:
        told = say("最多要 {wanted} 个连接，PostgreSQL 只给 {most} 个", wanted=wanted, most=most)
        return fault(told, say("调大 max_connections，或调小 site.toml 里的 processes、threads"))
    return good(say("最多要 {wanted} 个连接，PostgreSQL 给 {most} 个", wanted=wanted, most=most))


def triggers() -> Look:
    """That rows of the record are never updated is kept by triggers, as are the counts."""
    lacking = sorted(triggers_wanted() - triggers_there())
    if lacking:
        told = say("数据库里少了触发器 {names}，记录可能被改动", names=_some(lacking))
        return fault(told, say("从升级或恢复之前的备份恢复；查明是谁去掉的"))
    return good(say("{count} 个触发器都在", count=len(triggers_wanted())))


def constraints() -> Look:
    """What the database refuses it refuses by name."""
    lacking = sorted(_constraints_lacking())
    if lacking:
        told = say("数据库里少了约束或索引 {names}", names=_some(lacking))
        return fault(told, say("从升级或恢复之前的备份恢复；查明是谁去掉的"))
    return good(say("约束和索引都在"))


def _constraints_lacking() -> set[str]:
    wanted = {name for model in apps.get_models() if model._meta.managed for name in _named(model)}
    return wanted - _names_there()


def _named(model: type[Model]) -> set[str]:
    return {one.name for one in (*model._meta.constraints, *model._meta.indexes)}


def _names_there() -> set[str]:
    """Of every constraint and index, in one read; SQLite keeps those of a table in the words that made it."""
    postgres = connection.vendor == "postgresql"
    question = (
        "SELECT conname FROM pg_constraint WHERE convalidated UNION ALL SELECT indexname FROM pg_indexes"
        if postgres
        else "SELECT coalesce(sql, '') || ' CONSTRAINT \"' || name || '\"' FROM sqlite_master"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        found = [text for (text,) in cursor.fetchall()]
    return set(found) if postgres else set(re.findall(r'CONSTRAINT "(\w+)"', "\n".join(found)))


def replica() -> Look:
    """Whether the copy that public pages are read from answers, and how late it is."""
    if COPY not in settings.DATABASES:
        return good(say("公开的网页也从主库读"))
    mend = say("检查复制（pg_stat_replication），或去掉 site.toml 里的 replica_url")
    try:
        late = _lag()
    except DatabaseError as wrong:
        return fault(say("只读副本连不上：{why}", why=" ".join(str(wrong).split())), mend)
    told = say("只读副本落后 {seconds} 秒", seconds=f"{late.total_seconds():.0f}")
    return warn(told, mend) if late > MOST_LAG else good(told)


def _lag() -> timedelta:
    """How late the copy is; none where it has replayed all that it received, or is no standby."""
    copy = connections[COPY]
    if copy.vendor != "postgresql":
        copy.ensure_connection()
        return timedelta()
    with copy.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN pg_is_in_recovery() AND pg_last_wal_receive_lsn() <> pg_last_wal_replay_lsn() "
            "THEN clock_timestamp() - pg_last_xact_replay_timestamp() END"
        )
        return cursor.fetchone()[0] or timedelta()


def clocks() -> Look:
    """Deadlines are told by our clock, and rows of others by the database's."""
    if connection.vendor != "postgresql":
        return good(say("数据库用的是这台机器的时钟"))
    told_by_it = _ask("SELECT clock_timestamp()")
    skew = abs(timezone.now() - told_by_it)
    told = say("与数据库的时钟相差 {seconds} 秒", seconds=f"{skew.total_seconds():.1f}")
    mend = say("让两台机器都跟 NTP 对时（timedatectl set-ntp true）")
    if skew > TOO_MUCH_SKEW:
        return fault(told, mend)
    return warn(told, mend) if skew > MOST_SKEW else good(told)


def _ask(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def _some(names: list[str]) -> str:
    more = len(names) - A_FEW
    shown = "、".join(names[:A_FEW])
    return say("{names} 等 {count} 个", names=shown, count=len(names)) if more > 0 else shown
