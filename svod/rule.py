"""What a rule is: a permanent code, how bad the fault is, its wording and its hint.

The rules themselves are in ``rules`` and ``lint_rules``.
"""

from dataclasses import dataclass
from typing import Final

from svod.diagnostics import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a code means. ``message``, ``hint`` and ``near_hint`` are templates for ``str.format_map``."""

    code: str
    severity: Severity
    message: str
    hint: str
    near_hint: str = ""


def N_(message: str) -> str:  # noqa: N802  (the name gettext tools look for)
    """Mark ``message`` for extraction into the catalogue and return it as it is."""
    return message


NEAR: Final = N_("Did you mean “{suggestion}”?")


def error(code: str, message: str, hint: str, near_hint: str = "") -> Rule:
    """Return the rule of a fault that stops the build."""
    return Rule(code=code, severity=Severity.ERROR, message=message, hint=hint, near_hint=near_hint)


def warning(code: str, message: str, hint: str, near_hint: str = "") -> Rule:
    """Return the rule of what may be a fault, and stops nothing."""
    return Rule(code=code, severity=Severity.WARNING, message=message, hint=hint, near_hint=near_hint)
