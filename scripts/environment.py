"""Make .venv with the pinned requirements, or leave it as it is when they have not changed.

    python3 scripts/environment.py [requirements.txt]     prints nothing when there is nothing to do

Runs on whatever Python a machine has, so it keeps to what old ones understand until it has seen the version.
"""

import hashlib
import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.environ.get("VENV") or os.path.join(ROOT, ".venv")


def stop(message):
    sys.stderr.write(message + "\n")
    sys.exit(2)


def use_new_enough_python():
    """Go on in a newer Python where this one is too old and the machine has another."""
    if sys.version_info >= NEEDED:
        return
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        path = shutil.which(name)
        check = "import sys; sys.exit(sys.version_info < (3, 11))"
        if path and subprocess.call([path, "-c", check], stderr=subprocess.DEVNULL) == 0:
            os.execv(path, [path] + sys.argv)
    stop(
        "Dateline needs Python 3.11 or newer; this is Python %d.%d. "
        "Install one, or name it: make run PYTHON=/path/to/python3" % sys.version_info[:2]
    )


def venv_python():
    return os.path.join(VENV, "Scripts" if os.name == "nt" else "bin", "python.exe" if os.name == "nt" else "python")


def works():
    """Tell whether there is an environment that packages can be put into; one cut short has no pip."""
    if not os.path.exists(venv_python()):
        return False
    try:
        with open(os.devnull, "w") as nowhere:
            return subprocess.call([venv_python(), "-m", "pip", "--version"], stdout=nowhere, stderr=nowhere) == 0
    except OSError:
        return False


def requirements_digest(names):
    digest = hashlib.sha256(sys.version.encode())
    for name in sorted(set(names) | {"requirements.txt", "constraints.txt"}):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def make_venv():
    sys.stderr.write("Making a Python environment in %s ...\n" % os.path.relpath(VENV))
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        stop("This Python has no venv module. On Debian or Ubuntu: sudo apt install python3-venv; then run this again.")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
        stop("The environment %s could not be made; is the folder writable and the disk not full?" % VENV)


def install(names):
    what = "packages" if names == ["requirements.txt"] else "packages for development"
    sys.stderr.write("Installing the pinned %s (once; a few minutes) ...\n" % what)
    command = [venv_python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for name in names:
        command += ["-r", os.path.join(ROOT, name)]
    log = os.path.join(VENV, "install.log")
    with open(log, "w") as output:
        failed = subprocess.call(command, stdout=output, stderr=subprocess.STDOUT)
    if failed:
        with open(log) as output:
            lines = [line.strip() for line in output if line.startswith("ERROR")] or ["no reason given"]
        stop(
            "The packages could not be installed: %s. Is there a network? The whole log: %s"
            % (lines[-1][:300], os.path.relpath(log))
        )


def main():
    use_new_enough_python()
    names = sys.argv[1:] or ["requirements.txt"]
    stamp = stamp_file(names)
    if os.path.exists(venv_python()) and os.path.exists(stamp):
        with open(stamp) as file:
            if file.read() == requirements_digest(names):
                return
    if not works():
        make_venv()
    install(names)
    # The development environment holds everything that the app needs, so it counts for both.
    for done in ([names[0]], names):
        with open(stamp_file(done), "w") as file:
            file.write(requirements_digest(done))


def stamp_file(names):
    return os.path.join(VENV, ".installed-" + names[-1].split(".")[0])


main()
