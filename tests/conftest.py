"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# No clock in a test: on a busy machine an example may take a second and be right.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")
