"""Data runs one way, each library has one home, and no module hides one of Python's own."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

DASHBOARD = Path(__file__).resolve().parents[1] / "dashboard"
# A file may import only what stands above it (docs/architecture.md).
LAYERS = """
    errors dates model records yamlfile yamlrecords limits writes characters lexicon selection articles intake extract
    corroborate curation own_names store importers pipeline workbench annotating evaluate theme viewmodel preview
    briefing checking figures export linked session app_pages shell app cli_options cli_files cli_intake cli __main__
""".split()
HOMES = {
    "plotly": {"theme", "figures", "export", "linked", "app"},
    "streamlit": {"linked", "session", "app_pages", "shell", "app"},
    "duckdb": {"store"},
    "ibis": {"store"},
    "ruamel": {"yamlfile"},
}
FILES = sorted(DASHBOARD.rglob("*.py"))


def layer_of(module: str) -> str:
    return module.removeprefix("dashboard.").split(".")[0]


def module_of(file: Path) -> str:
    parts = file.relative_to(DASHBOARD.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """Yield every module that a file imports, wherever in it, with the line."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: write dashboard.x, not a relative import"
            if node.module == "dashboard":
                yield from ((f"dashboard.{alias.name}", node.lineno) for alias in node.names)
            elif node.module:
                yield node.module, node.lineno


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_a_file_imports_only_what_stands_above_it(file: Path):
    mine = layer_of(module_of(file)) if module_of(file) != "dashboard" else None
    assert mine is None or mine in LAYERS, f"{file.name} has no place in the order of layers"
    for name, line in imports(file):
        if not name.startswith("dashboard.") or layer_of(name) == "__version__":
            continue
        other = layer_of(name)
        assert mine is not None
        assert other in LAYERS, f"{file}:{line}: {name} has no place in the order of layers"
        assert LAYERS.index(other) <= LAYERS.index(mine), f"{file}:{line}: {mine} stands above {other}"


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_each_library_has_one_home(file: Path):
    for name, line in imports(file):
        homes = HOMES.get(name.split(".")[0])
        assert homes is None or layer_of(module_of(file)) in homes, f"{file}:{line}: {name} lives in {sorted(homes)}"


def test_no_module_hides_one_of_pythons_own_or_of_a_library():
    """Streamlit puts dashboard/ first on the path, so a module named like a library would be imported in its place."""
    taken = set(sys.stdlib_module_names) | set(packages_distributions()) - {"dashboard", "tests"}
    names = {path.stem for path in DASHBOARD.iterdir() if path.suffix == ".py" or path.is_dir()}

    assert not (names - {"__init__", "__main__", "__pycache__"}) & taken
