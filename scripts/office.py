"""Install what `make test-office` opens our files with, or say in one line what is missing.

python scripts/office.py      prints nothing when there is nothing to do
"""

import os
import shutil
import subprocess
import sys

# Program -> the packages of Debian and Ubuntu that bring it.
NEEDED = {
    "soffice": ["libreoffice-impress", "libreoffice-calc", "fonts-liberation"],
    "pdftotext": ["poppler-utils"],
    "npm": ["npm"],
}


def missing() -> list[str]:
    return [program for program in NEEDED if shutil.which(program) is None]


def main() -> None:
    if missing() and shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        packages = [package for program in missing() for package in NEEDED[program]]
        print(f"Installing for the office checks: {' '.join(packages)}", file=sys.stderr)
        for words in (["update", "-q"], ["install", "-yq", "--no-install-recommends", *packages]):
            subprocess.run([*root, "apt-get", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if left := missing():
        packages = " ".join(package for program in left for package in NEEDED[program])
        sys.exit(f"The office checks need {', '.join(left)}. On Debian or Ubuntu: sudo apt-get install {packages}")


main()
