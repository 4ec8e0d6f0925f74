"""Which terms each act has, for filters and their counts.

A facet is one table of all acts, the largest that a search can load; it is loaded when a reader opens it.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from svod.search.numerals import write_numbers
from svod.search.scripts import Script, facet_script, write_script


def write_facets(
    facets: Iterable[Mapping[str, Iterable[str]]], labels: Mapping[str, Mapping[str, str]]
) -> Iterator[Script]:
    """Yield a script for each facet: its terms, id and label, and a column of numbers as text.

    ``facets`` has the ids of the terms of each act by facet, ``labels`` all terms of each facet in the order
    in which they are listed. The column has for each act the number of its terms, and the number of each.
    """
    numbers = {name: {term: number for number, term in enumerate(terms)} for name, terms in labels.items()}
    columns = {name: array("i") for name in labels}
    for of_act in facets:
        for name, column in columns.items():
            terms = [numbers[name][term] for term in of_act[name]]
            column.append(len(terms))
            column.extend(terms)
    for name, column in columns.items():
        text, _ = write_numbers(np.frombuffer(column, dtype=np.int32))
        yield write_script(facet_script(name), [list(labels[name].items()), text.decode("ascii")])
