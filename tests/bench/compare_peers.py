#!/usr/bin/env python3
"""`ravine bench` beside PyTorch and dlib, which do the same work in the same run.

    tests/bench/compare_peers.py [--ravine PROGRAM] [--runs 7] [--only ID] [--threads N] [--json FILE]

Run by run they take turns, so that all see the same of what else the machine does. Each figure is the median of the
runs, and the ratio is the median of the runs' ratios. peer_pytorch.py and peer_dlib.cpp say what each does; one that is
not installed is left out.
"""

import json
import os
import pathlib
import statistics
import subprocess

import options as options_of
import peer_dlib
import peer_pytorch
from compare_table import table_head, table_line

PEERS = [peer_pytorch, peer_dlib]

# Id of `ravine bench`, and threads.
ROWS = [
    ("train_2_4_2_1", 1),
    ("train_2_8x6_1", 1),
    ("train_2_32_32_2", 1),
    ("train_2_64x3_2", 1),
    ("train_2_256x3_2", 1),
    ("train_2_256x3_2", 4),
    ("many_2_8_8_2", 1),
    ("many_2_8_8_2", 4),
    ("boundary_256", 1),
    ("boundary_256", 4),
    ("loss_surface_64", 1),
    ("loss_surface_64", 4),
]


def processor():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")


def ravine_row(program, row, threads):
    """One run of the row."""
    done = subprocess.run([program, "bench", "--json", "--only", row, "--runs", "1"], check=True, capture_output=True)
    return next(one for one in json.loads(done.stdout)["rows"] if one["threads"] == threads)


def compare(program, row, threads, peers, runs):
    works = {peer.NAME: peer.prepare(row, threads) for peer in peers if row in peer.WORKS}
    ours, rates = [], {name: [] for name in works}
    for _ in range(runs):
        ours.append(ravine_row(program, row, threads))
        for name, work in works.items():
            rates[name].append(work())
    per_second = [one["per_second"] for one in ours]
    return {"id": row, "label": ours[0]["label"], "threads": threads, "unit": ours[0]["unit"],
            "per_second": statistics.median(per_second),
            "share_of_peak": statistics.median(one["share_of_peak"] for one in ours),
            "peak_gigaflops": statistics.median(one["peak_gigaflops"] for one in ours),
            "peers": {name: {"per_second": statistics.median(of_peer),
                             "ratio": statistics.median(own / other for own, other in zip(per_second, of_peer))}
                      for name, of_peer in rates.items()}}


def compare_rows(program, rows, runs, tell=print):
    """Tells each row as soon as it is measured."""
    peers = [peer for peer in PEERS if not peer.MISSING]
    names = [peer.NAME for peer in peers]
    tell(table_head(names))
    results = []
    for row, threads in rows:
        results.append(compare(program, row, threads, peers, runs))
        tell(table_line(results[-1], names))
    return {"processor": processor(), "peers": {peer.NAME: peer.version() for peer in peers}, "rows": results}


def parse():
    parser = options_of.add_json(options_of.parser_for(__doc__))
    parser.add_argument("--only", choices=sorted({row for row, _ in ROWS}), help="the rows with this id alone")
    parser.add_argument("--threads", type=int, help="the rows with so many threads alone")
    return parser.parse_args()


def main():
    options = parse()
    program = options_of.program_of(options)
    for peer in PEERS:
        print(peer.MISSING or peer.version())
    if os.getloadavg()[0] > 1:
        print(f"The machine is busy (load {os.getloadavg()[0]:.1f}): rows with four threads mean nothing.")
    print(f"{processor()}\n")
    chosen = [row for row in ROWS if options.only in (None, row[0]) and options.threads in (None, row[1])]
    results = compare_rows(program, chosen, options.runs, lambda line: print(line, flush=True))
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
