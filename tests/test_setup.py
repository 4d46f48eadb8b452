"""Setting up on a bare machine: one clear line where it cannot work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.test_layers import FILES, imports

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "scripts" / "environment.py"


def set_up(folder: Path, before: str = "pass", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script in a fresh interpreter, after the statements of `before`, for an environment in `folder`."""
    start = f"sys.argv = ['environment.py']; runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    code = f"import sys, runpy; {before}; {start}"
    return subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"VENV": str(folder / "venv"), **environment},
        capture_output=True,
        text=True,
        cwd=folder,
    )


def one_line(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 2
    last = result.stderr.strip().splitlines()[-1]
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in last


def test_a_too_old_python_is_told_what_is_needed(tmp_path: Path):
    result = set_up(tmp_path, "sys.version_info = (3, 9, 1)", PATH=str(tmp_path))

    one_line(result, "Python 3.11 or newer", "3.9")


def test_a_debian_python_without_venv_is_told_the_package(tmp_path: Path):
    result = set_up(tmp_path, "sys.modules['ensurepip'] = None")

    one_line(result, "no venv module", "python3-venv")


def test_a_failed_install_names_the_reason_and_the_log_and_is_tried_again(tmp_path: Path):
    for _ in range(2):
        result = set_up(tmp_path, PIP_NO_INDEX="1", PIP_FIND_LINKS="")
        one_line(result, "could not be installed", "install.log")
    assert not (tmp_path / "venv" / ".installed-requirements").exists()


def test_an_environment_that_was_cut_short_is_made_anew(tmp_path: Path):
    """Ctrl+C in the first minute leaves a Python without pip; nobody should have to know which folder to delete."""
    broken = tmp_path / "venv" / "bin" / "python"
    broken.parent.mkdir(parents=True)
    broken.write_text("not a program", encoding="utf-8")
    broken.chmod(0o755)
    result = set_up(tmp_path, PIP_NO_INDEX="1", PIP_FIND_LINKS="")

    assert "Making a Python environment" in result.stderr
    one_line(result, "could not be installed")


def test_every_library_that_the_app_imports_is_pinned():
    """What only comes along with another library can be gone with its next version."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {re.split(r"[=\[]", line)[0].lower().replace("_", "-") for line in lines if "==" in line}
    packages = packages_distributions()
    for file in FILES:
        for name, line in imports(file):
            library = name.split(".")[0]
            if library not in sys.stdlib_module_names and library != "dashboard":
                found = {package.lower().replace("_", "-") for package in packages[library]}
                assert found & pinned, f"{file}:{line}: {library} is not in requirements.txt"


def test_office_checks_without_their_programs_say_what_to_install(tmp_path: Path):
    """Skipped checks would look as if the slides had been opened in LibreOffice."""
    script = ROOT / "scripts" / "office.py"
    done = subprocess.run([sys.executable, script], env={"PATH": str(tmp_path)}, capture_output=True, text=True)

    assert done.returncode != 0
    assert "need soffice, pdftotext, npm" in done.stderr
    assert "apt-get install libreoffice-impress" in done.stderr
    assert len(done.stderr.splitlines()) == 1
