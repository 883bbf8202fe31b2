"""How a case says that something came out otherwise."""

from collections.abc import Iterator

from linxuan.language import say


def differs(what: str, expected: object, found: object) -> Iterator[str]:
    """Yield one sentence where what was found is not what was expected."""
    if expected != found:
        yield say(
            "{what}：应为 {expected}，得到 {found}", what=what, expected=_shown(expected), found=_shown(found)
        )


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return say("、").join(map(str, value)) or say("无")
    return str(value) if value else say("无")
