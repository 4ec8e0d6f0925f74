"""The bytes of an RTF document to its tokens."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\(?P<symbol>[^a-zA-Z])|(?P<text>[^\\{}\r\n\0]+)|[\r\n\0]+|\\"
)
_ESCAPED_BREAK: Final = (b"\n", b"\r")
_MOST_BINARY: Final = 1 << 31


class Token(NamedTuple):
    """A part of an RTF document.

    ``kind`` is «open» and «close» of a group, «word» (with a ``number``, None where it has none), «symbol» or
    «text»; the bytes of a text are in ``payload``, words and symbols in ``name``.
    """

    kind: str
    name: str = ""
    number: int | None = None
    payload: bytes = b""


def read_tokens(payload: bytes) -> Iterator[Token]:
    """Yield the tokens of ``payload``; binary parts are left out."""
    at = 0
    while match := _TOKEN.match(payload, at):
        at = match.end()
        kind = match.lastgroup or ""
        if kind in ("word", "number"):
            number = int(match["number"]) if match["number"] else None
            name = match["word"].decode("ascii")
            if name == "bin":
                at += min(max(number or 0, 0), _MOST_BINARY)
            yield Token("word", name, number)
        elif kind == "symbol":
            symbol = match["symbol"]
            line = symbol in _ESCAPED_BREAK
            yield Token("word", "par") if line else Token("symbol", symbol.decode("latin-1"))
        elif kind == "byte":
            yield Token("text", payload=bytes([int(match["byte"], 16)]))
        elif kind == "text":
            yield Token("text", payload=match["text"])
        elif kind:
            yield Token(kind)
