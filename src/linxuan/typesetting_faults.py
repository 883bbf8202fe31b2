"""What the typesetter says of a template, in the words of whoever reads it."""

import re

from linxuan.language import say

_LONGEST = 300
_SEARCHED = re.compile(r"\s*\((?:searched at|https?:).*\)$", re.DOTALL)


def in_words(message: str) -> str:
    """Return what an error of the typesetter means; one that is not known, in its own words."""
    said = _SEARCHED.sub("", message)[:_LONGEST]
    if found := re.fullmatch(r"unknown variable: (.+)", said):
        return say("没有“{name}”这个名字，检查拼写和 import", name=found[1])
    if found := re.fullmatch(r'dictionary does not contain key "(.+)".*', said):
        return say("内容里没有“{name}”这一项", name=found[1])
    if found := re.fullmatch(r"panicked with: (.+)", said, re.DOTALL):
        return say("模板自己停下了：{words}", words=found[1])
    if found := re.fullmatch(r"unresolved import|module `(.+)` does not contain `(.+)`", said):
        return say("引用的文件里没有要用的这个名字")
    return _of_files(said) or _of_writing(said) or say("排版程序说：{words}", words=said)


def _of_files(said: str) -> str:
    if "download package" in said or "package not found" in said:
        return say("不能用网上的包")
    if (
        said.startswith(("file not found", "failed to load file", "failed to load linked"))
        or "would escape" in said
    ):
        return say("读不到这个文件：只有程序包的 templates/ 和随系统提供的 /linxuan/ 可以引用")
    return ""


def _of_writing(said: str) -> str:
    if said.startswith(("unclosed", "unexpected closing")):
        return say("括号、引号没有成对")
    if found := re.fullmatch(r"expected (.+)", said):
        return say("写法不对：这里应是 {words}", words=found[1])
    if said.startswith(("condition is always true", "loop seems to be infinite", "maximum function call")):
        return say("循环没有尽头")
    return ""
