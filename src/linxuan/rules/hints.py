"""What to write instead: hints for the ways in which other languages say things."""

import unicodedata

from linxuan.language import say


def for_word(word: str) -> str:
    """Return what to write instead of a word that other languages have and this one does not."""
    match word.upper():
        case "NULL" | "IS" | "NONE" | "COALESCE" | "IFNULL":
            return say("未填就是尚不清楚，不能拿来判断")
        case "LIKE" | "ILIKE" | "REGEXP" | "SIMILAR":
            return say("开头的几个字用 starts_with(字段, '…')")
        case "CASE" | "WHEN" | "IF" | "THEN" | "ELSE":
            return say("写成 条件 AND 甲 OR NOT 条件 AND 乙")
        case "TODAY" | "NOW" | "CURRENT_DATE":
            return say("规则里没有今天；用 filed_on 或 as_of")
        case "ROUND" | "FLOOR" | "CEIL":
            return say("这里不取整，直接比较就是精确的")
        case "DATE" | "CAST":
            return say("日期写成 DATE '2021-01-01'")
    return ""


def for_character(character: str) -> str:
    """Return what to write instead of a character that is no part of the language."""
    match character:
        case "/":
            return say("没有除法：比重用 share(甲, 乙) 或 share_at_least(甲, 乙, 下限)")
        case "%":
            return say("百分数写成小数，如 0.30")
        case "=" | "!" | "<" | ">":
            return say("比较只有 = <> < <= > >=")
        case "&":
            return say("“并且”写 AND")
        case "|":
            return say("“或者”写 OR")
        case "'":
            return say("文字少了右边的单引号；文字里的单引号写两个")
        case '"' | "`" | "“" | "”" | "‘" | "’" | "「" | "」" | "＇" | "＂":
            return say("文字用半角单引号，如 '甲'；字段不加引号")
        case "$":
            return say("参数写成 $ 加编号，如 $service_share_min")
    if character.isascii() and character.isdigit() or character == ".":
        return say("数字写成 1200 或 0.30，不分节，不用指数")
    half = unicodedata.normalize("NFKC", character)
    if len(half) == 1 and half.isascii() and half.isprintable() and not half.isspace():
        return say("用半角的 {half}", half=half)
    if character.isalpha() and not character.isascii():
        return say("字段写编号，不写名称；文字放在单引号里")
    return ""
