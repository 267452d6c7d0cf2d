#!/usr/bin/env python3
"""Measures everything in docs/performance.md and writes the page, its chart and the figures (docs/performance.json):
those of this machine first, then those that were measured on other processors.

    /usr/bin/python3 tests/bench/performance.py [--ravine PROGRAM] [--runs 7]      measures: six minutes
    tests/bench/performance.py --from docs/performance.json                       writes the page again
    tests/bench/performance.py --from docs/performance.json --only products       measures the products alone anew
    tests/bench/performance.py --from docs/performance.json --only landscape      or the frames of races

Rows with several threads are left out where the machine has other work. Needs Debian's packages python3-torch,
libdlib-dev, libeigen3-dev, libopenblas0-openmp, g++ and xvfb; what is not there is left out.
"""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import compare_peers
import compare_products
import landscape_frames
import options as options_of
from performance_page import OF_OTHERS, pages

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Threads that wait for one that has no core spin, and rows with several take minutes and mean nothing.
MOST_LOAD = 1


def tell(words):
    print(words, flush=True)


def bench(program, *options):
    done = subprocess.run([program, "bench", "--json", *options], check=True, capture_output=True)
    return json.loads(done.stdout)


def rounded(value):
    """To five digits: more is noise."""
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value


def start_up_figures(program):
    """In a process of its own: the system counts memory from before the program is loaded, and PyTorch's is large."""
    with tempfile.NamedTemporaryFile() as file:
        script = pathlib.Path(__file__).with_name("start_up.py")
        subprocess.run([sys.executable, "-B", script, "--ravine", program, "--json", file.name], check=True)
        return json.load(file)


def product_figures(program, runs):
    tell("Products beside Eigen …")
    return rounded({"products": compare_products.compare(program, runs)})


def landscape_figures(program, runs):
    tell("Frames of races …")
    return rounded({"landscape": landscape_frames.measure(program, runs)})


# What can be measured anew by itself.
PARTS = {"products": product_figures, "landscape": landscape_figures}


def measure(program, runs):
    load = os.getloadavg()[0]
    tell("Beside PyTorch and dlib:")
    works = [row for row in compare_peers.ROWS if row[1] == 1 or load < MOST_LOAD]
    compared = compare_peers.compare_rows(program, works, runs, tell)
    tell("By width, and row by row of the tables …")
    widths = bench(program, "--only", "widths", "--runs", str(runs))
    rows = bench(program, "--rows", "--runs", str(runs))
    tell("Start and memory …")
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    return rounded({"date": datetime.date.today().isoformat(), "version": version, "cores": widths["cores"],
                    "processor": compared["processor"], "vectors": widths["vectors"], "load": load, "runs": runs,
                    "peers": compared["peers"], "works": compared["rows"], "widths": widths["rows"], "rows": rows["rows"],
                    **product_figures(program, runs), **landscape_figures(program, runs),
                    "start_up": start_up_figures(program)})


def is_same_machine(one, other):
    return all(one[key] == other[key] for key in ("processor", "vectors", "cores"))


def write(folder, machines):
    texts = {"performance.json": json.dumps(machines, indent=1, ensure_ascii=False) + "\n", **pages(machines)}
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        tell(f"wrote {folder / name}")


def parse():
    parser = options_of.parser_for(__doc__)
    parser.add_argument("--from", dest="source", type=pathlib.Path, help="figures that were measured before")
    parser.add_argument("--only", choices=PARTS, help="with --from: those of this part are measured anew")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "docs", help="folder for the page")
    return parser.parse_args()


def figures(options):
    source = options.source or options.out / "performance.json"
    before = json.loads(source.read_text(encoding="utf-8")) if source.exists() else []
    if options.source and not options.only:
        return before
    program = options_of.program_of(options)
    if options.source:
        return [{**before[0], **PARTS[options.only](program, options.runs)}, *before[1:]]
    here = measure(program, options.runs)
    others = [one for one in before if not is_same_machine(one, here)]
    return [here, *({key: one[key] for key in OF_OTHERS} for one in others)]


def main():
    options = parse()
    write(options.out, figures(options))


if __name__ == "__main__":
    main()
