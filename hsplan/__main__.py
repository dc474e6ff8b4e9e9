"""The way in. `hsplan --version` is answered before anything heavy is imported."""

import sys

from hsplan import __version__


def main() -> None:
    """Run hsplan as a person does from a terminal."""
    if sys.argv[1:] == ["--version"]:
        print(f"hsplan {__version__}")
        return
    _end_at_once()
    from hsplan.workspace.ending import heed_signals

    heed_signals(interrupted)
    _run()


def _end_at_once() -> None:
    """Ctrl-C ends the process while there is nothing to tidy up: Python would raise an exception within imports."""
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupted(*, written: bool) -> None:
    """What somebody at a terminal is told who pressed Ctrl-C; whoever reads a log has the exit code."""
    import os

    if os.isatty(2):
        os.write(2, f"\ninterrupted; {'all' if written else 'nothing'} was written\n".encode())


def _run() -> None:
    import gc

    gc.disable()  # importing makes much and drops little: looking for what was dropped would only take time
    from hsplan.cli import run

    gc.freeze()  # what is there by now stays until the end
    gc.enable()
    run()


if __name__ == "__main__":
    main()
