"""Looks at what goes on beside the web: mail, work that waits, working days, papers and backups."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from linxuan.language import say
from linxuan_site import clock
from linxuan_site.doctor.findings import Look, fault, good, warn
from linxuan_site.last_runs import BACKUP, DRILL, last_run
from linxuan_site.queries.holidays import known_days
from linxuan_site.queries.paper_keys import paper_keys, private_file, state_of
from linxuan_site.queries.ticking import jobs_done
from linxuan_site.queries.waiting import oldest_work, outbox, work_waiting

LONGEST_WAIT = timedelta(hours=1)
LATEST_TICK = timedelta(minutes=15)
OLDEST_BACKUP = timedelta(days=2)
OLDEST_DRILL = timedelta(days=100)
OLDEST_KEY = timedelta(days=3 * 365)
ARRANGED_IN = 12
"""The month by which the working days of the next year are known: the State Council publishes them before."""
SMTP_SECONDS = 5.0


def mail() -> Look:
    """Whether messages reach anybody."""
    backend = settings.EMAIL_BACKEND.rsplit(".", 1)[-1]
    if "smtp" not in settings.EMAIL_BACKEND:
        told = say("邮件不寄出，只写成文件（{backend}）", backend=backend)
        return (
            good(told)
            if settings.DEMO
            else warn(told, say("在 site.toml 写明邮件服务器，见 docs/operations.md"))
        )
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection(timeout=SMTP_SECONDS):
            return good(say("邮件服务器 {where} 接得上", where=where))
    except OSError as wrong:
        told = say("邮件服务器 {where} 接不上：{why}", where=where, why=" ".join(str(wrong).split()))
        return fault(told, say("检查 site.toml 里的邮件服务器、用户名和密码文件"))


def messages() -> Look:
    """Whether messages could not be sent."""
    found = outbox()
    if found.failing:
        told = say("{count} 条消息没有寄成", count=found.failing)
        return warn(told, say("看日志里的原因，改好邮件服务器的设置后再寄"))
    return good(say("{count} 条消息等着寄，没有寄不成的", count=found.waiting))


def work() -> Look:
    """Whether work waits that no process takes."""
    late = {name: since for name, since in oldest_work().items() if since > LONGEST_WAIT}
    if late:
        told = say("有活等了一小时以上：{names}", names="、".join(sorted(late)))
        return warn(told, " && ".join(f"linxuan work-{name}" for name in sorted(late)))
    return good(say("等着做的：{count} 件", count=sum(work_waiting().values())))


def timer() -> Look:
    """Whether the timer that calls `linxuan tick` does so, and whether its jobs go well."""
    jobs = jobs_done()
    mend = say("让定时器每分钟运行 linxuan tick，见 docs/operations.md")
    if not jobs:
        return warn(say("linxuan tick 还没有运行过，到期前的提醒不会发出"), mend)
    failed = [job for job in jobs if job.fault]
    if failed:
        return fault(
            say("定时的“{name}”没有办成：{why}", name=failed[0].name, why=failed[0].fault), "linxuan tick"
        )
    last = max(job.began_at for job in jobs)
    told = say("linxuan tick 最近一次运行：{when}", when=_when(last))
    return warn(told, mend) if timezone.now() - last > LATEST_TICK else good(told)


def working_days() -> Look:
    """Whether the working days of this year are known, and late in the year those of the next."""
    today = clock.today()
    years = [today.year, today.year + 1]
    unknown = [one.day.year for one in known_days([date(year, 6, 1) for year in years]) if one.works is None]
    mend = "linxuan holidays import FILE --document NUMBER --whole-year"
    if today.year in unknown:
        return fault(say("不知道 {year} 年哪天上班，公示的日子算不出来", year=today.year), mend)
    if unknown and today.month >= ARRANGED_IN:
        return warn(say("还不知道 {year} 年哪天上班", year=years[1]), mend)
    if unknown:
        return good(say("{year} 年的工作日都知道；下一年的安排还没有公布", year=today.year))
    return good(say("{first}、{second} 年的工作日都知道", first=years[0], second=years[1]))


def signing_keys() -> Look:
    """Whether what is printed can be signed here, by a key that nobody else reads."""
    signing = [key for key in paper_keys() if state_of(key) == "signing"]
    if not signing:
        return warn(say("还没有签名密钥，第一次打印时自动生成"), "linxuan papers keys new")
    files = [private_file(key.key_id) for key in signing]
    readable = [file for file in files if file.stat().st_mode & 0o077]
    if readable:
        return fault(say("签名密钥 {file} 别人也能读", file=readable[0]), f"chmod 600 {readable[0]}")
    newest = max(key.made_at for key in signing)
    if timezone.now() - newest > OLDEST_KEY:
        told = say("签名密钥 {key} 用了三年以上", key=signing[0].key_id)
        return warn(told, "linxuan papers keys new")
    return good(say("签名密钥 {key} 在用", key=signing[0].key_id))


def backups() -> Look:
    """Whether there is a backup of these days."""
    made = last_run(BACKUP)
    mend = say("linxuan backup FILE；用定时器每天做一次，见 docs/operations.md")
    if made is None:
        return warn(say("还没有做过备份"), mend)
    told = say("最近一次备份：{when}", when=_when(made))
    return warn(told, mend) if _age(made) > OLDEST_BACKUP else good(told)


def drills() -> Look:
    """Whether somebody has tried to bring a backup back."""
    made = last_run(DRILL)
    if made is None:
        return warn(say("还没有演练过恢复：没有恢复过的备份不算备份"), "linxuan backup drill FILE")
    told = say("最近一次恢复演练：{when}", when=_when(made))
    return warn(told, "linxuan backup drill FILE") if _age(made) > OLDEST_DRILL else good(told)


def _age(moment: datetime) -> timedelta:
    return datetime.now(UTC) - moment


def _when(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
