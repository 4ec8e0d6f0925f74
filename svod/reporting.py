"""Diagnostics for people and for programs: text, JSON, GitHub annotations, SARIF, GitLab code quality.

All functions return text; what prints it is ``cli``.
"""

import errno
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from svod import __version__
from svod.diagnostics import Diagnostic, Severity
from svod.localization import Localization
from svod.publish.output import OutputBusyError
from svod.refusals import RefusalError
from svod.rules import N_, RULES, Rule

FORMATS: Final = ("text", "json", "github", "sarif", "gitlab")

_REFUSALS: Final = {
    errno.ENOSPC: N_("the disk is full"),
    errno.EFBIG: N_("a file would be too large"),
    errno.EACCES: N_("no permission to write there"),
    errno.EPERM: N_("no permission to write there"),
    errno.EROFS: N_("the disk is read-only"),
    errno.ENOTDIR: N_("it is not a folder"),
    errno.EEXIST: N_("it is not a folder"),
    errno.ENAMETOOLONG: N_("the name is too long"),
}
LABELS = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning")}
_WORDED = ("encoding", "expected", "kind", "reason", "subject")  # values that are words of ours
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def message_of(diagnostic: Diagnostic, words: Localization) -> str:
    """Return what is wrong, in one sentence."""
    rule = RULES[diagnostic.code]
    return words.text(rule.message).format_map(_localized_values(diagnostic, words))


def hint_of(diagnostic: Diagnostic, words: Localization) -> str:
    """Return what to do about it, in one sentence."""
    rule = RULES[diagnostic.code]
    values = _localized_values(diagnostic, words)
    template = rule.near_hint if rule.near_hint and "suggestion" in values else rule.hint
    return words.text(template).format_map(values)


def format_text(diagnostics: Sequence[Diagnostic], words: Localization) -> str:
    """Return the report for a terminal, with excerpts, hints and a summary by count."""
    blocks = [_text_block(diagnostic, words) for diagnostic in diagnostics]
    return "\n".join([*blocks, summary(diagnostics, words), ""]) if blocks else ""


def summary(diagnostics: Iterable[Diagnostic], words: Localization) -> str:
    """Return «Ошибок: 3, предупреждений: 1», then how often each code occurred, if more than one did."""
    found = list(diagnostics)
    severities = Counter(RULES[diagnostic.code].severity for diagnostic in found)
    total = words.text("Errors: {errors}, warnings: {warnings}.").format(
        errors=severities[Severity.ERROR], warnings=severities[Severity.WARNING]
    )
    codes = sorted(
        Counter(diagnostic.code for diagnostic in found).items(), key=lambda row: (-row[1], row[0])
    )
    listing = ", ".join(f"{code} {count}" for code, count in codes)
    return f"{total} {listing}" if len(codes) > 1 else total


def describe_refusal(error: OSError | OutputBusyError | RefusalError, words: Localization) -> str:
    """Return why the site could not be made, or shown at a port, in one sentence."""
    if isinstance(error, RefusalError):
        values = {name: words.text(value) for name, value in error.values.items()}
        return words.text(error.message).format_map(values)
    if isinstance(error, OutputBusyError):
        return words.text(N_("Another build is writing to this folder."))
    if error.errno == errno.EADDRINUSE:
        return words.text(N_("The port is taken; name another one with --port."))
    reason = words.text(_REFUSALS.get(error.errno or 0, error.strerror or str(error)))
    named = f" ({error.filename})" if error.filename else ""
    return words.text(N_("The site could not be written: {reason}")).format(reason=f"{reason}{named}")


