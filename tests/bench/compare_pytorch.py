#!/usr/bin/env python3
"""`ravine bench` beside PyTorch, which does the same work in the same run: eager nn.Sequential.

    tests/bench/compare_pytorch.py [--ravine PROGRAM] [--runs 7] [--only ID] [--threads N] [--json FILE]

Run by run the two take turns, so that both see the same of what else the machine does. Each figure is the median of
the runs, and the ratio is the median of the runs' ratios. PyTorch shuffles, takes its batches, looks at every step's
loss as the engine does, and measures the loss and the accuracy of all points after each epoch; that the engine also
follows the length of every update is left out on its side. For the pictures its inputs are there from the start.

PyTorch's speed is that of the BLAS library it finds, which the first lines name. With Debian's, take
libopenblas0-openmp: the reference library is slow, and the pthread build hinders PyTorch's own threads. Rows with
four threads mean something on an idle machine only: OpenMP's threads spin while they wait for one that has no core.
"""

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import time

try:
    import torch
except ImportError:
    sys.exit("compare_pytorch.py: PyTorch is missing; install Debian's python3-torch and run with /usr/bin/python3")

LEAST_SECONDS = 0.2  # of one run
ROOT = pathlib.Path(__file__).resolve().parents[2]


def points(count):
    generator = torch.Generator().manual_seed(7)
    x = torch.rand(count, 2, generator=generator) * 12 - 6
    return x, (x[:, 0] * x[:, 1] > 0).long()


def sequential(widths, activation, last=None):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, outputs), activation()]
    layers[-1:] = [last()] if last else []
    return torch.nn.Sequential(*layers)


def training(widths, batch, count):
    """A piece of work is an epoch; gives its samples."""
    x, classes = points(count)
    wide = widths[-1] > 1
    if wide:
        network, loss_of, y = sequential(widths, torch.nn.ReLU), torch.nn.CrossEntropyLoss(), classes
        optimizer = torch.optim.Adam(network.parameters(), lr=0.001)
    else:
        network, loss_of = sequential(widths, torch.nn.Tanh, torch.nn.Tanh), torch.nn.MSELoss()
        y = classes.float().unsqueeze(1) * 2 - 1
        optimizer = torch.optim.SGD(network.parameters(), lr=0.01)

    def epoch():
        order = torch.randperm(count)
        for first in range(0, count, batch):
            chosen = order[first:first + batch]
            optimizer.zero_grad()
            loss = loss_of(network(x[chosen]), y[chosen])
            if not math.isfinite(loss.item()):
                raise FloatingPointError("the loss is not finite")
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            outputs = network(x)
            loss_of(outputs, y).item()
            decided = outputs.argmax(1) if wide else (outputs[:, 0] > 0).long()
            (decided == classes).float().mean().item()
        return count

    return epoch


def boundary():
    """Gives its pixels."""
    network = sequential([2, 32, 32, 2], torch.nn.ReLU)
    middles = (torch.arange(256) + 0.5) / 256 * 12 - 6
    x = torch.cartesian_prod(middles, middles)

    def picture():
        with torch.no_grad():
            return torch.softmax(network(x), 1).shape[0]

    return picture


def loss_surface(at_once=16):
    """Gives its losses. `at_once` weight vectors fit into the second-level cache, where bmm is fastest."""
    x, classes = points(1000)
    widths, places = [2, 32, 32, 2], 64 * 64
    layers = [(torch.randn(places, inputs, outputs) * 0.3, torch.randn(places, 1, outputs) * 0.1)
              for inputs, outputs in zip(widths, widths[1:])]

    def losses(part):
        values = x.expand(at_once, -1, -1)
        for number, (weight, bias) in enumerate(layers):
            values = torch.bmm(values, weight[part]).add_(bias[part])
            if number + 1 < len(layers):
                values.relu_()
        flat = torch.nn.functional.cross_entropy(values.flatten(0, 1), classes.repeat(at_once), reduction="none")
        return flat.view(at_once, -1).mean(1)

    def surface():
        with torch.no_grad():
            for first in range(0, places, at_once):
                losses(slice(first, first + at_once))
        return places

    return surface


