"""No two test processes are given one port, wherever they begin to look."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

ASK = """
import os
os.getpid = lambda: 1  # all of them begin at one place
from tests.factories.ports import free_port
print(free_port(), free_port(), flush=True)
input()
"""


def test_a_port_belongs_to_the_process_that_asked_until_it_ends() -> None:
    with ExitStack() as running:
        asking = [
            running.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", ASK],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                    cwd=Path(__file__).parents[2],
                )
            )
            for _ in range(3)
        ]
        running.callback(lambda: [process.kill() for process in asking])
        given = [process.stdout.readline().split() for process in asking if process.stdout]
        ports = [port for each in given for port in each]
        assert len(set(ports)) == 6, given
        asking[0].kill()
        asking[0].wait(10)
        again = subprocess.run(
            [sys.executable, "-c", ASK],
            input="\n",
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )
    assert again.stdout.split() == given[0], "the dead hold nothing"
