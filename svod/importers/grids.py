"""A table that is being read: fields are put in row by row, and those that are one are joined."""

from svod.importers.manuscript import Cell, Paragraph


class _Field:
    """A field; unlike a cell it still grows."""

    def __init__(self, paragraphs: tuple[Paragraph, ...], columns: int, rows: int) -> None:
        self.paragraphs = paragraphs
        self.columns = columns
        self.rows = rows


class Grid:
    """The rows of one table."""

    def __init__(self) -> None:
        self._rows: list[list[_Field]] = []
        self._column = 0
        self._above: dict[int, _Field] = {}  # by the column in which it begins, the lowest so far

    def begin_row(self) -> None:
        """Begin the next row."""
        self._rows.append([])
        self._column = 0

    def add(self, paragraphs: tuple[Paragraph, ...], *, columns: int = 1, rows: int = 1) -> None:
        """Put a field at the next place of the row."""
        field = _Field(paragraphs, columns, rows)
        self._rows[-1].append(field)
        self._above[self._column] = field
        self._column += columns

    def widen(self, paragraphs: tuple[Paragraph, ...]) -> None:
        """Let the last field of the row take one more column; without one, put a new field."""
        if not self._rows[-1]:
            self.add(paragraphs)
            return
        self._rows[-1][-1].columns += 1
        self._rows[-1][-1].paragraphs += paragraphs
        self._column += 1

    def lengthen(self, paragraphs: tuple[Paragraph, ...], columns: int) -> bool:
        """Let the field above the next place take one more row; say whether there is one."""
        field = self._above.get(self._column)
        if field is None or any(field is other for other in self._rows[-1]):
            return False
        field.rows += 1
        field.paragraphs += paragraphs
        self._column += columns
        return True

    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the finished rows."""
        return tuple(
            tuple(Cell(paragraphs=field.paragraphs, columns=field.columns, rows=field.rows) for field in row)
            for row in self._rows
        )
