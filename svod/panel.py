"""What the preview lays over its pages: what is wrong with the last edit, and where to mend it.

Style and script are in the text itself: the templates of the site may be what is wrong. Errors are open;
warnings are folded. A panel that was closed comes back with the next report that differs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from textwrap import dedent
from typing import Final, TypeAlias

from markupsafe import Markup

from svod.content.markup import MarkdownRenderer
from svod.diagnostics import Diagnostic, Severity
from svod.explanations import LANGUAGE, explanations
from svod.localization import Localization
from svod.reporting import LABELS, excerpt_of, hint_of, message_of
from svod.rules import N_, severity

# Where a place of a file is opened: path relative to the site, line, column; empty where it cannot be.
Opener: TypeAlias = Callable[[str, int, int], str]

PANEL: Final = "svod-diagnostics"
_SHOWN: Final = 50  # of each severity; the terminal has them all


@cache
def _shipped(name: str) -> Markup:
    return Markup((files("svod") / "preview" / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of the last edit: whether it is ``shown``, what is wrong, and why no site could be made."""

    shown: bool = True
    diagnostics: tuple[Diagnostic, ...] = ()
    refusal: str = ""


class PanelRenderer:
    """Renders panels in one language."""

    def __init__(self, words: Localization, opener: Opener) -> None:
        self._words = words
        self._open = opener
        self._markdown = MarkdownRenderer(blank="")

    def panel(self, report: Report) -> str:
        """Return the panel; nothing where nothing is wrong."""
        errors = [found for found in report.diagnostics if severity(found.code) is Severity.ERROR]
        warnings = [found for found in report.diagnostics if severity(found.code) is Severity.WARNING]
        if report.shown and not warnings:
            return ""
        body = Markup().join([self._refusal(report.refusal), self._list(errors), self._folded(warnings)])
        title = self._words.text(N_("The last edit has faults; the page above is the last good one."))
        told = Markup('<div role="alert"><h2>{title}</h2></div>').format(title=title)
        head = Markup('<header>{title}<button type="button">{close}</button></header>').format(
            title="" if report.shown else told,
            close=self._words.text(N_("Close")),
        )
        return Markup(
            '<section id="{id}" class="{kind}" aria-label="{label}" data-report="{digest}">{head}{body}'
            "</section><script>{script}</script>"
        ).format(
            id=PANEL,
            kind="quiet" if report.shown else "loud",
            label=self._words.text(N_("What is wrong with the last edit")),
            digest=sha256(f"{report.shown}{body}".encode()).hexdigest()[:16],
            head=head,
            body=body,
            script=_shipped("panel.js"),
        )

    def overlay(self, panel: str, path: str) -> str:
        """Return what stands at the end of a page: a ``panel``, and what opens the file that the page shows.

        ``path`` is that of the file, empty where the page shows none.
        """
        address = self._open(path, 1, 1) if path else ""
        edit = Markup('<p id="svod-edit"><a href="{address}">{edit}</a></p>').format(
            address=address, edit=self._words.text(N_("Edit"))
        )
        if not panel and not address:
            return ""
        return Markup(
            "<style>{style}</style><div id='svod-preview' lang='{language}'>{panel}{edit}</div>"
        ).format(
            style=_shipped("panel.css"),
            language=self._words.language,
            panel=Markup(panel),
            edit=edit if address else "",
        )

    def _refusal(self, refusal: str) -> Markup:
        return Markup("<p>{text}</p>").format(text=refusal) if refusal else Markup()

    def _folded(self, warnings: Sequence[Diagnostic]) -> Markup:
        if not warnings:
            return Markup()
        title = self._words.text(N_("Warnings: {number}")).format(number=len(warnings))
        return Markup("<details><summary>{title}</summary>{list}</details>").format(
            title=title, list=self._list(warnings)
        )

    def _list(self, diagnostics: Sequence[Diagnostic]) -> Markup:
        if not diagnostics:
            return Markup()
        rows = Markup().join(map(self._entry, diagnostics[:_SHOWN]))
        left = len(diagnostics) - _SHOWN
        more = self._words.text(N_("{number} more; the terminal shows them all.")).format(number=left)
        return Markup("<ol>{rows}{more}</ol>").format(
            rows=rows, more=Markup("<li>{more}</li>").format(more=more) if left > 0 else ""
        )

    def _entry(self, found: Diagnostic) -> Markup:
        kind = severity(found.code)
        return Markup(
            '<li class="{kind}"><p><strong>{label}:</strong> {message}</p>'
            '<p class="place">{place}</p>{excerpt}<p class="hint">{hint}</p>{meaning}</li>'
        ).format(
            kind=kind.value,
            label=self._words.text(LABELS[kind]).capitalize(),
            message=message_of(found, self._words),
            place=self._place(found),
            excerpt=self._excerpt(found),
            hint=hint_of(found, self._words),
            meaning=self._meaning(found.code),
        )

    def _place(self, found: Diagnostic) -> Markup:
        place = ":".join(str(part) for part in (found.path, found.line, found.column) if part)
        address = self._open(found.path, found.line or 1, found.column or 1)
        link = Markup('<a href="{address}">{place}</a>') if address else Markup("{place}")
        return link.format(address=address, place=place)

    def _excerpt(self, found: Diagnostic) -> Markup:
        lines = dedent("\n".join(excerpt_of(found)))
        return Markup('<pre tabindex="0">{lines}</pre>').format(lines=lines) if lines else Markup()

    def _meaning(self, code: str) -> Markup:
        known = explanations().get(code)
        if known is None:
            return Markup()
        return Markup(
            '<details class="meaning"><summary>{about}</summary><div lang="{language}"><p>{text}</p>'
            '<pre tabindex="0">{example}</pre></div></details>'
        ).format(
            about=self._words.text(N_("What “{code}” means")).format(code=code),
            language=LANGUAGE,
            text=Markup(self._markdown.inline(known.text)),
            example=known.example,
        )
