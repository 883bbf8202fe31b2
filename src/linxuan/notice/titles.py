"""By what the title of an official document is known."""

import re

_KINDS = "通知|公告|通告|意见|办法|细则|函|方案|规定|决定|批复|报告|指南|公示|规划|纲要|条例|计划|措施|要点|请示|通报|命令|令"
_END = re.compile(rf"(?:{_KINDS})(?:[(（][^()（）]{{1,20}}[)）])?$")


def ends_title(words: str) -> bool:
    """Tell whether `words` end with the kind of a document, not inside the title of another one."""
    return bool(_END.search(words)) and words.count("《") == words.count("》")
