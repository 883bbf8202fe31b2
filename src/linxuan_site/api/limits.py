"""How often one token may call: counted a minute at a time, by each process of the web server for itself.

That keeps a runaway script from the others, and costs no question to the database.
"""

from collections import Counter
from math import ceil
from threading import Lock
from time import time

from django.conf import settings
from ninja.errors import HttpError

from linxuan.language import say

MINUTE = 60.0


class TooMany(HttpError):
    """A token called too often; `wait` has the whole seconds until it may again."""

    def __init__(self, wait: int) -> None:
        super().__init__(429, say("这个令牌调用得太频繁，请过 {seconds} 秒再试", seconds=wait))
        self.wait = wait


class Counted:
    """The calls of the running minute, by token."""

    def __init__(self) -> None:
        self.minute = 0
        self.calls: Counter[str] = Counter()
        self.lock = Lock()

    def add(self, token: str, now: float) -> int:
        """Count a call of a token and return how many it made in the minute of `now` (seconds)."""
        with self.lock:
            minute = int(now // MINUTE)
            if minute != self.minute:
                self.minute, self.calls = minute, Counter()
            self.calls[token] += 1
            return self.calls[token]


_COUNTED = Counted()


def refuse_too_many(token: str) -> None:
    """Count a call of a token; raises `TooMany` past what the installation allows a minute."""
    most, now = settings.API_CALLS_A_MINUTE, time()
    if most and _COUNTED.add(token, now) > most:
        raise TooMany(ceil(MINUTE - now % MINUTE))
