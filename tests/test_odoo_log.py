"""What a server's log tells of processes that die and are started again."""

import odoo_log

PREFIX = "2026-01-01 10:00:00,000 7 INFO db odoo.service.server: "
START = "HTTP service (werkzeug) running on 127.0.0.1:8069"
EVENTED = "Evented Service (longpolling) running on 127.0.0.1:8072"


def deaths(*texts, workers=2, crons=1):
    log = odoo_log.entries("\n".join(PREFIX + text for text in texts))
    return odoo_log.deaths(log, {"WorkerHTTP": workers, "WorkerCron": crons})


def alive(pid, kind="WorkerHTTP"):
    return f"Worker {kind} ({pid}) alive"


def test_every_process_once():
    assert deaths(START, alive(8), alive(9), EVENTED, alive(10, "WorkerCron")) == []


def test_a_worker_that_died():
    (said,) = deaths(START, alive(8), alive(9), EVENTED, alive(11))
    assert "WorkerHTTP" in said and "3 times" in said


def test_a_worker_that_had_done_enough():
    assert deaths(START, alive(8), alive(9), "Worker (8) max request (65536) reached.", alive(11)) == []


def test_the_process_of_websockets_again_and_again():
    (said,) = deaths(START, EVENTED, EVENTED, EVENTED)
    assert odoo_log.EVENTED in said and "3 times" in said


def test_a_server_started_twice_by_its_test():
    once = (START, alive(8), alive(9), EVENTED)
    assert deaths(*once, *once) == []


def test_what_a_process_printed_that_had_no_log():
    assert odoo_log.tracebacks("DeprecationWarning: old\n") == []
    error = "Traceback (most recent call last):\n  ...\nImportError: attempted"
    assert odoo_log.tracebacks(error) == [f"The server printed:\n{error}"]
    (said,) = odoo_log.tracebacks(f"starts\n--- Logging error ---\n{error}")
    assert said == f"The server printed:\n--- Logging error ---\n{error}"
