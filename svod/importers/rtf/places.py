"""A text of an RTF document while it is written: that of the document, or of one of its notes."""

from svod.importers.manuscript import Block, Paragraph, Run
from svod.importers.rtf.tables import Row, RowDefinition, build_table
from svod.importers.runs import join_runs


class Place:
    """Takes runs, and makes paragraphs, rows and tables of them where these end."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.marker = ""
        self.level = 0
        self.heading = 0
        self.in_table = False
        self.definition = RowDefinition()
        self._rows: list[Row] = []
        self._cells: list[list[Paragraph]] = []
        self._cell: list[Paragraph] = []

    def reset(self) -> None:
        """Forget what was said of the paragraph."""
        self.level, self.heading, self.in_table = 0, 0, False

    def end_paragraph(self) -> None:
        """Make a paragraph of the runs, if there are any; one that is in no table ends the table."""
        runs, marker = join_runs(self.runs), self.marker
        self.runs, self.marker = [], ""
        within = self.in_table or bool(self._cells)
        if not within:
            self.end_table()
        if runs or marker:
            paragraph = Paragraph(
                runs=runs, marker=marker, level=self.level if marker else 0, heading=self.heading
            )
            (self._cell if within else self.blocks).append(paragraph)

    def end_cell(self) -> None:
        """End the paragraph and its cell."""
        self.in_table = True
        self.end_paragraph()
        self._cells.append(self._cell)
        self._cell = []

    def end_row(self) -> None:
        """End the paragraph and the row; what stands after its last cell is one more."""
        self.in_table = True
        self.end_paragraph()
        self._cut_row()

    def _cut_row(self) -> None:
        if self._cell:
            self._cells.append(self._cell)
        if self._cells:
            self._rows.append(self.definition.row(self._cells))
        self._cells, self._cell = [], []

    def end_table(self) -> None:
        """End the table, if one is open."""
        self._cut_row()
        if self._rows:
            rows, self._rows = self._rows, []
            self.blocks.append(build_table(rows))

    def close(self) -> None:
        """End all that is open."""
        self.end_paragraph()
        self.end_table()
