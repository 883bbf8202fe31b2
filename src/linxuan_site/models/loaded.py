"""Rows as they come from the database: made without the steps that only a new row needs."""

from collections.abc import Collection, Sequence
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class Loaded(models.Model):
    """A row of which pages read hundreds: `from_db` sets its columns at once.

    Django makes each by `__init__`, which asks of every column whether it was given, and tells whoever listens
    (`pre_init`, `post_init`: only fields of pictures do). A column that was not read waits to be asked for, as ever.
    """

    class Meta:
        abstract = True

    @classmethod  # the stubs are those of a later Django
    def from_db(  # type: ignore[override]
        cls, db: str | None, field_names: Collection[str], values: Sequence[Any]
    ) -> Self:
        """Return the row of these columns."""
        row, state = cls.__new__(cls), ModelState()
        state.adding, state.db = False, db
        vars(row).update(zip(field_names, values, strict=True), _state=state)
        return row
