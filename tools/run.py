"""`make run`: sets up what is due, starts every process, and says which address to open."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress

from tools.setup import set_up
from tools.steps import LOGS, ROOT, SetUpFailed, environment, say

LONGEST_START_SECONDS = 120
PORTS = {"ORIENTA_PORT": "8000", "ORIENTA_RASA_PORT": "5005", "ORIENTA_ACTIONS_PORT": "5055"}


def main() -> int:
    """Set up, start, wait; return the exit status."""
    started = time.monotonic()
    try:
        ports = {name: os.environ.get(name) or usual for name, usual in PORTS.items()}
        _check_ports(ports)
        set_up()
        return _serve(ports, started)
    except SetUpFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def serving_environment(ports: dict[str, str]) -> dict[str, str]:
    """Return the environment of the processes, which the Procfile reads."""
    data = os.environ.get("ORIENTA_DATA") or str(ROOT / "var")
    return environment() | ports | {
        "ORIENTA_RASA_TOKEN": secrets.token_urlsafe(24),
        "ORIENTA_HOST": os.environ.get("ORIENTA_HOST") or "127.0.0.1",
        "ORIENTA_DATA": data,
        "ORIENTA_ACTIONS_URL": f"http://127.0.0.1:{ports['ORIENTA_ACTIONS_PORT']}",
        "ORIENTA_TRACKER_DB": f"{data}/rasa.db",
    }  # fmt: skip


def _serve(ports: dict[str, str], started: float) -> int:
    address = f"http://{os.environ.get('ORIENTA_HOST') or '127.0.0.1'}:{ports['ORIENTA_PORT']}"
    say("Starting …")
    log = (LOGS / "run.log").open("w", encoding="utf-8")
    processes = subprocess.Popen(
        [".venv/bin/honcho", "start", "--no-colour"],
        cwd=ROOT,
        env=serving_environment(ports),
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _wait_until_well(address, processes)
        print(f"\nOrienta is ready: {address}   (after {time.monotonic() - started:.0f} s; Ctrl-C stops it)")
        sys.stdout.flush()
        processes.wait()
        raise SetUpFailed(f"A process ended, so all were stopped. {LOGS / 'run.log'} says why.")
    finally:
        _stop(processes)


def _wait_until_well(address: str, processes: subprocess.Popen[bytes]) -> None:
    for _ in range(LONGEST_START_SECONDS * 2):
        if processes.poll() is not None:
            raise SetUpFailed(f"A process did not start. {LOGS / 'run.log'} says why.")
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SetUpFailed(f"Not all parts became well in time. {LOGS / 'run.log'} says why.")


def _stop(processes: subprocess.Popen[bytes]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if processes.poll() is None:
        processes.send_signal(signal.SIGTERM)  # honcho passes it on and waits
        with suppress(subprocess.TimeoutExpired):
            processes.wait(15)
    with suppress(ProcessLookupError):
        os.killpg(processes.pid, signal.SIGKILL)


def _check_ports(ports: dict[str, str]) -> None:
    for name, port in ports.items():
        host = os.environ.get("ORIENTA_HOST") if name == "ORIENTA_PORT" else None
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host or "127.0.0.1", int(port)))
            except OSError:
                raise SetUpFailed(
                    f"Port {port} is in use, perhaps by another Orienta. Stop it,"
                    f" or choose another: `{name}={int(port) + 100} make run`."
                ) from None


if __name__ == "__main__":
    sys.exit(main())
