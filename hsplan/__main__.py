"""The way in. `hsplan --version` is answered before anything heavy is imported."""

import sys

from hsplan import __version__

INTERRUPTED = 130
"""What a shell says of a command that was ended by Ctrl-C: 128 and the number of the signal."""


def main() -> None:
    """Run hsplan as a person does from a terminal."""
    if sys.argv[1:] == ["--version"]:
        print(f"hsplan {__version__}")
        return
    try:
        _run()
    except KeyboardInterrupt:  # typer tells it by this code too, but not before it has begun
        sys.exit(INTERRUPTED)


def _run() -> None:
    import gc

    gc.disable()  # importing makes much and drops little: looking for what was dropped would only take time
    from hsplan.cli import run

    gc.freeze()  # what is there by now stays until the end
    gc.enable()
    run()


if __name__ == "__main__":
    main()
