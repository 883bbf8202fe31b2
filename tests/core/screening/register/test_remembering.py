"""A cell that stands in many rows is read once, and only what is the same cell is taken for the same."""

from decimal import Decimal

from linxuan.screening.register.remembering import remembering


def test_a_cell_is_read_once_and_equal_values_of_other_types_are_other_cells() -> None:
    read: list[object] = []

    def note(cell: object) -> str:
        read.append(cell)
        return repr(cell)

    told = remembering(note)
    cells = [True, 1, Decimal(1), "1", None, ["a"], ["a", "b"], [1], [True], {"a": 1}]
    assert [told(cell) for cell in cells] == [repr(cell) for cell in cells]
    assert [told(cell) for cell in cells] == [repr(cell) for cell in cells]
    assert read == [*cells, [1], [True], {"a": 1}]
