"""What the command lines of the benchmarks have in common."""

import argparse
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def parser_for(description, runs=7):
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--ravine", type=pathlib.Path, default=ROOT / "build/release/ravine", help="the program")
    parser.add_argument("--runs", type=int, default=runs)
    return parser


def add_json(parser):
    parser.add_argument("--json", type=pathlib.Path, help="writes the figures here, too")
    return parser


def program_of(options):
    """Ends the script where there is none."""
    if not os.access(options.ravine, os.X_OK):
        sys.exit(f"{pathlib.Path(sys.argv[0]).name}: {options.ravine} is no program; build it, or say where it is with "
                 "--ravine")
    return options.ravine.resolve()
