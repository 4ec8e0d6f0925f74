"""Repairs of the text of an act, at the places that lint reports and no editor has silenced."""

import re
from collections.abc import Callable

from svod.content.act import ParsedAct, parse_act
from svod.content.authorities import Authorities
from svod.content.lint import lint_act
from svod.content.marks import GLUED
from svod.content.sources import Source
from svod.diagnostics import Diagnostic

_TWICE = re.compile(r"(\S+)(\s+)\Z")


def part_glued_bold(source: Source) -> str:
    """Part two bold runs that touch: in the heading by a line break, for each was a line, else by a space."""

    def part(act: ParsedAct, line: str, found: Diagnostic) -> str:
        heading = {row.line for row in act.document.preface}
        apart = "**  \n**" if found.line in heading else "** **"

        def separate(match: re.Match[str]) -> str:
            opened = line.count("**", 0, match.start()) % 2 == 1
            return apart if opened else match[0]

        return GLUED.sub(separate, line) if line.count("**") % 2 == 0 else line

    return _repair_lines(source, "glued-bold", part)


def unify_script(source: Source) -> str:
    """Write words of Latin and Cyrillic letters in one script, letters by letters of the same look."""

    def unify(_: ParsedAct, line: str, found: Diagnostic) -> str:
        values, at = dict(found.values), found.column - 1
        word, fixed = values["word"], values.get("suggestion", "")
        return line[:at] + fixed + line[at + len(word) :] if fixed and line.startswith(word, at) else line

    return _repair_lines(source, "mixed-script", unify)


def drop_doubled_words(source: Source) -> str:
    """Take out the second of two equal words; where they stand in two lines nothing is done."""

    def drop(_: ParsedAct, line: str, found: Diagnostic) -> str:
        at = found.column - 1
        word = dict(found.values)["word"]
        before = _TWICE.search(line[:at])
        if not before or before[1].lower() != word.lower():
            return line
        return line[: before.start(2)] + line[at + len(word) :]

    return _repair_lines(source, "doubled-word", drop)


def round_quotes(source: Source) -> str:
    """Put «» for straight quotes in lines in which these stand by twos, none within another."""

    def turn(_: ParsedAct, line: str, __: Diagnostic) -> str:
        parts = line.split('"')
        opening, closing = parts[0:-1:2], parts[1::2]
        fits = len(parts) % 2 == 1 and not any(mark in line for mark in "<`[\\")
        fits = fits and all(not part or not part[-1].isalnum() for part in opening)
        fits = fits and all(part and not part[0].isspace() and not part[-1].isspace() for part in closing)
        if not fits:
            return line
        return "".join(f"{part}{'»' if n % 2 else '«'}" for n, part in enumerate(parts[:-1])) + parts[-1]

    return _repair_lines(source, "straight-quotes", turn)


def break_decisions(source: Source) -> str:
    """Begin a new paragraph after «РЕШИЛИ:»; the words stay, what follows becomes a provision."""

    def part(_: ParsedAct, line: str, found: Diagnostic) -> str:
        announced = dict(found.values)["words"]
        return line.replace(f"{announced} ", f"{announced}\n\n", 1)

    return _repair_lines(source, "decision-inline", part)


def _repair_lines(source: Source, code: str, change: Callable[[ParsedAct, str, Diagnostic], str]) -> str:
    """Return the text, the lines changed in which ``code`` is reported, from the last place to the first."""
    act, _ = parse_act(source)
    if act is None:
        return source.text
    lines = source.text.split("\n")
    found = [diagnostic for diagnostic in lint_act(act, Authorities()) if diagnostic.code == code]
    for diagnostic in sorted(found, key=lambda diagnostic: diagnostic.place, reverse=True):
        lines[diagnostic.line - 1] = change(act, lines[diagnostic.line - 1], diagnostic)
    return "\n".join(lines)
