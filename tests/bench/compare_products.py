#!/usr/bin/env python3
"""The matrix products of a dense layer, `ravine bench --only products`, beside Eigen's, by size.

    tests/bench/compare_products.py [--ravine PROGRAM] [--runs 7] [--json FILE]

They take turns, as in compare_peers.py. peer_eigen.py and peer_eigen.cpp say what Eigen does.
"""

import datetime
import json
import os
import re
import statistics
import subprocess
import sys

import options as options_of
import peer_eigen
from products_page import products_table


def ravine_rows(program):
    """One run of all."""
    done = subprocess.run([program, "bench", "--json", "--only", "products", "--runs", "1"], check=True,
                          capture_output=True)
    return json.loads(done.stdout)["rows"]


def shape_of(row):
    """Product, inputs, outputs and samples, from "forward 2-4, batch 10"."""
    return re.fullmatch(r"(\w+) (\d+)-(\d+), batch (\d+)", row["label"]).groups()


def fastest(runs):
    """Of rates by run, shape and way, those of the way with the highest median: by shape and run."""
    return [max(zip(*of_shape), key=statistics.median) for of_shape in zip(*runs)]


def measure(works, runs):
    """They take turns; gives GFLOP/s by program, shape and run."""
    rates = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            rates[name].append(work())
    return {name: fastest(of_program) for name, of_program in rates.items()}


def times(rates, peer, shapes):
    """How many times as fast these are together, each of which has as many operations: the median of the runs."""
    seconds = {name: [sum(1 / rate for rate in run) for run in zip(*(rates[name][shape] for shape in shapes))]
               for name in ("ravine", peer)}
    return statistics.median(other / own for own, other in zip(seconds["ravine"], seconds[peer]))


def layer_figures(shapes, layer, rates):
    places = {shape[0]: place for place, shape in enumerate(shapes) if shape[1:] == layer}
    return {**dict(zip(("inputs", "outputs", "samples"), map(int, layer))),
            "products": {product: {"gigaflops": statistics.median(rates["ravine"][place]),
                                   "eigen": statistics.median(rates["eigen"][place]),
                                   "times": times(rates, "eigen", [place])} for product, place in places.items()},
            "times": times(rates, "eigen", places.values()),
            "times_as_built": times(rates, "eigen_as_built", places.values())}


def compare(program, runs):
    """Medians of the runs; nothing where there is no Eigen."""
    if peer_eigen.MISSING:
        return None
    shapes = [shape_of(row) for row in ravine_rows(program)]
    processor, load = peer_eigen.widest(), os.getloadavg()[0]
    rates = measure({"ravine": lambda: [[row["gigaflops"]] for row in ravine_rows(program)],
                     "eigen": peer_eigen.prepare(processor, shapes),
                     "eigen_as_built": peer_eigen.prepare("", shapes)}, runs)
    return {"date": datetime.date.today().isoformat(), "load": load, "runs": runs, "eigen": peer_eigen.version(),
            "processor": processor,
            "layers": [layer_figures(shapes, layer, rates) for layer in dict.fromkeys(shape[1:] for shape in shapes)]}


def main():
    options = options_of.add_json(options_of.parser_for(__doc__)).parse_args()
    program = options_of.program_of(options)
    if peer_eigen.MISSING:
        sys.exit(f"compare_products.py: {peer_eigen.MISSING}")
    results = compare(program, options.runs)
    print(products_table(results))
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
