"""The rules of the house, read from the source: who imports whom, who prints, who touches the disk."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for path in sorted([*ROOT.glob("svod/**/*.py"), ROOT / "build.py"])
}
EARLIER: dict[str, set[str]] = {  # folders that a folder must know nothing of
    "content": {"archive", "site", "search", "publish", "importers"},
    "archive": {"site", "search", "publish", "importers"},
    "site": {"search", "publish", "importers"},
    "search": {"site", "publish", "importers"},
    "publish": {"content", "archive", "site", "search", "importers"},
    "importers": {"archive", "site", "search", "publish"},
}
CLI = {module for module in MODULES if f"{module}.".startswith("svod.cli.")}
ONE_PLACE = {
    "yaml": {"svod.content.yamlnodes"},
    "jinja2": {"svod.site.templating"},
    "markdown": {"svod.content.markup"},
    "nh3": {"svod.content.markup"},
    "slugify": {"svod.slugs"},
    "iuliia": {"svod.slugs"},
    "livereload": {"svod.serve"},
    "lunr": {"svod.search.scoring"},
    "pymorphy3": {"svod.morphology"},
    "lxml": {"svod.importers.html.reader", "svod.importers.html.blocks", "svod.importers.html.tables"},
    "pdfplumber": {"svod.importers.pdf.reader"},
    "pypdfium2": {"svod.importers.pdf.witness"},
    "edtf": {"svod.content.dates"},
    "click": CLI,
    "rich": CLI,
    "dask": {"svod.cluster"},
    "distributed": {"svod.cluster"},
    "fsspec": {"svod.remote"},
}
ON_DISK = {
    "build",
    "svod.config",
    "svod.serve",
    "svod.cluster",
    "svod.execution",
    "svod.explanations",
    "svod.home",
    "svod.panel",
    "svod.localization",
    "svod.remote",
    "svod.content.sources",
    "svod.search.shared",
    "svod.site.templating",
    "svod.starter.archive",
    "svod.starter.folders",
}
DISK_METHODS = {
    "chmod", "exists", "glob", "hardlink_to", "is_dir", "is_file", "is_symlink", "iterdir", "lstat", "mkdir",
    "open", "read_bytes", "read_text", "rename", "rglob", "rmdir", "stat", "symlink_to", "touch", "unlink",
    "walk", "write_bytes", "write_text",
}  # fmt: skip
DISK_MODULES = {"glob", "io.open", "pathlib.Path.open", "shutil", "tempfile"}
NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "info", "manager", "misc", "util", "utils"}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> set[str]:
    """Return the dotted names that a module imports: modules, and names out of them."""
    names: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def folder(name: str) -> str:
    """Return the stage of a module of the engine, empty for those above the stages."""
    parts = name.split(".")
    inside = parts[0] == "svod" and len(parts) > 1 and (ROOT / "svod" / parts[1]).is_dir()
    return parts[1] if inside else ""


def stages(module: str) -> set[str]:
    return {folder(name) for name in imports(module)} - {""}


def calls(module: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(module)) if isinstance(node, ast.Call))


def test_the_source_is_where_these_tests_look_for_it() -> None:
    assert {"build", "svod.cli.building", "svod.content.blocks", "svod.site.pages"} <= set(MODULES)
    assert stages("svod.pipeline.rendering") >= {"content", "search", "site"}


@pytest.mark.parametrize("module", MODULES)
def test_data_flows_one_way(module: str) -> None:
    assert stages(module) & EARLIER.get(folder(module), set()) == set()


def test_only_the_pipeline_sees_the_stages_that_know_nothing_of_each_other() -> None:
    """Constants and errors of a stage may be known above it: they are its contract, not its work."""
    ends = {"site", "search", "publish"}

    def works_with(module: str) -> set[str]:
        names = {name for name in imports(module) if not re.search(r"\.(?:[A-Z_]+|\w+Error)$", name)}
        return {folder(name) for name in names} & ends

    found = {module for module in MODULES if len(works_with(module)) > 1}
    assert {folder(module) for module in found} == {"pipeline"}


def test_the_command_line_knows_the_pipeline_and_no_stage() -> None:
    above = ("", "cli", "pipeline", "starter")
    names = {name for module in CLI for name in imports(module) if folder(name) not in above}
    assert {
        name for name in names if not name.startswith("svod.publish.") or not name.endswith("Error")
    } == set()


@pytest.mark.parametrize("library", ONE_PLACE)
def test_a_library_is_imported_in_one_module(library: str) -> None:
    users = {module for module in MODULES if any(name.split(".")[0] == library for name in imports(module))}
    assert users <= ONE_PLACE[library]


@pytest.mark.parametrize(
    "library", ["yaml", "jinja2", "markdown", "nh3", "iuliia", "livereload", "lunr", "edtf"]
)
def test_the_one_module_that_may_import_a_library_does(library: str) -> None:
    (module,) = ONE_PLACE[library]
    assert any(name.split(".")[0] == library for name in imports(module))


@pytest.mark.parametrize("module", sorted(set(MODULES) - CLI))
def test_only_the_command_line_prints_and_exits(module: str) -> None:
    said = {ast.unparse(call.func) for call in calls(module)}
    assert said & {"print", "click.echo", "click.secho", "sys.exit", "exit", "quit", "os._exit"} <= (
        {"sys.exit"} if module in ("build", "svod.__main__") else set()
    )
    assert not any(name.startswith(("sys.stdout", "sys.stderr")) for name in said)


def touches_disk(module: str) -> set[str]:
    """Return the calls of a module that read or change the disk, as far as their names tell."""
    if imports(module) & DISK_MODULES:
        return imports(module) & DISK_MODULES
    found: set[str] = set()
    for call in calls(module):
        name = ast.unparse(call.func)
        method = isinstance(call.func, ast.Attribute) and call.func.attr in DISK_METHODS
        if name == "open" or name.startswith(("os.path.", "os.scandir", "os.listdir", "shutil.")) or method:
            found.add(name)
    return found


@pytest.mark.parametrize("module", MODULES)
def test_only_the_edges_touch_the_disk(module: str) -> None:
    if module in ON_DISK or folder(module) in {"publish", "importers"}:
        return
    # The command line asks one thing: whether what --site names is a folder.
    assert touches_disk(module) == ({"folder.is_dir"} if module == "svod.cli.options" else set())


def test_the_disk_is_seen_where_it_is_touched() -> None:
    edges = ["svod.content.sources", "svod.publish.output", "svod.site.templating", "svod.serve"]
    assert [module for module in edges if not touches_disk(module)] == []


@pytest.mark.parametrize("module", MODULES)
def test_no_module_catches_everything(module: str) -> None:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            assert "everything" not in caught, f"{module}:{node.lineno}"
            assert not {"Exception", "BaseException"} & set(caught.strip("()").split(", ")), node.lineno


def is_frozen(decorator: ast.expr) -> bool:
    options = decorator.keywords if isinstance(decorator, ast.Call) else []
    return any(option.arg == "frozen" and ast.unparse(option.value) == "True" for option in options)


@pytest.mark.parametrize("module", MODULES)
def test_records_are_frozen(module: str) -> None:
    """Classes whose names begin with ``_`` are the working state of one function, not records."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            marks = [mark for mark in node.decorator_list if ast.unparse(mark).startswith("dataclass")]
            assert all(is_frozen(mark) for mark in marks), f"{module}.{node.name}"


@pytest.mark.parametrize("module", MODULES)
def test_modules_are_small_and_named_for_what_they_do(module: str) -> None:
    assert not set(module.split(".")) & NAMES_THAT_SAY_NOTHING
    assert MODULES[module].read_text(encoding="utf-8").count("\n") <= 400


@pytest.mark.parametrize("module", MODULES)
def test_the_clock_and_chance_are_not_asked(module: str) -> None:
    """The same input gives the same bytes; the command line may say how long a build took, and wait."""
    asked = {name.split(".")[0] for name in imports(module)} & {"random", "secrets", "time"}
    said = {ast.unparse(call.func) for call in calls(module)}
    assert asked == set() or module in {
        "svod.cli.building",
        "svod.cli.progress",
        "svod.cli.watching",
        "svod.serve",
        "svod.publish.output",
        "svod.publish.state",
    }
    clock = said & {"date.today", "datetime.now", "datetime.today", "time.time", "uuid4", "uuid1"}
    assert clock == ({"date.today"} if module == "svod.cli.importing" else set())  # the day of an import
