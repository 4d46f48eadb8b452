"""Docs cannot go stale unseen: commands, event fields, pages, data files and links are named in them, and exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.cli import app
from dashboard.export import FORMATS
from dashboard.records import FIELDS

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
ALL_TEXT = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_command_is_named():
    names = [command.name or command.callback.__name__.removesuffix("_") for command in app.registered_commands]

    assert len(names) >= 11
    for name in names:
        assert re.search(rf"dashboard {name}\b", ALL_TEXT), name


def test_every_field_of_an_event_is_named():
    curation = (ROOT / "docs" / "curation.md").read_text(encoding="utf-8")
    for field in FIELDS:
        assert f"`{field}`" in curation, field


def test_every_export_is_named():
    exports = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8").lower()
    for name in FORMATS:
        assert name in exports


def test_every_page_of_the_docs_is_linked_from_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in readme, page.name


def test_every_reference_file_names_its_origin_and_licence():
    readme = (ROOT / "data" / "reference" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "data" / "reference").iterdir():
        if path.name != "README.md":
            assert path.name in readme, path.name
    for path in (ROOT / "data" / "reference").glob("a*/*"):  # actions, actors: a row a file
        assert f"| {path.parent.name}/{path.name} |" in readme, path.name


def test_every_module_and_top_level_folder_named_in_the_architecture_exists():
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`", text):
        candidates = [ROOT / "dashboard" / name, ROOT / name]
        assert any(path.exists() for path in candidates), name
