"""`script/python ARGS`: the environment's Python, in which Odoo and the addons of this checkout can be imported."""

import os
import sys

from environment import VENV_PYTHON, show_steps
from set_up import set_up


def main():
    os.execve(VENV_PYTHON, [str(VENV_PYTHON), *sys.argv[1:]], set_up())


if __name__ == "__main__":
    show_steps(main)
