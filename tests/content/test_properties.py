"""What holds for every text, not only for those we thought of."""

import re
import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from svod.content.act import parse_act
from svod.content.blocks import parse_document
from svod.content.document import Document, Provision, walk
from svod.content.fidelity import check_fidelity
from svod.content.markup import MarkdownRenderer
from svod.content.sources import Source, read_source
from tests.content.sheets import FRONT, SHEET, difference

WORDS = ["школам", "дети", "Министерству", "ёлка", "«Труд»", "2030", "г.", "№", "5–6", "И.И.", "РЕШИЛИ"]
MARKERS = ["", "", "1. ", "3. ", "10. ", "2) ", "а) ", "(1) ", "1.1. ", "– ", "— ", "- ", "• ", "* ", "IV. "]
MARKS = ["{}", "{}", "{}", "**{}**", "*{}*", "__{}__", "_{}_", "***{}***", "`{}`", "[{}](https://a.ru/b_c)"]
MARKS += ["{} _____", r"{} \_\_\_", "{} &amp; {}", "<b>{}</b>", "**{}****{}**"]
MARKS += ["{}  \n{}", "{}\\\n{}", "{}\n{}"]
BLOCKS = ["{}", "{}", "{}", "### {}", "**{}:**", "{}:", "> {}", "\t{}", "| {} | {} |\n|---|---|\n| {} | х |"]
BLOCKS += ["```\n{}\n```", "<div>{}</div>\n", "Слово[^1]\n\n[^1]: {}"]
BLOCKS += ["«__» ____ 20__ г.", "---", "Приложение 1"]
ENDS = ["", "", ".", ";", ":", ","]

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
spans = st.tuples(st.sampled_from(MARKS), words).map(lambda pair: pair[0].replace("{}", pair[1]))


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    block = draw(st.sampled_from(BLOCKS))
    plain = block.startswith(("|", "<", "`", "#", "*"))
    text = draw(words) if plain else " ".join(draw(st.lists(spans, min_size=1, max_size=3)))
    text = block.replace("{}", text + (draw(st.sampled_from(ENDS)) if block == "{}" else ""))
    if block != "{}":
        return text
    return draw(st.sampled_from(["", "  ", "\t"])) + draw(st.sampled_from(MARKERS)) + text


@st.composite
def joined(draw: st.DrawFn) -> str:
    parts = draw(st.lists(paragraphs(), min_size=1, max_size=8))
    return "".join(part + draw(st.sampled_from(["\n\n", "\n"])) for part in parts)


bodies = joined()
# Everything that a file in UTF-8 can hold once it has been read.
texts = st.text(st.one_of(st.sampled_from("аБё .\n\t-–*_#|>`[]()<&;:1\\!^~«»"), st.characters(codec="utf-8")))


def provisions_of(document: Document) -> list[Provision]:
    return [node for node in walk(document.blocks) if isinstance(node, Provision)]


@settings(max_examples=300, deadline=None)
@given(bodies)
def test_the_page_of_a_well_formed_text_is_proved(body: str) -> None:
    found = difference(body)
    assert found is None, (body, found)


@settings(max_examples=150, deadline=None)
@given(bodies)
def test_anchors_are_unique_and_every_provision_knows_its_line(body: str) -> None:
    document = parse_document(body, first_line=5)
    anchors = [node.anchor for node in walk(document.blocks)]
    assert len(set(anchors)) == len(anchors)
    lines = body.split("\n")
    for provision in provisions_of(document):
        line = lines[provision.line - 5]
        assert provision.marker in line
        assert provision.text.split("\n")[0].strip("*\\ ") in line


@settings(max_examples=150, deadline=None)
@given(bodies, st.sampled_from(WORDS))
def test_a_word_that_the_page_lacks_is_always_noticed(body: str, word: str) -> None:
    page = f"<div data-fidelity>{SHEET.render(parse_document(body))}</div>"
    longer = f"{body}\n\n{word} и ещё слово."
    assert check_fidelity(Source(path="a.md", text=longer), longer, 1, page) is not None


@settings(max_examples=300, deadline=None)
@given(texts)
def test_no_text_breaks_the_parser_the_renderer_or_the_proof(text: str) -> None:
    document = parse_document(text)
    rendered = SHEET.render(document)
    difference(text, f"<div data-fidelity>{rendered}</div>")
    assert {provision.line for provision in provisions_of(document)} <= set(range(1, text.count("\n") + 2))


dangerous = st.sampled_from(
    [
        "<script>x()</script>",
        "<img src=x onerror=x()>",
        "<svg onload=x()>",
        "<a href='javascript:x()'>а</a>",
        "[а](javascript:x())",
        "<iframe src=//a.ru>",
        "<b onclick=x()>",
        "<scr<script>ipt>",
        "<!--><script>x()</script>-->",
        "<p style='position:fixed'>",
        '"><script>x()</script>',
        "`<script>`",
        "![а](javascript:x())",
        "<javascript:x()>",
        "&lt;script&gt;",
        "**", "_", "|", "\n\n", "\n", "- ", "1. ", "> ", "| а |\n|---|\n", "```\n", "[^1]: ", "[^1]",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(dangerous, min_size=1, max_size=6).map("".join))
def test_nothing_that_runs_reaches_a_page(body: str) -> None:
    for rendered in (SHEET.render(parse_document(body)), MarkdownRenderer("пусто").page(body)):
        tags = re.findall(r"<[a-z][^>]*>", rendered, re.IGNORECASE)
        assert not re.search(r"<(?:script|iframe|svg|style|object)\b", " ".join(tags), re.IGNORECASE)
        assert not any(
            re.search(r"\son\w+\s*=|\sstyle=|=\"\s*javascript:", tag, re.IGNORECASE) for tag in tags
        )


@settings(max_examples=60, deadline=None)
@given(bodies)
def test_forms_of_the_same_file_give_the_same_act(body: str) -> None:
    text = unicodedata.normalize("NFC", FRONT + body)
    forms = (
        text.encode(),
        text.encode("utf-8-sig"),
        text.replace("\n", "\r\n").encode(),
        unicodedata.normalize("NFD", text).encode(),
    )
    with TemporaryDirectory() as folder:
        site = Path(folder)
        for number, form in enumerate(forms):
            (site / str(number)).mkdir()
            (site / str(number) / "forum.md").write_bytes(form)
        sources = [read_source(site / str(number), "forum.md") for number in range(len(forms))]
    acts = [parse_act(source)[0] for source in sources if isinstance(source, Source)]
    assert acts == [acts[0]] * len(forms)
    assert acts[0] is not None
