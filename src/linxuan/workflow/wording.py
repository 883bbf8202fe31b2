"""Words that several refusals share."""

from datetime import date

from linxuan.language import say


def spoken(day: date) -> str:
    """Return a day as people write it: 2023年5月15日."""
    return say("{year}年{month}月{day}日", year=day.year, month=day.month, day=day.day)
