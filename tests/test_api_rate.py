"""Many small requests, and the same request several times at once."""

import time
from concurrent.futures import ThreadPoolExecutor

import doors

REQUESTS, ROWS, LARGE, AT_ONCE = 200, 50, 20_000, 4


def test_many_small_requests(server, key):
    taken = []
    for number in range(REQUESTS):
        start = time.monotonic()
        rows = [
            {"code": f"RATE-{number}-{row}", "name": f"Customer {number} {row}", "city": "Lille"} for row in range(ROWS)
        ]
        report = doors.json2(server, key, "import_rows", rows=rows, idempotency_key=f"rate {number}")
        assert (report["created"], report["state"]) == (ROWS, "done")
        taken.append(time.monotonic() - start)
    assert server.call("res.partner", "search_count", [["ref", "=like", "RATE-%"]]) == REQUESTS * ROWS
    # a request is not held up by those before it; what other programs hold up is not among the fastest
    first, last = (sorted(half)[REQUESTS // 20] for half in (taken[: REQUESTS // 2], taken[REQUESTS // 2 :]))
    assert last < 3 * first


def test_one_large_request(server, key):
    rows = [{"code": f"LARGE-{row}", "name": f"Customer {row}", "city": "Lille"} for row in range(LARGE)]
    report = doors.json2(server, key, "import_rows", rows=rows, idempotency_key="large")
    deadline = time.monotonic() + 600
    while report["state"] in ("queued", "running") and time.monotonic() < deadline:
        time.sleep(1)
        report = doors.json2(server, key, "get_report", run_id=report["run_id"], limit=1)
    assert (report["state"], report["progress"], report["created"]) == ("done", 100, LARGE)
    again = doors.json2(server, key, "import_rows", rows=rows, idempotency_key="large")
    assert (again["run_id"], len(again["changes"])) == (report["run_id"], 1000)
    last = doors.json2(server, key, "get_report", run_id=report["run_id"], offset=LARGE - 10)
    assert [change["code"] for change in last["changes"]] == [row["code"] for row in rows[-10:]]


def test_the_same_key_again(server, key):
    rows = [{"code": "KEY-1", "name": "Verrerie"}]
    first = doors.json2(server, key, "import_rows", rows=rows, idempotency_key="night 1")
    again = doors.json2(server, key, "import_rows", rows=rows, idempotency_key="night 1")
    assert again == first
    assert doors.json2(server, key, "import_rows", rows=rows)["run_id"] != first["run_id"]


def test_the_same_key_at_once(server, key):
    rows = [{"code": f"ONCE-{row}", "name": f"Customer {row}"} for row in range(500)]

    def send(_number):
        return doors.json2(server, key, "import_rows", rows=rows, idempotency_key="at once")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))
    assert len({answer["run_id"] for answer in answers}) == 1
    assert {answer["created"] for answer in answers} == {len(rows)}
    assert server.call("res.partner", "search_count", [["ref", "=like", "ONCE-%"]]) == len(rows)


def test_imports_at_once_make_no_twins(server, key):
    rows = [{"code": f"TWIN-{row}", "name": f"Customer {row}"} for row in range(200)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda _: doors.json2(server, key, "import_rows", rows=rows), range(AT_ONCE)))
    assert sorted(answer["created"] for answer in answers) == [0] * (AT_ONCE - 1) + [len(rows)]
    assert server.call("res.partner", "search_count", [["ref", "=like", "TWIN-%"]]) == len(rows)