def format_json(diagnostics: Sequence[Diagnostic], words: Localization) -> str:
    """Return a JSON list of ``{path, line, column, severity, code, message, hint}``."""
    rows = [
        {
            "path": diagnostic.path,
            "line": diagnostic.line,
            "column": diagnostic.column,
            "severity": RULES[diagnostic.code].severity.value,
            "code": diagnostic.code,
            "message": message_of(diagnostic, words),
            "hint": hint_of(diagnostic, words),
        }
        for diagnostic in diagnostics
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def format_github(diagnostics: Sequence[Diagnostic], words: Localization) -> str:
    """Return workflow commands that GitHub shows at the lines of a pull request.

    Source: GitHub Docs, “Workflow commands for GitHub Actions” (escaping of data and of properties).
    """
    return "".join(_github_command(diagnostic, words) for diagnostic in diagnostics)


def format_sarif(diagnostics: Sequence[Diagnostic], words: Localization) -> str:
    """Return a SARIF 2.1.0 log (OASIS, 2020)."""
    codes = sorted({diagnostic.code for diagnostic in diagnostics})
    log = {
        "$schema": _SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "svod",
                        "version": __version__,
                        "rules": [_sarif_rule(RULES[code]) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_sarif_result(diagnostic, words) for diagnostic in diagnostics],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def format_gitlab(diagnostics: Sequence[Diagnostic], words: Localization) -> str:
    """Return a code quality report, which GitLab shows at the lines of a merge request.

    A fault keeps its fingerprint where only lines above it have changed. Source: GitLab Docs, “Code Quality
    report format”.
    """
    severities = {Severity.ERROR: "major", Severity.WARNING: "minor"}
    told: Counter[str] = Counter()
    rows: list[dict[str, object]] = []
    for diagnostic in diagnostics:
        same = repr((diagnostic.path, diagnostic.code, diagnostic.values))
        told[same] += 1
        rows.append(
            {
                "description": f"{message_of(diagnostic, words)}. {hint_of(diagnostic, words)}",
                "check_name": diagnostic.code,
                "fingerprint": sha256(f"{same} {told[same]}".encode()).hexdigest(),
                "severity": severities[RULES[diagnostic.code].severity],
                "location": {"path": diagnostic.path, "lines": {"begin": max(1, diagnostic.line)}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _localized_values(diagnostic: Diagnostic, words: Localization) -> dict[str, str]:
    return {
        name: words.text(value) if name in _WORDED and value else value for name, value in diagnostic.values
    }


def _text_block(diagnostic: Diagnostic, words: Localization) -> str:
    rule = RULES[diagnostic.code]
    place = ":".join(str(part) for part in (diagnostic.path, diagnostic.line, diagnostic.column) if part)
    head = f"{place}: {words.text(LABELS[rule.severity])}: {message_of(diagnostic, words)} [{rule.code}]"
    label = words.text(N_("hint"))
    hint = f"    {label}: {hint_of(diagnostic, words)}"
    return "\n".join([head, *excerpt_of(diagnostic), hint, ""])


_EXCERPT_WIDTH = 100


def excerpt_of(diagnostic: Diagnostic) -> list[str]:
    """Return the lines of source that are meant, with their numbers, and a caret below the place."""
    if not diagnostic.excerpt:
        return []
    first = diagnostic.line - len(diagnostic.excerpt) + 1
    offset = max(0, diagnostic.column - _EXCERPT_WIDTH // 2 - 1) if diagnostic.column > _EXCERPT_WIDTH else 0
    rows = [
        f"{number:>6} | {_clip(line, offset)}" for number, line in enumerate(diagnostic.excerpt, start=first)
    ]
    if diagnostic.column:
        padding = diagnostic.column - 1 - offset + (1 if offset else 0)
        rows.append(f"{'':>6} | {' ' * padding}^")
    return rows


def _clip(line: str, offset: int) -> str:
    shown = line.replace("\t", " ")[offset : offset + _EXCERPT_WIDTH]
    head = "…" if offset else ""
    tail = "…" if len(line) > offset + _EXCERPT_WIDTH else ""
    return f"{head}{shown}{tail}".rstrip()


def _github_command(diagnostic: Diagnostic, words: Localization) -> str:
    rule = RULES[diagnostic.code]
    place = f"file={_escape_property(diagnostic.path)}"
    if diagnostic.line:
        place += f",line={diagnostic.line}"
    if diagnostic.column:
        place += f",col={diagnostic.column}"
    message = f"{message_of(diagnostic, words)}\n{hint_of(diagnostic, words)}"
    return f"::{rule.severity} {place},title={_escape_property(rule.code)}::{_escape(message)}\n"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _sarif_rule(rule: Rule) -> dict[str, object]:
    return {"id": rule.code, "defaultConfiguration": {"level": rule.severity.value}}


def _sarif_result(diagnostic: Diagnostic, words: Localization) -> dict[str, object]:
    rule = RULES[diagnostic.code]
    location: dict[str, object] = {"artifactLocation": {"uri": quote(diagnostic.path)}}
    if diagnostic.line:
        region = {"startLine": diagnostic.line}
        if diagnostic.column:
            region["startColumn"] = diagnostic.column
        location["region"] = region
    return {
        "ruleId": rule.code,
        "level": rule.severity.value,
        "message": {"text": f"{message_of(diagnostic, words)}. {hint_of(diagnostic, words)}"},
        "locations": [{"physicalLocation": location}],
    }
