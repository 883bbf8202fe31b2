"""What to write instead: hints for the ways in which other languages say things."""

import unicodedata

from linxuan.language import say


def for_word(word: str) -> str:
    """Return what to write instead of a word that other languages have and this one does not."""
    hints = {
        "NULL IS NONE COALESCE IFNULL": say("未填就是尚不清楚，不能拿来判断"),
        "LIKE ILIKE REGEXP SIMILAR": say("开头的几个字用 starts_with(字段, '…')"),
        "CASE WHEN IF THEN ELSE": say("写成 条件 AND 甲 OR NOT 条件 AND 乙"),
        "TODAY NOW CURRENT_DATE": say("规则里没有今天；用 filed_on 或 as_of"),
        "ROUND FLOOR CEIL": say("这里不取整，直接比较就是精确的"),
        "DATE CAST": say("日期写成 DATE '2021-01-01'"),
    }
    return next((hint for words, hint in hints.items() if word.upper() in words.split()), "")


def for_character(character: str) -> str:
    """Return what to write instead of a character that is no part of the language."""
    hints = {
        "/": say("没有除法：比重用 share(甲, 乙) 或 share_at_least(甲, 乙, 下限)"),
        "%％": say("百分数写成小数，如 0.30"),
        "=!<>≤≥≠": say("比较只有 = <> < <= > >="),
        "&": say("“并且”写 AND"),
        "|": say("“或者”写 OR"),
        "'": say("文字少了右边的单引号；文字里的单引号写两个"),
        '"`“”‘’「」': say("文字用半角单引号，如 '甲'；字段不加引号"),
        "$": say("参数写成 $ 加编号，如 $service_share_min"),
        ".0123456789": say("数字写成 1200 或 0.30，不分节，不用指数"),
    }
    for characters, hint in hints.items():
        if character in characters:
            return hint
    return _for_another_width(character)


def _for_another_width(character: str) -> str:
    half = unicodedata.normalize("NFKC", character)
    if half != character and len(half) == 1 and "!" <= half <= "~":
        return say("用半角的 {half}", half=half)
    if character.isalpha() and not character.isascii():
        return say("字段写编号，不写名称；文字放在单引号里")
    return ""
