"""A running Odoo server with our addons and a French company, for tests that talk to it as another program does.

In: nothing. Out: LiveServer, on a database of its own that is dropped at the end.
"""

import contextlib
import re
import resource
import xmlrpc.client

import psutil

import databases
import odoo_log
import odoo_process
from environment import LOGS

# as in production: two processes for requests, two for scheduled actions; one for websockets comes by itself
WORKERS = ("--workers=2", "--max-cron-threads=2")

CRONS = 1  # processes for scheduled actions, as Odoo's configuration here says


class LiveServer:
    """One server and its database.

    `url`, `db`, `login` and `password` are what a client needs, `log` is the file it writes. A server of several
    processes answers websockets at `gevent_url`.
    """

    login = "admin"
    password = "admin"

    def __init__(self, database, log, arguments=(), variables=None):
        """Start a server.

        :param database: name of the database it serves
        :param log: Path of its log file
        :param arguments: more of Odoo's command line
        :param variables: dict, environment variables
        """
        self.db = database
        self.log = log
        self._arguments, self._variables = arguments, variables or {}
        self._harmless = []
        odoo_process.output_beside(log).unlink(missing_ok=True)
        self.start()

    def start(self):
        """Start the server, after :meth:`stop` or :meth:`kill` on new ports."""
        port, gevent_port = odoo_process.free_ports(2)
        self.url, self.gevent_url = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{gevent_port}"
        arguments = (f"--gevent-port={gevent_port}", *self._arguments)
        self._process = odoo_process.start_server(self.db, port, self.log, *arguments, **self._variables)
        self._user_id = None

    def stop(self):
        """Stop the server as an administrator does, and let it finish."""
        odoo_process.stop(self._process)

    def kill(self):
        """End the server in the middle of what it does, as a crash or a power cut would."""
        odoo_process.kill(self._process)

    def processes(self):
        """The processes that the server has started: dict of process id to psutil.Process."""
        return {child.pid: child for child in psutil.Process(self._process.pid).children(recursive=True)}

    def has_ended(self):
        """Whether the server has ended by itself."""
        return self._process.poll() is not None

    def limit_files(self, size=None):
        """Let the server write no file beyond a size, as a full disk does.

        :param size: int, in bytes; None: as much as it likes again
        """
        for pid in (self._process.pid, *self.processes()):
            _now, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (most if size is None else size, most))

    def call(self, model, method, *args, **kwargs):
        """Call a model's public method through XML-RPC.

        :param model: its name
        :param method: its name
        :param args: its arguments by position
        :param kwargs: its arguments by name
        :return: what it returns
        :raise xmlrpc.client.Fault: if it fails
        """
        if self._user_id is None:
            common = xmlrpc.client.ServerProxy(f"{self.url}/xmlrpc/2/common")
            self._user_id = common.authenticate(self.db, self.login, self.password, {})
        models = xmlrpc.client.ServerProxy(f"{self.url}/xmlrpc/2/object")
        return models.execute_kw(self.db, self._user_id, self.password, model, method, list(args), kwargs)

    def _kept(self):
        """How many processes the server keeps of each kind, as :func:`odoo_log.deaths` takes it."""
        found = dict(option.lstrip("-").split("=", 1) for option in self._arguments if "=" in option)
        crons = int(found.get("max-cron-threads", CRONS))
        return {"WorkerHTTP": int(found.get("workers", 0)), "WorkerCron": crons}

    def expect_in_log(self, pattern):
        """Let errors and warnings pass that a test provokes on purpose.

        :param pattern: regular expression that the log message contains
        """
        self._harmless.append(re.compile(pattern))

    def problems(self):
        """What the log tells that no test expects.

        :return: list of str
        """
        log = odoo_process.read(self.log)
        printed = odoo_log.tracebacks(odoo_process.output_beside(self.log).read_text(errors="replace"))
        found = [*odoo_process.problems(log), *odoo_log.deaths(log, self._kept()), *printed]
        return [text for text in found if not any(pattern.search(text) for pattern in self._harmless)]


@contextlib.contextmanager
def live_server(purpose="server", *arguments, template=databases.addons_template, variables=None):
    """A server on a new database, both gone at the end.

    :param purpose: a word for the names of its database and log
    :param arguments: more of Odoo's command line
    :param template: function that returns the name of the database to copy
    :param variables: dict, environment variables
    :return: context manager that gives a LiveServer
    :raise AssertionError: at the end, if the server logged an error or a warning about our addons
    """
    with (
        databases.copy_of(template(), purpose) as database,
        served(database, *arguments, variables=variables) as server,
    ):
        yield server


@contextlib.contextmanager
def served(database, *arguments, variables=None):
    """A server on a database that is there already, stopped at the end; otherwise as :func:`live_server`."""
    server = LiveServer(database, LOGS / f"{database}.log", arguments, variables)
    try:
        yield server
    finally:
        server.stop()
    problems = server.problems()
    assert not problems, "The server logged:\n" + "\n".join(problems)
    for file in (server.log, odoo_process.output_beside(server.log)):
        file.unlink()
