"""The folder of articles: change what an article's head says, remove an article, bring it back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard.articles import article_text, read_article
from dashboard.errors import ArticleError, DataError
from dashboard.model import Article
from dashboard.writes import content_digest, create_file, remove_file, write_file

REMOVED = ".removed"  # inside data/articles; hidden files and folders are no articles


def article_file(folder: Path, article_id: str) -> Path:
    """Return the file of an article. Raises ArticleError where there is none; an id never leads out of the folder."""
    for file in folder.iterdir() if folder.is_dir() else ():
        if file.stem == article_id and file.suffix in (".txt", ".md") and file.is_file() and not file.is_symlink():
            return file
    raise ArticleError(f"there is no article {article_id!r}")


def change_article(folder: Path, article_id: str, **fields: Any) -> Article:
    """Write other values of headline, publisher, published, url or language into an article's head; the text stays."""
    file = article_file(folder, article_id)
    before = file.read_bytes()
    changed = replace(read_article(file), **fields)
    write_file(file, article_text(changed).encode("utf-8"), expected=content_digest(before))
    return changed


def left_out(folder: Path) -> list[str]:
    """Return the files of the folder that are read as no article, each with the reason; hidden ones are nobody's."""
    found = []
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if file.name.startswith("."):
            continue
        if file.is_symlink():
            found.append(f"{file.name!r}: a link is not followed")
        elif file.is_dir():
            found.append(f"{file.name!r}: articles in folders are not read; use 'add' for it")
        elif not file.is_file():
            found.append(f"{file.name!r}: this is no file")
        elif file.suffix not in (".txt", ".md"):
            found.append(f"{file.name!r}: only .txt and .md are read here; use 'add' for other documents")
    return found


def remove_article(folder: Path, article_id: str) -> Path:
    """Take an article out of the folder and keep it aside; return where. An older one of its name makes room."""
    file = article_file(folder, article_id)
    aside = folder / REMOVED
    aside.mkdir(exist_ok=True)
    target = aside / file.name
    if target.exists():
        names = (aside / f"{file.stem}-{number}{file.suffix}" for number in range(2, 100_000))
        target.rename(next(name for name in names if not name.exists()))
    create_file(target, file.read_bytes())
    remove_file(file)
    return target


def removed_articles(folder: Path) -> list[Article]:
    """Return the articles that were removed and can be brought back."""
    found = []
    for file in sorted((folder / REMOVED).glob("*")) if (folder / REMOVED).is_dir() else ():
        if file.suffix in (".txt", ".md") and not file.name.startswith("."):
            try:
                found.append(read_article(file))
            except (ArticleError, DataError):
                continue
    return found


def restore_article(folder: Path, article_id: str) -> None:
    """Bring a removed article back under its old name. Raises ConflictError where that name is taken again."""
    file = article_file(folder / REMOVED, article_id)
    create_file(folder / file.name, file.read_bytes())
    remove_file(file)
