"""Checks with other people's programs. They take a minute, so they run only when asked for: make test-office."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "office" not in (config.getoption("markexpr") or ""):
        for item in items:
            if "office" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="needs LibreOffice or npm; run by make test-office"))
