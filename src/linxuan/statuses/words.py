"""What the words of a register of companies mean: the operating statuses of a programme, as its package says."""

import unicodedata

from linxuan.programme.definition import Call

STATUS = "operating_status"
_SIGNS = str.maketrans({",": "，", "(": "（", ")": "）", ";": "；"})


def status_of_word(call: Call, word: str) -> str | None:
    """Return the operating status that a word of a register means; None for one that a person has to judge.

    It is a label of the field `operating_status` or one of its `words`; width and white space do not matter.
    """
    field = call.fields.get(STATUS)
    if field is None:
        return None
    wanted = _plain(word)
    return next(
        (id for id, one in field.options.items() if wanted in map(_plain, (one.label, *one.words))), None
    )


def _plain(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).split()).translate(_SIGNS)
