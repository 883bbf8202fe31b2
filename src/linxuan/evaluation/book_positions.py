"""Where each entity of a book of grades stands among all of a year: counted once, looked up when it is asked."""

from collections import Counter
from collections.abc import Iterator, Mapping

from linxuan.evaluation.grade_book import GradeBook
from linxuan.evaluation.positions import NO_SCORE, Key, Position, by_key
from linxuan.programme.definition import Call


class BookPositions:
    """The positions of all entities of a book. Scores count within a grade in which everybody has one."""

    def __init__(self, call: Call, book: GradeBook) -> None:
        self._book = book
        self._at = {id: -place for place, id in enumerate(call.grades)}
        self._scored = _with_scores(book) if book.scores else frozenset()
        counts: dict[int, dict[Key, int]] = {}
        for (year, key), count in Counter(self._keys()).items() if book.scores else self._counted():
            counts.setdefault(year, {})[key] = count
        self._found = {year: by_key(each) for year, each in counts.items()}

    def of(self, entity: str) -> Mapping[int, Position]:
        """Return the positions of one entity by year."""
        return _OfOne(self, entity, self._book.grades[entity]) if entity in self._book.grades else {}

    def at(self, entity: str, year: int, grade: str) -> Position:
        """Return the position of an entity in a year in which it has a grade."""
        return self._found[year][self._key(entity, year, grade)]

    def _counted(self) -> Iterator[tuple[tuple[int, Key], int]]:
        """How many have each grade of a year, where there are no scores."""
        counts: Counter[tuple[int, str]] = Counter()
        for grades in self._book.grades.values():
            counts.update(grades.items())
        for (year, grade), count in counts.items():
            yield (year, (self._at[grade], NO_SCORE)), count

    def _keys(self) -> Iterator[tuple[int, Key]]:
        for entity, grades in self._book.grades.items():
            for year, grade in grades.items():
                yield year, self._key(entity, year, grade)

    def _key(self, entity: str, year: int, grade: str) -> Key:
        score = self._book.scores[entity, year] if (year, grade) in self._scored else NO_SCORE
        return self._at[grade], score


def _with_scores(book: GradeBook) -> frozenset[tuple[int, str]]:
    """The years and grades in which everybody has a score."""
    every: set[tuple[int, str]] = set()
    lacking: set[tuple[int, str]] = set()
    for entity, grades in book.grades.items():
        every.update(grades.items())
        lacking.update(each for each in grades.items() if (entity, each[0]) not in book.scores)
    return frozenset(every - lacking)


class _OfOne(Mapping[int, Position]):
    """The positions of one entity by year."""

    def __init__(self, positions: BookPositions, entity: str, grades: Mapping[int, str]) -> None:
        self._positions, self._entity, self._grades = positions, entity, grades

    def __getitem__(self, year: int) -> Position:
        return self._positions.at(self._entity, year, self._grades[year])

    def __contains__(self, year: object) -> bool:
        return year in self._grades

    def __iter__(self) -> Iterator[int]:
        return iter(self._grades)

    def __len__(self) -> int:
        return len(self._grades)
