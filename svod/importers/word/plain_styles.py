"""For the plain reading of Word documents: names and switches, and which styles hide or capitalise."""

from functools import lru_cache

from svod.importers.events import follow_events

_SWITCHES = frozenset({"caps", "vanish"})


@lru_cache(maxsize=1024)
def local_name(name: str) -> str:
    """Return a name without its namespace; «m:» and «mc:» stay before those of formulas and alternatives."""
    namespace, _, local = name.rpartition(" ")
    if "wordprocessingml" in namespace or namespace.endswith("/symex"):
        return local
    prefix = {"math": "m:", "markup-compatibility/2006": "mc:"}
    return next((mark + local for part, mark in prefix.items() if part in namespace), "")


def attribute(attributes: dict[str, str], name: str) -> str:
    """Return an attribute by its name without a namespace, or nothing."""
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


def is_switched_on(attributes: dict[str, str]) -> bool:
    """Return whether a switch is on."""
    return attribute(attributes, "val") not in ("0", "false", "off")


class PlainStyles:
    """Which styles hide characters or print them in capitals."""

    def __init__(self) -> None:
        self.based: dict[str, str] = {}
        self.switches: dict[str, dict[str, bool]] = {}
        self.default = ""
        self._style = ""
        self._path: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = local_name(name)
        if name == "style":
            self._style = attribute(attributes, "styleId")
            default = attribute(attributes, "default") in ("1", "true", "on")
            if default and attribute(attributes, "type") == "paragraph":
                self.default = self.default or self._style
            self.switches[self._style] = {}
        elif name == "basedOn":
            self.based[self._style] = attribute(attributes, "val")
        elif name in _SWITCHES and self._path[-2:] in (["style", "rPr"], ["rPrDefault", "rPr"]):
            self.switches.setdefault(self._style, {})[name] = is_switched_on(attributes)
        self._path.append(name)

    def end(self, _: str) -> None:
        """Take the end of an element."""
        self._path.pop()

    def says(self, style: str, switch: str) -> bool:
        """Return whether a style, or one that it is based on, has a switch on."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            if switch in self.switches.get(style, {}):
                return self.switches[style][switch]
            style = self.based.get(style, "")
        return False


def read_styles(content: bytes | None) -> PlainStyles:
    """Return what ``styles.xml`` says; nothing where there is none.

    Raises:
        UnreadableDocumentError: it is no XML.
    """
    table = PlainStyles()
    if content is not None:
        follow_events(content, table.start, table.end)
    return table
