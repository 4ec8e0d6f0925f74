"""Word documents whose paragraphs are numbered in every way that LibreOffice prints as Word does."""

import random

from tests.importers.word_documents import level, make_docx, numbering, paragraph, start_at

LEGAL = level(0, "%1.") + level(1, "%1.%2.") + level(2, "%1.%2.%3.")
_FORMS = ("decimal", "decimal", "lowerRoman", "upperLetter", "russianLower", "lowerLetter")


def paragraphs(*items: tuple[int | None, int, str]) -> str:
    """Return paragraphs by their instance (None: no list), level and text."""
    return "".join(
        paragraph(text) if number is None else paragraph(text, number, at) for number, at, text in items
    )


def instances_that_go_on() -> bytes:
    """Return a document in which several instances of a definition count on, and one begins at seven."""
    numbers = numbering([level(0, "%1.")], [(0, ""), (0, ""), (0, start_at(7))])
    body = paragraphs(
        (1, 0, "первый"), (None, 0, "между ними"), (1, 0, "второй"), (2, 0, "другой экземпляр"),
        (3, 0, "с семи"), (3, 0, "дальше"), (1, 0, "опять первый экземпляр"), (2, 0, "опять другой"),
    )  # fmt: skip
    return make_docx(body, numbers=numbers)


def levels_that_are_skipped() -> bytes:
    """Return a document that begins with the second level, and goes from the first to the third."""
    places = [1, 0, 2, 1, 0, 2, 2, 0, 1, 1, 2]
    body = paragraphs(*((1, at, f"пункт {number}") for number, at in enumerate(places)))
    return make_docx(body, numbers=numbering([LEGAL], [(0, "")]))


def levels_that_are_not_defined() -> bytes:
    """Return a document whose list goes deeper than its definition."""
    places = [0, 1, 1, 2, 0, 1, 3, 2, 0]
    body = paragraphs(*((1, at, f"пункт {number}") for number, at in enumerate(places)))
    return make_docx(body, numbers=numbering([level(0, "%1)")], [(0, "")]))


def numbers_of_all_kinds() -> bytes:
    """Return a document with a list of each format, as far as both programs count alike."""
    forms = {
        "decimal": 12, "decimalZero": 12, "lowerLetter": 30, "upperLetter": 30, "lowerRoman": 50,
        "upperRoman": 20, "russianLower": 29, "russianUpper": 29, "decimalEnclosedCircle": 12, "none": 2,
    }  # fmt: skip
    numbers = numbering([level(0, "№ %1)", form) for form in forms], [(at, "") for at in range(len(forms))])
    body = "".join(
        paragraph(form, number, 0)
        for number, (form, times) in enumerate(forms.items(), 1)
        for _ in range(times)
    )
    return make_docx(body, numbers=numbers)


def numbers_in_tables() -> bytes:
    """Return a document whose list goes on through the cells of a table."""
    cells = [
        f"<w:tc><w:tcPr/>{paragraph(f'ячейка {at}', 1, 0)}{paragraph('внутри', 1, 1)}</w:tc>"
        for at in range(4)
    ]
    rows = f"<w:tr>{cells[0]}{cells[1]}</w:tr><w:tr>{cells[2]}{cells[3]}</w:tr>"
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"
    body = paragraph("до", 1, 0) + table + paragraph("после", 1, 0)
    return make_docx(body, numbers=numbering([LEGAL], [(0, "")]))


def styles_with_numbers() -> bytes:
    """Return a document that is numbered by its styles: of a list's own, inherited, and switched off."""
    levels = "".join(
        level(at, text, more=f'<w:pStyle w:val="{style}"/>')
        for at, (text, style) in enumerate([("Глава %1.", "Chapter"), ("%1.%2.", "Article")])
    )

    def style(name: str, base: str, properties: str) -> str:
        return (
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="{base}"/><w:pPr>{properties}</w:pPr></w:style>'
        )

    styles = (
        style("Chapter", "Normal", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + style("Article", "Chapter", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        + style("BoldArticle", "Article", "")
        + style("Unnumbered", "Chapter", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    order = ["Chapter", "Article", "Unnumbered", "BoldArticle", "Article", "Chapter", "Unnumbered", "Article"]
    body = "".join(paragraph(f"{name} {at}", style=name) for at, name in enumerate(order))
    return make_docx(body, numbers=numbering([levels], [(0, "")]), styles=styles)


def random_lists(seed: int) -> bytes:
    """Return a document of lists that nest, restart, go on and are interrupted by chance."""
    chance = random.Random(seed)
    definitions = [_random_definition(chance) for _ in range(chance.randint(1, 3))]
    instances = [
        (at, start_at(chance.randint(1, 9)) if chance.random() < 0.4 else "")
        for at in range(len(definitions))
        for _ in range(chance.randint(1, 3))
    ]
    items: list[tuple[int | None, int, str]] = []
    begun: set[int] = set()
    at = 0
    for number in range(chance.randint(8, 25)):
        if chance.random() < 0.15:
            items.append((None, 0, f"абзац {number}"))
            continue
        instance = chance.randint(1, len(instances))
        # LibreOffice takes the start of an instance for its first paragraph only, whatever the level.
        at = max(0, min(3, at + chance.choice([-2, -1, 0, 0, 1, 1, 2]))) if instance in begun else 0
        begun.add(instance)
        items.append((instance, at, f"пункт {number}"))
    return make_docx(paragraphs(*items), numbers=numbering(definitions, instances))


def _random_definition(chance: random.Random) -> str:
    whole = chance.random() < 0.5
    return "".join(
        level(
            at,
            "".join(f"%{place + 1}." for place in range(at + 1)) if whole else f"%{at + 1})",
            chance.choice(_FORMS),
            start=chance.choice([1, 1, 1, 3]),
        )
        for at in range(4)
    )


def numbered_documents() -> dict[str, bytes]:
    """Return all of them by name."""
    made = [
        instances_that_go_on, levels_that_are_skipped, levels_that_are_not_defined, numbers_of_all_kinds,
        numbers_in_tables, styles_with_numbers,
    ]  # fmt: skip
    named = {f"{make.__name__}.docx": make() for make in made}
    return named | {f"random_lists_{seed}.docx": random_lists(seed) for seed in range(15)}
