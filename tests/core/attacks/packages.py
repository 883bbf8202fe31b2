"""Packages that nobody means well with: each small enough to be sent, made to cost time or memory."""

from collections.abc import Callable, Iterator
from pathlib import Path

from linxuan.programme.reading import package_files

DALIAN = Path(__file__).resolve().parents[3] / "programmes" / "dalian-2023"
MANY = 500_000
"""Bytes: just within the limits, together with the package of Dalian."""
Files = dict[str, bytes]
Attack = Callable[[], Files]
ATTACKS: dict[str, Attack] = {}


def attack(make: Attack) -> Attack:
    ATTACKS[make.__name__] = make
    return make


def dalian(**more: str) -> Files:
    """The package of Dalian with something appended to its files, named by their stems."""
    files = package_files(DALIAN)
    places = {"call": "call.toml", "fields": "forms/fields.toml", "enterprise": "forms/enterprise.toml"}
    for name, text in more.items():
        files[places[name]] += text.encode("utf-8", "surrogatepass")
    return files


def lines(template: str, length: int = MANY) -> str:
    """As many lines as go into `length` characters; `{n}` is their number."""
    made: list[str] = []
    size = 0
    for number in range(length):
        line = template.replace("{n}", str(number))
        size += len(line.encode("utf-8", "surrogatepass")) + 1
        if size > length:
            break
        made.append(line)
    return "\n".join(made) + "\n"


