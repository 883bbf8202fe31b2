"""Two titles become one by command, and a merger that was entered by mistake taken back."""

import argparse
from typing import Any

from linxuan.answers.dates import read_date
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.cli.acts import account_of, acting_as
from linxuan_site.startup import ready


def add_commands(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `merge` and `unmerge` to `register`."""
    title = say("称号的编号，或它现在或以前的名称")
    merging = acts.add_parser("merge", help=say("登记两个称号合并：前一个保留，后一个终止"))
    merging.add_argument("call", metavar="CALL")
    merging.add_argument("surviving", metavar="TITLE", help=title)
    merging.add_argument("absorbed", metavar="OTHER", help=title)
    merging.add_argument("--since", required=True, metavar="DAY", help=say("从哪一天起"))
    merging.add_argument("--document", required=True, help=say("依据的文件"))
    merging.add_argument("--name", default="", help=say("合并后的名称；不写就不改"))
    merging.add_argument("--holder", default="", metavar="CODE", help=say("合并后持有称号的单位；不写就不改"))
    merging.add_argument(
        "--holder-name", default="", metavar="NAME", help=say("这个单位还没有登记过时的名称")
    )
    merging.add_argument("--reason", default="")
    acting_as(merging).set_defaults(handler=merge)
    parting = acts.add_parser("unmerge", help=say("撤回登记错了的合并：两个称号都恢复原样"))
    parting.add_argument("call", metavar="CALL")
    parting.add_argument("title", metavar="TITLE", help=title)
    parting.add_argument("--document", required=True, help=say("依据的文件"))
    parting.add_argument("--reason", default="")
    acting_as(parting).set_defaults(handler=unmerge)


def merge(arguments: argparse.Namespace) -> int:
    """Record that two titles became one, by a document."""
    since = read_date(arguments.since, named="--since")
    ready()
    from linxuan_site.actions.mergers import merge_titles

    surviving, absorbed = (_title(arguments.call, one) for one in (arguments.surviving, arguments.absorbed))
    more = {
        name: getattr(arguments, name) for name in ("document", "name", "holder", "holder_name", "reason")
    }
    merge_titles(surviving, absorbed, holds_from=since, account=account_of(arguments), **more)
    told = say(
        "已登记合并：称号 {surviving} 保留，称号 {absorbed} 终止，两个名称都还查得到",
        surviving=surviving.pk,
        absorbed=absorbed.pk,
    )
    print(told)
    return 0


def unmerge(arguments: argparse.Namespace) -> int:
    """Take back the newest merger of a title, of both."""
    ready()
    from linxuan_site.actions.mergers import take_merger_back
    from linxuan_site.queries.mergers import newest_merger

    title = _title(arguments.call, arguments.title)
    number = newest_merger(title)
    if number is None:
        raise BadInput(say("称号 {key} 没有可撤回的合并", key=title.pk), field="title")
    back = take_merger_back(
        title, number, document=arguments.document, reason=arguments.reason, account=account_of(arguments)
    )
    print(say("已撤回合并：称号 {key} 恢复原样，另一个也恢复了", key=back.designation_id))
    return 0


def _title(call: str, typed: str) -> Any:
    """The title that is meant; raises `BadInput` where none is, or several are, with their keys."""
    from linxuan_site.queries.calls import current_call, definition_of
    from linxuan_site.queries.mergers import titles_meant

    found = titles_meant(definition_of(current_call(call)), typed)
    if not found:
        raise BadInput(say("名录里没有“{title}”这个称号", title=typed[:60]), field="title")
    if len(found) > 1:
        several = say("、").join(f"{one.designation_id} {one.name}" for one in found)
        raise BadInput(say("有几个称号叫“{title}”，请写编号：{several}", title=typed[:60], several=several))
    return found[0].designation
