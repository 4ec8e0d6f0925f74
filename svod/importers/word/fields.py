"""Word's fields: what they print is their result, which stands in the file (ISO/IEC 29500-1, 17.16)."""

import re
from xml.etree import ElementTree as ET

_ADDRESS = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]\S*))', re.IGNORECASE)
_PAGE = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


def address_in(code: str) -> str:
    """Return the address that the code of a field leads to, empty if it is no hyperlink."""
    found = _ADDRESS.match(code)
    return (found[1] or found[2] or "") if found else ""


def prints_page(code: str) -> bool:
    """Return whether a field prints the number of a page, which a page without pages has not."""
    return bool(_PAGE.match(code))


class _Field:
    def __init__(self) -> None:
        self.code: list[str] = []
        self.in_result = False


class Fields:
    """The fields that are open at a place of a story; only those that are whole count."""

    def __init__(self, story: ET.Element) -> None:
        self._open: list[_Field] = []
        self._whole: set[ET.Element] = set()
        begun: list[list[ET.Element]] = []
        for mark in story.iter("fldChar"):
            kind = mark.get("fldCharType")
            if kind == "begin":
                begun.append([mark])
            elif begun:
                begun[-1].append(mark)
                if kind == "end":
                    self._whole.update(begun.pop())

    def pass_mark(self, mark: ET.Element) -> bool:
        """Pass the beginning, the middle or the end of a field; say whether a page number ended there."""
        if mark not in self._whole:
            return False
        kind = mark.get("fldCharType")
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].in_result = True
        elif kind == "end" and self._open:
            return prints_page("".join(self._open.pop().code))
        return False

    def add_code(self, text: str) -> None:
        """Add to the code of the innermost field."""
        if self._open:
            self._open[-1].code.append(text)

    @property
    def printing(self) -> bool:
        """Whether characters at this place are printed, and are no number of a page."""
        return all(field.in_result and not prints_page("".join(field.code)) for field in self._open)

    @property
    def address(self) -> str:
        """The address that the characters at this place lead to."""
        return next(filter(None, (address_in("".join(field.code)) for field in reversed(self._open))), "")
