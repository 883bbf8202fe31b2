"""What a person is told of each doubt about a page: what was seen, and what it may mean."""

from linxuan.language import say
from linxuan.papers.scans.results import Expected, PageOutcome


def of_code(outcome: PageOutcome, expected: Expected, said: tuple[str, int] | None) -> str:
    """Return the words for a page that is no page of the print; `said` are its own number and revision."""
    number, revision = said or ("", 0)
    match outcome:
        case "older" if revision == expected.revision:
            return say("这一页是同一稿的另一种排版，页码对不上；请核对是否按最新的打印件盖章")
        case "older":
            return say("这一页是第{old}稿的打印件，现行的是第{new}稿", old=revision, new=expected.revision)
        case "foreign":
            return _of_foreign(number, revision, expected)
        case "revoked":
            return say("这一页的二维码由已作废的密钥签发，证明不了什么；请核对原件")
        case "altered":
            return say("这一页的二维码被改动过，或不是真的")
    return say("这一页没有读到二维码，看不出是打印件的哪一页")


def _of_foreign(number: str, revision: int, expected: Expected) -> str:
    if not number:
        return say("这一页的二维码不是本系统签发的")
    if number != expected.number:
        return say("这一页是别的申报（编号{number}）的打印件", number=number)
    return say("这一页的编号相同，内容却不是系统里的这一稿（第{revision}稿）", revision=revision)


def of_missing(page: int) -> str:
    """Return the words for a page of the print that was not found."""
    return say("没有找到打印件的第{page}页", page=page)


def of_doubled(page: int) -> str:
    """Return the words for a page that is there once more."""
    return say("打印件的第{page}页又出现了一次", page=page)


def of_swapped(page: int) -> str:
    """Return the words for a page that is not in its place."""
    return say("打印件的第{page}页不在它的位置上，顺序对不上", page=page)


def of_difference(page: int) -> str:
    """Return the words for a place where a page does not show what the print does."""
    return say(
        "打印件第{page}页有一处与打印件不同：可能改过，也可能是污渍或写上去的字，请对照两边的图", page=page
    )


def of_addition(page: int) -> str:
    """Return the words for ink where the print has none and asks for none."""
    return say(
        "打印件第{page}页有一处打印件上没有的字迹或痕迹：可能后来加写，也可能是污渍或签到了栏外，请对照两边的图",
        page=page,
    )


def of_more_differences(page: int, count: int) -> str:
    """Return the words for further places of a page that are not shown one by one."""
    return say("打印件第{page}页另外还有{count}处与打印件不同，请对照原件", page=page, count=count)


def of_unlike(page: int) -> str:
    """Return the words for a page that has the code of one of the print and does not look like it."""
    return say(
        "二维码是打印件第{page}页的，整页却与打印件对不上：可能换过内容，也可能扫得歪斜、模糊，请对照原件",
        page=page,
    )


def of_no_seal(page: int) -> str:
    """Return the words for a page that needs a seal and shows none."""
    return say(
        "打印件第{page}页需要盖章，没有看到红色印章；黑白扫描、颜色很淡的印章看不出来，请看原件", page=page
    )


def of_no_seal_at_all() -> str:
    """Return the words for a scan on no page of which a seal was found."""
    return say("所有页上都没有看到红色印章；黑白扫描、颜色很淡的印章看不出来，请看原件")
