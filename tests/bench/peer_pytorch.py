"""The work of `ravine bench` as PyTorch does it: eager nn.Sequential.

PyTorch shuffles, takes its batches, looks at every step's loss as the engine does, and measures the loss and the
accuracy of all points after each epoch; that the engine also looks whether every weight is finite is left out on its
side. For the pictures its inputs are there from the start, and memory that it frees is kept for it, as `ravine` does for
itself: else glibc gives the layers' outputs back to the system each time, and a boundary takes up to three times as long.

Its speed is that of the BLAS library it finds. With Debian's, take libopenblas0-openmp: the reference library is slow,
and the pthread build hinders PyTorch's own threads. Rows with four threads mean something on an idle machine only:
OpenMP's threads spin while they wait for one that has no core."""

import ctypes
import math
import pathlib
import time

try:
    import torch
except ImportError:
    torch = None

NAME = "PyTorch"
MISSING = "" if torch else "PyTorch is left out: install Debian's python3-torch and run with /usr/bin/python3"
LEAST_SECONDS = 0.2  # of one run
KEPT = {-1: 256 << 20, -3: 32 << 20}  # M_TRIM_THRESHOLD and M_MMAP_THRESHOLD, as app/main.cpp has them


def keep_freed_memory():
    """For the whole process. Where there is no glibc nothing changes."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    for parameter, value in KEPT.items() if mallopt else ():
        mallopt(parameter, value)


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


def many_networks(count=300, epochs=200, batch=20, points_each=200):
    """`count` networks 2-8-8-2 in one: a layer of all of them is a batched product, and each has its own initial
    weights and its own order of the points. A piece of work is an epoch; gives its share of so many networks. From 100
    to 3,000 of them the rate is much the same."""
    x, classes = points(points_each)
    parameters = []
    for inputs, outputs in ((2, 8), (8, 8), (8, 2)):
        deviation = math.sqrt(2 / (inputs + outputs))
        parameters += [torch.randn(count, inputs, outputs) * deviation, torch.zeros(count, 1, outputs)]
    for each in parameters:
        each.requires_grad_()
    optimizer = torch.optim.Adam(parameters, lr=0.01)

    def outputs_of(values):
        for weight, bias in zip(parameters[:4:2], parameters[1:4:2]):
            values = torch.baddbmm(bias, values, weight).tanh_()
        return torch.baddbmm(parameters[5], values, parameters[4])

    def losses(outputs, labels):
        flat = torch.nn.functional.cross_entropy(outputs.flatten(0, 1), labels.flatten(), reduction="none")
        return flat.view(count, -1).mean(1)

    def epoch():
        order = torch.rand(count, points_each).argsort(1)
        for first in range(0, points_each, batch):
            chosen = order[:, first:first + batch]
            optimizer.zero_grad()
            loss = losses(outputs_of(x[chosen]), classes[chosen])
            if not loss.isfinite().all():
                raise FloatingPointError("a loss is not finite")
            loss.sum().backward()
            optimizer.step()
        with torch.no_grad():
            outputs, labels = outputs_of(x.expand(count, -1, -1)), classes.expand(count, -1)
            losses(outputs, labels).tolist()
            (outputs.argmax(2) == labels).float().mean(1).tolist()
        return count / epochs

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


WORKS = {
    "train_2_4_2_1": lambda: training([2, 4, 2, 1], 10, 500),
    "train_2_8x6_1": lambda: training([2, 8, 8, 8, 8, 8, 8, 1], 10, 500),
    "train_2_32_32_2": lambda: training([2, 32, 32, 2], 32, 1000),
    "train_2_64x3_2": lambda: training([2, 64, 64, 64, 2], 128, 10000),
    "train_2_256x3_2": lambda: training([2, 256, 256, 256, 2], 256, 10000),
    "many_2_8_8_2": many_networks,
    "boundary_256": boundary,
    "loss_surface_64": loss_surface,
}


def version():
    """With the file of the BLAS library that this process has loaded."""
    torch.mm(torch.rand(9, 9), torch.rand(9, 9))
    loaded = {line.split()[-1] for line in pathlib.Path("/proc/self/maps").read_text().splitlines() if "blas" in line}
    libraries = sorted("/".join(pathlib.Path(file).parts[-2:]) for file in loaded)  # the folder names the build
    return f"PyTorch {torch.__version__} with {', '.join(libraries) or 'a BLAS library of its own'}"


def prepare(row, threads):
    """What does a run of the row and gives its rate."""
    keep_freed_memory()
    work = WORKS[row]()
    torch.set_num_threads(threads)
    work()  # warms up

    def run():
        torch.set_num_threads(threads)
        done, start = 0, time.perf_counter()
        while time.perf_counter() - start < LEAST_SECONDS:
            done += work()
        return done / (time.perf_counter() - start)

    return run