def wide_training():
    return training([2, 256, 256, 256, 2], 256, 10000)


# Id of `ravine bench`, threads, the work as PyTorch does it.
ROWS = [
    ("train_2_4_2_1", 1, lambda: training([2, 4, 2, 1], 10, 500)),
    ("train_2_8x6_1", 1, lambda: training([2, 8, 8, 8, 8, 8, 8, 1], 10, 500)),
    ("train_2_32_32_2", 1, lambda: training([2, 32, 32, 2], 32, 1000)),
    ("train_2_64x3_2", 1, lambda: training([2, 64, 64, 64, 2], 128, 10000)),
    ("train_2_256x3_2", 1, wide_training),
    ("train_2_256x3_2", 4, wide_training),
    ("boundary_256", 1, boundary),
    ("boundary_256", 4, boundary),
    ("loss_surface_64", 1, loss_surface),
    ("loss_surface_64", 4, loss_surface),
]


def blas_library():
    """The file that this process has loaded, or PyTorch's own."""
    torch.mm(torch.rand(9, 9), torch.rand(9, 9))
    loaded = {line.split()[-1] for line in pathlib.Path("/proc/self/maps").read_text().splitlines() if "blas" in line}
    return ", ".join(sorted(loaded)) or "PyTorch's own"


def processor():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")


def pytorch_rate(work, threads):
    torch.set_num_threads(threads)
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < LEAST_SECONDS:
        done += work()
    return done / (time.perf_counter() - start)


def ravine_rows(program, row):
    """One run of the row, by threads."""
    done = subprocess.run([program, "bench", "--json", "--only", row, "--runs", "1"], check=True, capture_output=True)
    return {row["threads"]: row for row in json.loads(done.stdout)["rows"]}


def compare(program, row, threads, work, runs):
    work()  # warms up
    ours, rates = [], []
    for _ in range(runs):
        ours.append(ravine_rows(program, row)[threads])
        rates.append(pytorch_rate(work, threads))
    return {"id": row, "label": ours[0]["label"], "threads": threads, "unit": ours[0]["unit"],
            "ravine": statistics.median(one["per_second"] for one in ours), "pytorch": statistics.median(rates),
            "ratio": statistics.median(one["per_second"] / rate for one, rate in zip(ours, rates)),
            "share_of_peak": statistics.median(one["share_of_peak"] for one in ours),
            "peak_gigaflops": statistics.median(one["peak_gigaflops"] for one in ours)}


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ravine", default=ROOT / "build/release/ravine", help="the program")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", choices=sorted({row[0] for row in ROWS}), help="the rows with this id alone")
    parser.add_argument("--threads", type=int, help="the rows with so many threads alone")
    parser.add_argument("--json", type=pathlib.Path, help="writes the figures here, too")
    return parser.parse_args()


def main():
    options = parse()
    if not os.access(options.ravine, os.X_OK):
        sys.exit(f"compare_pytorch.py: {options.ravine} is no program; build it, or say where it is with --ravine")
    machine = {"processor": processor(), "torch": torch.__version__, "blas": blas_library()}
    print(f"{machine['processor']}; PyTorch {machine['torch']}; BLAS: {machine['blas']}\n")
    if os.getloadavg()[0] > 1:
        print(f"The machine is busy (load {os.getloadavg()[0]:.1f}): rows with four threads mean nothing.\n")
    print("| work | threads | Ravine, a second | PyTorch, a second | times | share of peak |\n|---|---|---|---|---|---|")
    results = []
    for row, threads, make in ROWS:
        if options.only in (None, row) and options.threads in (None, threads):
            results.append(compare(options.ravine, row, threads, make(), options.runs))
            one = results[-1]
            print(f"| {one['label']} ({one['unit']}) | {threads} | {one['ravine']:,.0f} | {one['pytorch']:,.0f} "
                  f"| {one['ratio']:.3g} | {one['share_of_peak']:.1%} |", flush=True)
    if options.json:
        options.json.write_text(json.dumps(machine | {"rows": results}, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
