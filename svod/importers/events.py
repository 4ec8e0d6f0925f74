"""XML of strangers as events, for the plain readings: no document types, and no tree."""

from collections.abc import Callable
from xml.parsers import expat

from svod.importers.manuscript import UnreadableDocumentError
from svod.importers.trees import BAD_XML, DOCUMENT_TYPE

Start = Callable[[str, dict[str, str]], object]
End = Callable[[str], object]
Text = Callable[[str], object]


def follow_events(content: bytes, start: Start, end: End, text: Text | None = None) -> None:
    """Call ``start`` and ``end`` for each element, by «namespace local», and ``text`` for characters.

    Raises:
        UnreadableDocumentError: it is no XML, or declares a document type.
    """

    def refuse(*_: object) -> None:
        raise UnreadableDocumentError("document-damaged", reason=DOCUMENT_TYPE)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise UnreadableDocumentError("document-damaged", reason=BAD_XML) from error
