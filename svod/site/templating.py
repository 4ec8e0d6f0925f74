"""Templates: contexts to text.

A file in the site's own ``templates/`` stands in for the engine's file of the same name. Templates see
the record of their page, the site and a few functions, nothing else; what they use must exist. This is
the only module that imports ``jinja2``.
"""

import re
import traceback
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
)

from svod import urls
from svod.content.sources import Source, read_file, reason_of
from svod.diagnostics import Diagnostic, diagnose
from svod.localization import Localization
from svod.rules import N_
from svod.site.contexts import Site

ENGINE_TEMPLATES: Final = Path(__file__).parents[2] / "templates"
ASSETS: Final = Path(__file__).parents[2] / "assets"
_STATIC: Final = "static"
_LINE_END = re.compile(r"[ \t]+$", re.MULTILINE)
_TEMPLATE_FAULTS = (
    TemplateRuntimeError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)


class _Loader(FileSystemLoader):
    """Finds templates; one that cannot be read has a fault in its first line."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template, its path and whether that is still so."""
        try:
            return super().get_source(environment, template)
        except TemplateNotFound:
            raise
        except (UnicodeDecodeError, OSError) as error:
            found = next(path for path in self.searchpath if Path(path, template).is_file())
            reason = N_("it is not in UTF-8") if isinstance(error, UnicodeDecodeError) else reason_of(error)
            raise TemplateSyntaxError(reason, 1, template, str(Path(found, template))) from error


class Templates:
    """The templates of one site in one language."""

    def __init__(self, site_folder: Path, site: Site, words: Localization) -> None:
        own = site_folder / "templates"
        self._folders = [folder for folder in (own, ENGINE_TEMPLATES) if folder.is_dir()]
        self._site_folder = site_folder
        self._assets, self.diagnostics = _read_assets(site_folder, self._folders)
        self._environment = Environment(
            loader=_Loader(self._folders),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.policies["ext.i18n.trimmed"] = True
        self._environment.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
        self._environment.filters["number"] = words.number
        self._environment.globals.update(site=site, has_asset=self._assets.__contains__)

    @property
    def assets(self) -> Mapping[str, bytes]:
        """The static files by the url they are published at."""
        return {self._asset_url(name): payload for name, payload in self._assets.items()}

    @property
    def has_fonts(self) -> bool:
        """Whether the bundled fonts are installed."""
        return "fonts.css" in self._assets

    def asset_text(self, name: str) -> str:
        """Return the text of a static file; an empty one if there is none."""
        return self._assets.get(name, b"").decode("utf-8", "replace")

    def render(self, layout: str, url: str, context: object) -> str | Diagnostic:
        """Return the text that ``layout`` makes of ``context`` at ``url``, or what is wrong with it."""
        functions: dict[str, Callable[[str], str]] = {
            "link": partial(_link, url),
            "asset": lambda name: urls.relative_url(url, self._asset_url(name, wanted=True)),
        }
        try:
            text = self._environment.get_template(layout).render(page=context, **functions)
            return _LINE_END.sub("", text)
        except TemplateSyntaxError as error:
            return self._diagnose("template-syntax", error.filename, error.lineno, reason=error.message or "")
        except _TEMPLATE_FAULTS as error:
            fault = self._explain(error, layout)
            if fault is None:
                raise
            return fault

    def _explain(self, error: Exception, layout: str) -> Diagnostic | None:
        """Return what went wrong in a template and where, or None if it did not happen in one."""
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if self._owns(frame.filename)]
        if isinstance(error, TemplateNotFound):
            name = str(error.name or layout)
            if not frames:
                return diagnose("template-missing", f"templates/{layout}", name=name)
            return self._diagnose("template-missing", frames[-1].filename, frames[-1].lineno, name=name)
        if not frames:
            return None
        code = "template-undefined" if isinstance(error, UndefinedError) else "template-failed"
        endless = N_("the templates ask for each other without end")
        reason = endless if isinstance(error, RecursionError) else str(error)
        return self._diagnose(code, frames[-1].filename, frames[-1].lineno, reason=reason)

    def _asset_url(self, name: str, *, wanted: bool = False) -> str:
        """Return the url of a static file; what a page loads has a checksum in its name, for caches.

        Raises UndefinedError when a template wants a file that is not there.
        """
        if wanted and name not in self._assets:
            raise UndefinedError(f"static/{name}")
        stem, _, kind = name.rpartition(".")
        if kind not in ("css", "js"):
            return f"{urls.STATIC}{name}"
        version = sha256(self._assets.get(name, b"")).hexdigest()[:8]
        return f"{urls.STATIC}{stem}.{version}.{kind}"

    def _owns(self, filename: str) -> bool:
        return any(Path(filename).is_relative_to(folder) for folder in self._folders)

    def _diagnose(self, code: str, filename: str | None, line: int | None, **values: object) -> Diagnostic:
        file = Path(filename or "")
        own = file.is_relative_to(self._site_folder)
        base = self._site_folder if own else ENGINE_TEMPLATES.parent
        path = file.relative_to(base).as_posix() if self._owns(str(file)) else "templates"
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            text = ""
        return Source(path=path, text=text).diagnose(code, line or 0, 0, **values)


def _link(page_url: str, target: str) -> str:
    """Return ``target`` as a link from ``page_url``; other sites and places of the page stay as they are."""
    if target.startswith("#") or urls.is_external(target):
        return target
    return urls.relative_url(page_url, target)


def _read_assets(site_folder: Path, folders: list[Path]) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """Read the static files by name: a site's own stand in for the engine's, bundled for hand-written."""
    found: dict[str, Path] = {}
    bundled = [ASSETS] if ASSETS.is_dir() else []
    for folder in [*(folder / _STATIC for folder in reversed(folders)), *bundled]:
        found |= {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    if not bundled:
        found.pop("fonts.css", None)
    payloads: dict[str, bytes] = {}
    faults: list[Diagnostic] = []
    for name, file in sorted(found.items()):
        base = site_folder if file.is_relative_to(site_folder) else ENGINE_TEMPLATES.parent
        payload = read_file(base, file.relative_to(base).as_posix())
        if isinstance(payload, Diagnostic):
            faults.append(payload)
        # One that cannot be read is there: it is not missed a second time by the templates.
        payloads[name] = b"" if isinstance(payload, Diagnostic) else payload
    return payloads, faults
