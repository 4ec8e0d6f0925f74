"""Templates: contexts to text.

A file in the site's own ``templates/`` stands in for the engine's file of the same name. Templates see
the record of their page, the site and a few functions, nothing else; what they use must exist. This is
the only module that imports ``jinja2``.
"""

import itertools
import re
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from functools import cached_property
from hashlib import blake2b, sha256
from pathlib import Path
from types import CodeType
from typing import Any, Final

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
    nodes,
    pass_context,
)
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.meta import find_referenced_templates, find_undeclared_variables
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer

from svod import urls
from svod.content.sources import Source, read_file, reason_of
from svod.diagnostics import Diagnostic, diagnose
from svod.home import ASSETS, ENGINE_TEMPLATES
from svod.localization import Localization
from svod.rules import N_
from svod.site.caching import PageLinks, PartCache
from svod.site.contexts import Site

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


# For the places of cached parts in templates.
_PLACES = itertools.count()

# Code, and whether it is self-contained, by all that it is made of.
_compiled: dict[tuple[str, str, str, str], tuple[CodeType, bool]] = {}


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

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Return a template, ready to be rendered."""
        if not isinstance(environment, _Environment):
            return super().load(environment, name, globals)
        source, filename, is_current = self.get_source(environment, name)
        code = environment.compile_once(source, name, filename)
        return environment.template_class.from_code(environment, code, globals or {}, is_current)


class _Messages(NodeTransformer):
    """Translates what is printed as it stands: ``{{ _("…") }}`` and ``{% trans %}`` without variables."""

    def __init__(self, words: Localization) -> None:
        self._words = words

    def visit_Output(self, output: nodes.Output) -> nodes.Output:  # noqa: N802  (the name is Jinja's)
        """Put translations in the place of the calls that make them."""
        output.nodes = [self._translate(expression) for expression in output.nodes]
        return output

    def _translate(self, expression: nodes.Expr) -> nodes.Expr:
        match expression:
            case nodes.Call(
                node=nodes.Name(name="_" | "gettext"),
                args=[nodes.Const(value=str(message))],
                kwargs=[],
                dyn_args=None,
                dyn_kwargs=None,
                lineno=line,
            ):
                try:
                    text = nodes.Const(self._words.text(message) % {}, lineno=line)
                except (TypeError, ValueError, LookupError):  # a stray «%»: told where it is printed
                    return expression
                return nodes.MarkSafeIfAutoescape(text, lineno=line)
        return expression


class CacheTag(Extension):
    """``{% cache a, b %}…{% endcache %}``: what shows ``a``, ``b`` and the site is rendered once."""

    environment: "_Environment"
    tags = {"cache"}  # noqa: RUF012  (as Jinja declares it)

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the call that stands for the tag."""
        line = next(parser.stream).lineno
        named = parser.parse_tuple()
        shown = named if isinstance(named, nodes.Tuple) else nodes.Tuple([named], "load")
        body = parser.parse_statements(("name:endcache",), drop_needle=True)
        place = nodes.Const(next(_PLACES))
        call = self.call_method("_find", [place, shown], lineno=line)
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _find(self, place: int, shown: tuple[object, ...], caller: Macro) -> str:
        return self.environment.parts.find(place, shown, caller)


