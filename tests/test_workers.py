"""A server of several processes: each of them starts once and stays."""

import subprocess
import time
import urllib.request

import odoo_process
from environment import ROOT


def test_no_process_dies(server):
    assert status_of(f"{server.gevent_url}/websocket/health", lambda: not server.has_ended()) == 200
    before = server.processes().keys()
    assert len(before) == 5  # two for requests, two for scheduled actions, one for websockets
    for _time in range(3):
        assert server.call("res.partner", "search_count", [["ref", "=", "nobody"]]) == 0
    assert server.processes().keys() == before
    assert not server.problems()


def test_the_command_line_starts_several_processes(server, tmp_path):
    """`script/odoo` starts the process of websockets as well, which starts by the command of its parent."""
    port, gevent_port = odoo_process.free_ports(2)
    output = tmp_path / "output"
    ports = [f"--http-port={port}", f"--gevent-port={gevent_port}"]
    options = ["-d", server.db, "--workers=1", "--max-cron-threads=0", *ports]
    with open(output, "w") as stream:
        process = subprocess.Popen([ROOT / "script" / "odoo", *options], stderr=stream, start_new_session=True)
    try:
        answer = status_of(f"http://127.0.0.1:{gevent_port}/websocket/health", lambda: process.poll() is None)
    finally:
        odoo_process.stop(process)
    assert answer == 200
    assert "Traceback" not in output.read_text()


def status_of(url, lives):
    """Return the status of the first answer, 0 where there is none.

    :param lives: function that says whether the server is there at all
    """
    deadline = time.monotonic() + odoo_process.START_TIMEOUT
    while lives() and time.monotonic() < deadline:
        try:
            return urllib.request.urlopen(url).status
        except OSError:
            time.sleep(0.1)
    return 0
