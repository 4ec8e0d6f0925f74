"""Which terms each act has, for filters and their counts.

A facet is one table of all acts, the largest that a search can load; it is loaded when a reader opens it.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from svod.search.numerals import write_numbers
from svod.search.shards import Script, write_script


class FacetTable:
    """Gathers the terms of acts, one facet after the other.

    ``labels`` names all terms of each facet, in the order in which they are listed.
    """

    def __init__(self, labels: Mapping[str, Mapping[str, str]]) -> None:
        self._labels = labels
        self._numbers = {name: {term: n for n, term in enumerate(terms)} for name, terms in labels.items()}
        self._columns = {name: array("i") for name in labels}

    def add(self, facets: Mapping[str, Iterable[str]]) -> None:
        """Add the terms of the next act."""
        for name, column in self._columns.items():
            terms = [self._numbers[name][term] for term in facets[name]]
            column.append(len(terms))
            column.extend(terms)

    def scripts(self) -> Iterator[Script]:
        """Yield a script for each facet: its terms, id and label, and a column of numbers as text.

        The column has for each act the number of its terms, and the number of each.
        """
        for name, column in self._columns.items():
            text, _ = write_numbers(np.frombuffer(column, dtype=np.int32))
            terms = list(self._labels[name].items())
            yield write_script(f"facets/{name}", [terms, text.decode("ascii")])
