#!/usr/bin/env python3
"""What PyTorch does on a GPU of the work that `ravine bench --backend cuda` measures.

    tests/bench/peer_cuda.py [--json FILE] [--runs 7] [--only ID] [--device cpu --quick]

PyTorch is taken as somebody who knows it well would: whole steps in CUDA graphs, so that its kernels follow each other
without Python in between, Adam as one kernel ("fused"), data on the GPU from the start, memory warmed up. Each figure is
the median of the runs; a run is the whole time between two moments at which the GPU has nothing left to do. TF32, which
rounds factors to 10 bits, is off except where a row says so. `--device cpu --quick` tries the code without a GPU; its
numbers mean nothing.
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import statistics
import sys
import time

import torch

QUICK = {"networks": 40, "grid": 16, "epochs": 2, "least_seconds": 0.01, "sample": 1}
FULL = {"networks": 10_000, "grid": 512, "epochs": 200, "least_seconds": 0.5, "sample": 3}


class Bench:
    """Where and how long to measure."""

    def __init__(self, device, runs, amounts):
        self.device, self.runs, self.amounts = torch.device(device), runs, amounts
        self.has_gpu = self.device.type == "cuda"

    def wait(self):
        if self.has_gpu:
            torch.cuda.synchronize()

    def recorded(self, work):
        """The work as one CUDA graph, after it has been done three times, as PyTorch asks."""
        if not self.has_gpu:
            return work
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                work()
        torch.cuda.current_stream().wait_stream(side)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            work()
        return graph.replay

    def seconds(self, work):
        """Of each run of the work, once."""
        work()
        found = []
        for _ in range(self.runs):
            self.wait()
            start = time.perf_counter()
            work()
            self.wait()
            found.append(time.perf_counter() - start)
        return found

    def rates(self, work, done):
        """How much of what `work` does `done` of a second, for each run; a run repeats it for a while."""
        work()
        self.wait()
        found = []
        for _ in range(self.runs):
            times, start = 0, time.perf_counter()
            while time.perf_counter() - start < self.amounts["least_seconds"]:
                work()
                times += 1
                if times % 16 == 0:
                    self.wait()  # else the host runs ahead and the clock is read before the work is done
            self.wait()
            found.append(times * done / (time.perf_counter() - start))
        return found


def summary(label, unit, values, how):
    return {"label": label, "unit": unit, "median": statistics.median(values), "least": min(values),
            "most": max(values), "runs": len(values), "how": how}


def points(count, device):
    generator = torch.Generator().manual_seed(7)
    x = torch.rand(count, 2, generator=generator) * 12 - 6
    return x.to(device), (x[:, 0] * x[:, 1] > 0).long().to(device)


def sequential(widths, activation):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [torch.nn.Linear(inputs, outputs), activation()]
    return torch.nn.Sequential(*layers[:-1])


def adam(parameters, bench):
    """As one kernel where PyTorch has it."""
    if bench.has_gpu:
        return torch.optim.Adam(parameters, lr=1e-3, capturable=True, fused=True)
    return torch.optim.Adam(parameters, lr=1e-3)


def training_rates(bench, widths, activation, batch, steps_of_epoch, steps_at_once):
    """Steps a second. The points are shuffled in each epoch; a graph takes the next `steps_at_once` batches of them."""
    torch.manual_seed(1)
    count = batch * steps_of_epoch
    x, classes = points(count, bench.device)
    network = sequential(widths, activation).to(bench.device)
    optimizer, loss_of = adam(network.parameters(), bench), torch.nn.CrossEntropyLoss()
    order = torch.randperm(count, device=bench.device)
    chosen = order[:batch * steps_at_once].clone()
    losses = torch.zeros(steps_at_once, device=bench.device)

    def steps():
        for step, samples in enumerate(chosen.split(batch)):
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(network(x[samples]), classes[samples])
            loss.backward()
            optimizer.step()
            losses[step] = loss.detach()

    replay = bench.recorded(steps)

    def epoch():
        torch.randperm(count, out=order)
        for part in order.split(batch * steps_at_once):
            chosen.copy_(part)
            replay()

    rates = bench.rates(epoch, steps_of_epoch)
    if not bool(torch.isfinite(losses).all()):
        sys.exit("peer_cuda.py: the loss is not finite")
    return rates


def small_steps(bench):
    rows = {}
    for at_once in (1, 32):
        rates = training_rates(bench, [2, 32, 32, 2], torch.nn.Tanh, 32, 32, at_once)
        how = f"{at_once} step{'s' * (at_once > 1)} in each CUDA graph, fused Adam, 1,024 points shuffled on the GPU"
        rows[f"steps_2_32_32_2_by_{at_once}"] = summary(
            f"2-32-32-2, tanh, Adam, batches of 32, {at_once} to a graph", "steps/s", rates, how)
    return rows


def wide_steps(bench):
    rows = {}
    for tf32 in (False, True):
        torch.backends.cuda.matmul.allow_tf32 = tf32
        rates = training_rates(bench, [2, 256, 256, 256, 2], torch.nn.ReLU, 4096, 8, 8)
        name = "TF32" if tf32 else "float32"
        rows[f"steps_2_256x3_2_{name.lower()}"] = summary(
            f"2-256-256-256-2, ReLU, Adam, batches of 4096, {name}", "steps/s", rates,
            f"8 steps in each CUDA graph, fused Adam, 32,768 points shuffled on the GPU, products in {name}")
    torch.backends.cuda.matmul.allow_tf32 = False
    return rows


def train_one(epochs, seed):
    """2-8-8-2 on 200 points, on one thread of the processor: batches of 20, shuffled in each epoch."""
    torch.manual_seed(seed)
    x, classes = points(200, "cpu")
    network, loss_of = sequential([2, 8, 8, 2], torch.nn.Tanh), torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
    for _ in range(epochs):
        order = torch.randperm(200)
        for first in range(0, 200, 20):
            chosen = order[first:first + 20]
            optimizer.zero_grad(set_to_none=True)
            loss_of(network(x[chosen]), classes[chosen]).backward()
            optimizer.step()


def train_some(arguments):
    networks, epochs, seed = arguments
    torch.set_num_threads(1)
    train_one(1, seed)
    start = time.perf_counter()
    for number in range(networks):
        train_one(epochs, seed + number)
    return time.perf_counter() - start


def many_on_processor(bench):
    """A sample, one process on each core; the rest is as many times longer."""
    cores, sample, epochs = len(os.sched_getaffinity(0)), bench.amounts["sample"], bench.amounts["epochs"]
    found = []
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        for run in range(min(bench.runs, 5)):
            each = pool.map(train_some, [(sample, epochs, 1000 * run + core) for core in range(cores)], chunksize=1)
            found.append(statistics.mean(each) / (sample * cores) * bench.amounts["networks"])
    how = (f"{sample} networks on each of {cores} cores at the same time, one thread each, and {bench.amounts['networks']:,} "
           "taken to last as many times longer")
    return {"many_2_8_8_2_processor": summary(f"{bench.amounts['networks']:,} networks 2-8-8-2, {cores} CPU cores", "s",
                                              found, how)}


def many_on_gpu(bench):
    """All networks side by side: their weights are one tensor, their products one torch.baddbmm."""
    torch.manual_seed(1)
    networks, epochs, batch, count = bench.amounts["networks"], bench.amounts["epochs"], 20, 200
    x, classes = points(count, bench.device)
    widths = [2, 8, 8, 2]
    parameters = []
    for inputs, outputs in zip(widths, widths[1:]):
        bound = inputs**-0.5
        for shape in ((networks, inputs, outputs), (networks, 1, outputs)):
            start = (torch.rand(shape, device=bench.device) * 2 - 1) * bound
            parameters.append(start.requires_grad_())
    optimizer = adam(parameters, bench)
    order = torch.zeros(networks, count, dtype=torch.long, device=bench.device)

    def epoch():
        order.copy_(torch.rand(networks, count, device=bench.device).argsort(1))
        for first in range(0, count, batch):
            chosen = order[:, first:first + batch]
            values = x[chosen]
            for layer in range(3):
                values = torch.baddbmm(parameters[2 * layer + 1], values, parameters[2 * layer])
                values = torch.tanh(values) if layer < 2 else values
            optimizer.zero_grad(set_to_none=True)
            loss = torch.nn.functional.cross_entropy(values.flatten(0, 1), classes[chosen].flatten(), reduction="sum")
            (loss / batch).backward()
            optimizer.step()

    replay = bench.recorded(epoch)

    def run():
        for _ in range(epochs):
            replay()

    found = bench.seconds(run)
    how = "all networks in one tensor, torch.baddbmm, fused Adam, an epoch in each CUDA graph"
    return {"many_2_8_8_2_gpu": summary(f"{networks:,} networks 2-8-8-2, batched on the GPU", "s", found, how)}


def surface_seconds(bench, at_once):
    torch.manual_seed(1)
    x, classes = points(1000, bench.device)
    widths, grid = [2, 32, 32, 2], bench.amounts["grid"]
    shapes = [shape for inputs, outputs in zip(widths, widths[1:]) for shape in ((inputs, outputs), (1, outputs))]
    origin, first, second = ([torch.randn(shape, device=bench.device) * 0.3 for shape in shapes] for _ in range(3))
    steps = torch.linspace(-1, 1, grid, device=bench.device)
    places = torch.cartesian_prod(steps, steps)
    losses, classes = torch.empty(grid * grid, device=bench.device), classes.repeat(at_once)

    def part(begin):
        a, b = (places[begin:begin + at_once, i].view(-1, 1, 1) for i in (0, 1))
        values = x.expand(a.shape[0], -1, -1)
        for layer in range(3):
            weight, bias = (origin[2 * layer + i] + a * first[2 * layer + i] + b * second[2 * layer + i] for i in (0, 1))
            values = torch.baddbmm(bias, values, weight)
            values = torch.relu_(values) if layer < 2 else values
        each = torch.nn.functional.cross_entropy(values.flatten(0, 1), classes[:1000 * a.shape[0]], reduction="none")
        losses[begin:begin + at_once] = each.view(a.shape[0], -1).mean(1)

    def surface():
        with torch.no_grad():
            for begin in range(0, grid * grid, at_once):
                part(begin)

    return bench.seconds(bench.recorded(surface))


def loss_surface(bench):
    """With as many places at once as are fastest."""
    tried = {at_once: surface_seconds(bench, at_once) for at_once in (256, 1024, 4096)}
    best = min(tried, key=lambda at_once: statistics.median(tried[at_once]))
    grid = bench.amounts["grid"]
    return {"loss_surface_512": summary(f"loss surface {grid}×{grid} of 2-32-32-2 over 1,000 points", "s", tried[best],
                                        f"torch.baddbmm over {best} places at once (the fastest of {list(tried)}), "
                                        "all of it one CUDA graph")}


def peaks(bench):
    """What the GPU can do at most, through PyTorch."""
    size = 8192 if bench.has_gpu else 256
    a, b, c = (torch.rand(size, size, device=bench.device) for _ in range(3))
    large = torch.rand(2**28 if bench.has_gpu else 2**16, device=bench.device)
    other = torch.empty_like(large)
    rows = {}
    for tf32 in (False, True):
        torch.backends.cuda.matmul.allow_tf32 = tf32
        seconds = bench.seconds(lambda: torch.mm(a, b, out=c))
        name = "TF32" if tf32 else "float32"
        rows[f"product_{name.lower()}"] = summary(f"product of {size}×{size} matrices, {name}", "TFLOP/s",
                                                  [2e-12 * size**3 / each for each in seconds], "torch.mm")
    torch.backends.cuda.matmul.allow_tf32 = False
    seconds = bench.seconds(lambda: other.copy_(large))
    rows["copy"] = summary("copy in the GPU's memory, read and written", "GB/s",
                           [8e-9 * large.numel() / each for each in seconds], "torch.Tensor.copy_")
    return rows


WORKS = {"peaks": peaks, "small": small_steps, "wide": wide_steps, "many_gpu": many_on_gpu,
         "many_processor": many_on_processor, "surface": loss_surface}


def parse():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=pathlib.Path, help="writes the figures here, after each work")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", choices=WORKS, help="this work alone")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--quick", action="store_true", help="little of everything, to try the code")
    return parser.parse_args()


def main():
    options = parse()
    if options.device == "cuda" and not torch.cuda.is_available():
        print("skipped: no CUDA device: PyTorch finds none")
        sys.exit(77)
    bench = Bench(options.device, options.runs, QUICK if options.quick else FULL)
    found = {"version": f"PyTorch {torch.__version__}", "rows": {}, "failures": {}}
    for name, work in WORKS.items():
        if options.only not in (None, name):
            continue
        try:
            rows = work(bench)
        except Exception as failure:  # what is left is measured all the same
            found["failures"][name] = f"{type(failure).__name__}: {failure}".splitlines()[0]
            print(f"{name} failed: {found['failures'][name]}", flush=True)
            continue
        found["rows"].update(rows)
        for row in rows.values():
            print(f"{row['label']}: {row['median']:.6g} {row['unit']} ({row['least']:.6g} to {row['most']:.6g})", flush=True)
        if options.json:
            options.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    sys.exit(1 if found["failures"] else 0)


if __name__ == "__main__":
    main()