class _Template(Template):
    """A template whose macros are made once if they need nothing of the template that imports them."""

    environment: "_Environment"

    def make_module(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> TemplateModule:
        """Return what an ``import`` gets; Jinja makes it anew for each page that imports ``with context``."""
        if vars and self.name in self.environment.self_contained:
            return self.module
        return super().make_module(vars, shared, locals)


class _Environment(Environment):
    """Does what is the same for all pages when a template is compiled, not whenever it is rendered."""

    template_class = _Template

    def __init__(self, loader: _Loader, words: Localization, parts: PartCache) -> None:
        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            extensions=["jinja2.ext.i18n", CacheTag],
            auto_reload=False,
        )
        self.self_contained: set[str | None] = set()
        self.parts = parts
        self._templates: dict[str, Template] = {}
        self.policies["ext.i18n.trimmed"] = True
        self.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
        self.filters["number"] = words.number
        self._messages = _Messages(words)
        self._language = words.language

    def compile_once(self, source: str, name: str, filename: str) -> CodeType:
        """Return the code of a template; a process that builds time and again compiles each text once."""
        key = (self._language, source, name, filename)
        if key not in _compiled:
            code = self.compile(source, name, filename)
            _compiled[key] = (code, name in self.self_contained)
        code, self_contained = _compiled[key]
        if self_contained:
            self.self_contained.add(name)
        return code

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """Return a template as Jinja does, without asking each time whether the loader is still the same."""
        if isinstance(name, Template) or globals is not None:
            return super().get_template(name, parent, globals)
        if name not in self._templates:
            self._templates[name] = super().get_template(name, parent)
        return self._templates[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template sees: a dictionary, because Jinja copies it time and again."""
        return {**self.globals, **(d or {})}

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        code = super()._generate(self._messages.visit(source), name, filename, defer_init)
        if _is_self_contained(source):
            self.self_contained.add(name)
        return code


def _is_self_contained(source: nodes.Template) -> bool:
    """Tell whether a template holds macros and text only, and names nothing but what all templates see."""
    texts = (node for node in source.body if not isinstance(node, nodes.Macro))
    return (
        all(isinstance(part, nodes.TemplateData) for text in texts for part in text.iter_child_nodes())
        and not any(True for _ in find_referenced_templates(source))
        and not find_undeclared_variables(source)
    )


class Templates:
    """The templates of one site in one language."""

    def __init__(self, site_folder: Path, site: Site, words: Localization) -> None:
        own = site_folder / "templates"
        self._folders = [folder for folder in (own, ENGINE_TEMPLATES) if folder.is_dir()]
        self._site_folder = site_folder
        self._assets, self.diagnostics = _read_assets(site_folder, self._folders)
        self._asset_urls = {name: _asset_url(name, payload) for name, payload in self._assets.items()}
        self._links = PageLinks()
        self._environment = _Environment(_Loader(self._folders), words, PartCache(self._links))
        self._environment.filters["link"] = _as_filter(self._links.link)
        self._environment.globals.update(
            site=site,
            link=self._links.link,
            current=self._links.current,
            asset=self._asset,
            has_asset=self._assets.__contains__,
        )

    @property
    def assets(self) -> Mapping[str, bytes]:
        """The static files by the url they are published at."""
        return {self._asset_urls[name]: payload for name, payload in self._assets.items()}

    @cached_property
    def fingerprint(self) -> bytes:
        """What tells these templates and static files from others."""
        files = [(str(file), file) for folder in self._folders for file in sorted(folder.rglob("*"))]
        templates = [(name, _bytes_of(file)) for name, file in files if file.is_file()]
        found = blake2b(digest_size=16)
        for name, payload in (*templates, *self._assets.items()):
            found.update(f"{name!r} {len(payload)} ".encode() + payload)
        return found.digest()

    @property
    def has_fonts(self) -> bool:
        """Whether the bundled fonts are installed."""
        return "fonts.css" in self._assets

    def asset_text(self, name: str) -> str:
        """Return the text of a static file; an empty one if there is none."""
        return self._assets.get(name, b"").decode("utf-8", "replace")

    def render(self, layout: str, url: str, context: object) -> str | Diagnostic:
        """Return the text that ``layout`` makes of ``context`` at ``url``, or what is wrong with it."""
        self._links.turn_to(url)
        try:
            return _trim_lines(self._environment.get_template(layout).render(page=context))
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

    def _asset(self, name: str) -> str:
        """Return the link to a static file; raises UndefinedError if there is none of this name."""
        if name not in self._asset_urls:
            raise UndefinedError(f"static/{name}")
        return self._links.link(self._asset_urls[name])

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


def _as_filter(function: Callable[[str], str]) -> Callable[[Context, str], str]:
    """Return ``function`` as a filter that is asked on every page, even for a constant."""
    return pass_context(lambda _, value: function(value))


def _asset_url(name: str, payload: bytes) -> str:
    """Return the url of a static file; what a page loads has a checksum in its name, for caches."""
    stem, _, kind = name.rpartition(".")
    if kind not in ("css", "js"):
        return f"{urls.STATIC}{name}"
    return f"{urls.STATIC}{stem}.{sha256(payload).hexdigest()[:8]}.{kind}"


def _trim_lines(text: str) -> str:
    """Return ``text`` without the blanks at the ends of its lines."""
    if "\t" in text:
        return _LINE_END.sub("", text)
    return "\n".join([part.rstrip(" ") for part in text.split(" \n")])


def _bytes_of(file: Path) -> bytes:
    """Return the bytes of a file, none of one that cannot be read, which is reported when it is needed."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


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
