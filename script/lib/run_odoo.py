"""`script/odoo ARGS`: Odoo's command line in this environment; the database server is started when it is down."""

import os
import sys

import postgres
from environment import VENV_PYTHON, show_steps
from get_odoo import source_here
from set_up import set_up


def main():
    variables = set_up()
    postgres.start()
    os.execve(VENV_PYTHON, [str(VENV_PYTHON), str(source_here().command), *sys.argv[1:]], variables)


if __name__ == "__main__":
    show_steps(main)
