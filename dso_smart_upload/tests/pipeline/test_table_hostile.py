"""Files made to do harm are refused with a sentence, or read right, soon and in little memory."""

import multiprocessing
import resource
import time

import pytest
from hostile_files import FILES

from odoo.addons.dso_smart_upload.pipeline.message import FileError
from odoo.addons.dso_smart_upload.pipeline.table import read_blocks, read_table

pytestmark = pytest.mark.slow

SECONDS = 10  # of the processor; they take one where it is fast and nothing else runs
MEMORY = 2**28  # bytes that the pipeline may take in any case, and
TIMES = 1.5  # so many times the size of the file


def _read(content, name, answers):
    """Read ``content`` in a process of its own: answer what came of it, seconds and bytes of memory, each way."""
    for read in (lambda: [read_table(content, name)], lambda: read_blocks(content, name, 5000)):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        try:
            result = sum(len(table.lines) for table in read())
        except FileError as error:
            assert str(error).endswith(".")
            result = error.message.kind
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
        answers.put((result, time.process_time() - start, memory))


@pytest.mark.parametrize("name", FILES)
def test_hostile_files(name):
    make, expected = FILES[name]
    content = make()
    process = multiprocessing.get_context("fork")
    answers = process.SimpleQueue()
    child = process.Process(target=_read, args=(content, name, answers))
    child.start()
    child.join(60)
    child.kill()
    assert child.exitcode == 0
    for result, seconds, memory in (answers.get(), answers.get()):
        print(f"{name} {len(content) / 1e6:.2f} MB: {result} {seconds:.2f} s {memory / 1e6:.0f} MB")
        assert result == expected
        assert seconds < SECONDS
        assert memory < MEMORY + TIMES * len(content)