def listed(template: str, length: int = MANY) -> str:
    return ", ".join(lines(template, length * 9 // 10).split("\n")[:-1])


def rule(id: str, holds: str, more: str = "") -> str:
    return f'\n[rule.{id}]\nname = "规则"\nfor = ["enterprise"]\nsource = "authority"\nwhy = "试"\nholds = "{holds}"\n{more}'


def computed(id: str, holds: str) -> str:
    return f'\n[field.{id}]\nlabel = "算"\nkind = "computed"\nvalue = "{holds}"\n'


@attack
def a_large_file() -> Files:
    return {**dalian(), "call.toml": b"# " + b"x" * 20_000_000}


@attack
def a_large_list() -> Files:
    return {**dalian(), "lists/big.csv": b"code,name\n" + b"1,2\n" * 5_000_000}


@attack
def many_files() -> Files:
    return {**dalian(), **{f"lists/l{n}.csv": b"code\n" + b"x\n" * 100_000 for n in range(400)}}


@attack
def many_notices() -> Files:
    text = ("一、" + "申报主体应当具有独立法人资格。" * 20 + "\n").encode()
    return {**dalian(), **{f"n{n}.txt": text * 1_000 for n in range(50)}}


@attack
def nested_lists() -> Files:
    return dalian(call="\nx = " + "[" * 100_000 + "]" * 100_000)


@attack
def nested_tables() -> Files:
    return dalian(call="\nx = " + "{a = " * 100_000 + "1" + "}" * 100_000)


@attack
def deep_siblings() -> Files:
    return dalian(call="\nx = " + "[" * 200 + "[1]," * 90_000 + "]" * 200)


@attack
def a_long_dotted_key() -> Files:
    return dalian(call="\n" + "a." * 200_000 + "a = 1\n")


@attack
def long_dotted_keys() -> Files:
    return dalian(call=lines("k{n}" + ".a" * 2_000 + " = 1"))


@attack
def a_deep_header() -> Files:
    return dalian(call="\n[" + "a." * 200_000 + "a]\nb = 1\n")


@attack
def deep_headers() -> Files:
    return dalian(call=lines("[k{n}" + ".a" * 2_000 + "]"))


@attack
def many_tables_of_a_list() -> Files:
    return dalian(call="\n" + lines("[[x]]"))


@attack
def many_unknown_keys() -> Files:
    return dalian(call="\n" + lines("key_number_{n} = 1"))


@attack
def many_unknown_references() -> Files:
    return dalian(call=rule("r", "TRUE").replace('["enterprise"]', "[" + listed('"enterprise{n}"') + "]"))


@attack
def references_twice() -> Files:
    return dalian(call=rule("r", "TRUE").replace('["enterprise"]', "[" + listed('"e{n}"') + ', "e1"]'))


@attack
def many_fields_and_unknown_sections() -> Files:
    fields = lines('[field.f{n}]\nlabel = "名"\nkind = "text"', 200_000)
    section = "\n[section.more]\nname = '多'\nfields = [" + listed('"g{n}"', 200_000) + "]\n"
    return dalian(fields="\n" + fields, enterprise=section)


@attack
def many_rules() -> Files:
    return dalian(call="".join(rule(f"r{n}", "is_legal_person") for n in range(3_000)))


@attack
def many_tracks_and_rules() -> Files:
    tracks = lines('[track.t{n}]\nname = "类"\nform = "enterprise"\nsource = "authority"\nwhy = "试"', 80_000)
    rules = "".join(
        rule(f"r{n}", "is_legal_person").replace('for = ["enterprise"]\n', "") for n in range(2_000)
    )
    return dalian(call="\n" + tracks + rules)


@attack
def heavy_rules() -> Files:
    heavy = " AND ".join(["add_days(registered_on, 1) <= filed_on"] * 30)
    return dalian(call="".join(rule(f"r{n}", heavy) for n in range(420)))


@attack
def exceptions_that_double() -> Files:
    heavy = " AND ".join(["add_days(registered_on, 1) <= filed_on"] * 30)
    one = f'{{ when = "{heavy}", holds = "{heavy}", source = "authority", why = "试" }}'
    return dalian(call=rule("r", heavy, f"exceptions = [{', '.join([one] * 4)}]\n"))


@attack
def many_exceptions() -> Files:
    one = '{ when = "is_legal_person", holds = "is_legal_person", source = "authority", why = "试" }'
    return dalian(call=rule("r", "TRUE", f"exceptions = [{', '.join([one] * 5_000)}]\n"))


@attack
def computed_on_computed() -> Files:
    """Twice as large at each of forty steps."""
    steps = "".join(computed(f"c{n + 1}", f"c{n} + c{n}") for n in range(40))
    return dalian(fields=computed("c0", "registered_capital + registered_capital") + steps)


@attack
def computed_in_a_circle() -> Files:
    return dalian(fields=computed("c0", "c1 + c1") + computed("c1", "c0 + c0"))


@attack
def computed_products() -> Files:
    """Numbers of more and more digits."""
    steps = "".join(computed(f"c{n + 1}", f"c{n} * c{n}") for n in range(8))
    return dalian(fields=computed("c0", "registered_capital * registered_capital") + steps)


@attack
def many_wrong_expressions() -> Files:
    return dalian(call="".join(rule(f"r{n}", "no_such_name = 1") for n in range(480)))


@attack
def a_long_name() -> Files:
    return dalian(call=rule("r", "a" * 1_900) + rule("a" * 400_000, "TRUE"))


@attack
def many_parameter_values() -> Files:
    cases = listed('{ when = "is_legal_person", value = {n}, source = "authority", why = "试" }')
    head = '\n[param.p]\nname = "数"\nkind = "integer"\nvalue = 1\nsource = "authority"\nwhy = "试"\n'
    return dalian(call=f"{head}values = [{cases}]\n" + rule("r", "employees >= $p"))


@attack
def a_huge_exponent() -> Files:
    head = '\n[param.p]\nname = "数"\nkind = "decimal"\nsource = "authority"\nwhy = "试"\n'
    return dalian(call=f'{head}value = "1e999999999"\n')


@attack
def a_huge_negative_exponent() -> Files:
    head = '\n[param.p]\nname = "数"\nkind = "decimal"\nsource = "authority"\nwhy = "试"\n'
    return dalian(call=f'{head}value = "1e-999999999"\n')


@attack
def a_huge_integer() -> Files:
    return dalian(call=f"\nx = {'9' * 400_000}\n")


@attack
def a_huge_hexadecimal() -> Files:
    head = '\n[param.p]\nname = "数"\nkind = "integer"\nsource = "authority"\nwhy = "试"\n'
    return dalian(call=f"{head}value = 0x{'f' * 400_000}\n")


@attack
def a_huge_number_of_rows() -> Files:
    return dalian(
        fields='\n[field.g]\nlabel = "表"\nkind = "group"\nrows = 999999999999\nfields = ["name"]\n'
    )


@attack
def a_huge_range_of_years() -> Files:
    return dalian(
        fields='\n[field.y]\nlabel = "年"\nkind = "year_table"\nfrom = 1\nto = 999999999\nyears = 999999999\n'
    )


@attack
def many_options() -> Files:
    options = listed('o{n} = "项"')
    return dalian(fields=f'\n[field.o]\nlabel = "选"\nkind = "choice"\noptions = {{ {options} }}\n')


@attack
def a_notice_of_one_sentence() -> Files:
    return {**dalian(), "notice.txt": ("申报主体应当" * 22_000).encode()}


@attack
def a_notice_of_many_clauses() -> Files:
    clauses = "".join(f"({number % 90 + 1})申报主体应当合格。\n" for number in range(13_000))
    return {**dalian(), "notice.txt": clauses.encode()}


@attack
def a_notice_of_numbers() -> Files:
    return {**dalian(), "notice.txt": ("一、1.(1)①第一条" * 16_000).encode()}


@attack
def a_notice_of_digits() -> Files:
    return {**dalian(), "notice.txt": b"1" * 400_000}


@attack
def a_notice_of_lines() -> Files:
    return {**dalian(), "notice.txt": b"x\n" * 20_000}


@attack
def a_notice_of_addresses() -> Files:
    return {**dalian(), "notice.txt": ("a.b-" * 90_000 + "@" + "a." * 10_000).encode()}


@attack
def many_corrections() -> Files:
    one = listed('{ raw = "通知{n}", read = "通知", why = "误" }', 100_000)
    return {
        **dalian(call=f'\n[notice.two]\nfile = "two.txt"\ncorrections = [{one}]\n'),
        "two.txt": ("通知" * 50_000).encode(),
    }


def with_text(text: str, call: str) -> Files:
    """The package of Dalian with another text that is read as it stands."""
    files = dalian(call=call)
    written = files["call.toml"].decode()
    start, end = written.index("closing = "), written.index("[statement.opening]")
    return {**files, "call.toml": (written[:start] + written[end:]).encode(), "notice.txt": text.encode()}


@attack
def many_wrong_quotations_of_a_long_notice() -> Files:
    quotes = lines(
        '[statement.s{n}]\nkind = "background"\ncite = "前言#1 ' + "没有这句话" * 40 + '{n}"', 200_000
    )
    return with_text("".join(f"申报主体应当合格，第{number}条。" for number in range(8_000)), "\n" + quotes)


@attack
def many_quotations_of_a_long_notice() -> Files:
    quotes = lines('[statement.s{n}]\nkind = "background"\ncite = "前言#1 申报主体应当"', 130_000)
    return with_text("".join(f"申报主体应当合格，第{number}条；" for number in range(8_000)), "\n" + quotes)


@attack
def many_wrong_dates() -> Files:
    return dalian(call="\n" + lines("d{n} = 2023-02-30"))


@attack
def a_wide_list() -> Files:
    header = ",".join(f"c{n}" for n in range(100_000))
    return {**dalian(), "lists/wide.csv": f"{header},c1\n".encode()}


@attack
def a_list_of_commas() -> Files:
    return {**dalian(), "lists/commas.csv": b"a,b\n" + b"," * 900_000}


@attack
def a_list_with_an_open_quote() -> Files:
    return {**dalian(), "lists/quote.csv": b'a,b\n"' + b"x\n" * 400_000}


@attack
def many_cases() -> Files:
    case = '[case.c{n}]\nfor = "enterprise"\nsays = "试"\n'
    return {**dalian(), "cases/more.toml": lines(case).encode()}


@attack
def comments_and_quotes() -> Files:
    return dalian(call="\n" + lines('"""'))


@attack
def stages_in_a_line() -> Files:
    stages = "".join(f'\n[stage.s{n}]\nname = "环"\nsource = "authority"\nwhy = "试"\n' for n in range(3_000))
    actions = "".join(
        f'\n[action.a{n}]\nname = "办"\nfrom = "s{n}"\nto = "s{n + 1}"\nby = "applicant"\nsource = "authority"\nwhy = "试"\n'
        for n in range(2_500)
    )
    return dalian(call=stages + actions)


def spelled() -> Iterator[tuple[str, Files]]:
    """Texts that look like others, or are none."""
    for name, mark in {
        "nul": "\\u0000", "escape": "\\u001b", "bidirectional": "\\u202e", "zero width": "\\u200b", "homoglyph": "а",
    }.items():  # fmt: skip
        yield f"in a rule: {name}", dalian(call=rule("r", f"is_legal_{mark}person"))
        yield f"in a text of a rule: {name}", dalian(call=rule("r", f"operating_status = 'act{mark}ive'"))
    yield "a lone surrogate", dalian(call="\nx = '\ud800'\n")
    yield "a nul", dalian(call="\nx = '\0'\n")
    yield "not UTF-8", {**dalian(), "call.toml": b"\xff\xfe" + "甲".encode("utf-16-le")}
