"""All that commands print and write in the current folder, each in a process of its own; started with an environment.

    python every_output.py COMMAND …

It prints JSON: by command its exit code and what stands on stdout and stderr, and by name each file in the folder. What
is heavy is imported once and each command is forked from that: a start for each would take most of the time.
"""

from __future__ import annotations

import hashlib
import json
import os
import pkgutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import hsplan


def printed(words: list[str]) -> list[str]:
    """How a command ends, and the bytes that it prints, as text that keeps each of them."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            sys.argv = ["hsplan", *words]
            _run()
        _, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        return [str(os.waitstatus_to_exitcode(status)), out.read().decode("latin-1"), err.read().decode("latin-1")]


def _run() -> None:
    from hsplan.__main__ import main

    code: object = 0
    try:
        main()
    except SystemExit as stopped:
        code = stopped.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(str(code or 0)))


def written(folder: Path) -> dict[str, str]:
    """What is in each file of a folder, by its name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


if __name__ == "__main__":
    for module in pkgutil.walk_packages(hsplan.__path__, "hsplan."):
        if not module.name.endswith("__main__"):
            import_module(module.name)

    everything = {command: printed(command.split()) for command in sys.argv[1:]}
    sys.stdout.write(json.dumps(everything | {name: [held] for name, held in written(Path()).items()}))
