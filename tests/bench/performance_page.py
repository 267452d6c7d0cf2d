"""docs/performance.md and its chart, from what performance.py has measured. Numbers only: nothing is measured here, so
that a test can check that the page says what the measured figures say."""

import math

from compare_table import table_head, table_line
from landscape_frames import landscape_section
from products_page import products_section

CHART = "pictures/cost_by_width.svg"
COLORS = {"panel": "#151A21", "line": "#28303A", "text": "#E6EDF3", "muted": "#8B98A5", "measured": "#4CC2FF",
          "bound": "#E69F00"}
# What the page says of machines but the first.
OF_OTHERS = ("date", "version", "cores", "processor", "vectors", "load", "runs", "peers", "works")
MEASURE = "/usr/bin/python3 tests/bench/performance.py"


def units_of(row):
    """The width, from "train 2-64-64-64-2, …"."""
    return int(row["label"].split("-")[1])


def bound_of(row):
    """Picoseconds that the arithmetic of a sample and parameter takes at the processor's peak."""
    return row["flops"] / row["parameters"] / row["peak_gigaflops"] * 1e3


class Chart:
    """A line chart over widths, each twice the one before at the same distance."""
    left, top, right, bottom = 70, 46, 690, 330

    def __init__(self, widths, most):
        self.least_width, self.most_width = min(widths), max(widths)
        self.step = next(step for step in (10, 20, 50, 100, 200, 500, 1000, 2000) if most / step <= 6)
        self.most = math.ceil(most / self.step) * self.step
        self.parts = []

    def place(self, width, value):
        share = math.log(width / self.least_width) / math.log(self.most_width / self.least_width)
        return (self.left + share * (self.right - self.left),
                self.bottom - value / self.most * (self.bottom - self.top))

    def text(self, x, y, words, color="muted", anchor="start"):
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" fill="{COLORS[color]}" text-anchor="{anchor}">{words}</text>')

    def axes(self):
        for value in range(0, self.most + 1, self.step):
            _, y = self.place(self.least_width, value)
            self.parts.append(f'<path d="M{self.left} {y:.1f}H{self.right}" stroke="{COLORS["line"]}"/>')
            self.text(self.left - 8, y + 4, value, anchor="end")
        width = self.least_width
        while width <= self.most_width:
            self.text(self.place(width, 0)[0], self.bottom + 20, width, anchor="middle")
            width *= 2
        self.text(self.right, self.bottom + 40, "units of each of three hidden layers", anchor="end")
        self.text(self.left - 8, self.top - 20, "picoseconds for a sample and parameter", color="text")

    def curve(self, points, color, words, dashes=""):
        places = [self.place(*point) for point in points]
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        self.parts.append(f'<path d="M{line}" fill="none" stroke="{COLORS[color]}" stroke-width="2"{dashes}/>')
        if not dashes:
            self.parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{COLORS[color]}"/>' for x, y in places]
        x, y = places[0]
        self.text(x + 8, y - 12, words, color)

    def svg(self):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 390" font-family="Inter, sans-serif" '
                f'font-size="13">\n<rect width="720" height="390" fill="{COLORS["panel"]}"/>\n'
                + "\n".join(self.parts) + "\n</svg>\n")


def chart(rows):
    measured = [(units_of(row), row["picoseconds"]) for row in rows]
    bound = [(units_of(row), bound_of(row)) for row in rows]
    drawn = Chart([units for units, _ in measured], max(cost for _, cost in measured) * 1.1)
    drawn.axes()
    drawn.curve(bound, "bound", "the arithmetic alone, at the peak", ' stroke-dasharray="6 4"')
    drawn.curve(measured, "measured", "measured")
    return drawn.svg()


def machine(measured):
    peers = " and ".join(measured["peers"].values()) or "nothing beside it"
    busy = "" if measured["load"] < 1 else (
        f" The machine had other work (load {measured['load']:.1f}), so that single figures are off by up to a third; "
        "rows with four threads are left out.")
    return (f"Ravine {measured['version']} on {measured['cores']} cores of {measured['processor']} with "
            f"{measured['vectors']}; beside it "
            f"{peers}. Measured on {measured['date']}, each figure being the median of {measured['runs']} runs.{busy}")


def works(measured):
    names = list(measured["peers"])
    return "\n".join([table_head(names), *(table_line(row, names) for row in measured["works"])])


def widths(rows):
    lines = [f"| {units_of(row)} | {row['parameters']:,} | {row['per_second']:,.0f} | {row['picoseconds']:.0f} "
             f"| {bound_of(row):.0f} | {row['share_of_peak']:.1%} |" for row in rows]
    return "\n".join(["| units | parameters | samples a second | ps for a sample and parameter | at the peak | share of "
                      "peak |\n|---|---|---|---|---|---|", *lines])


def table_rows(rows, second_order):
    rows = [row for row in rows if row["second_order"] == second_order]
    lines = [f"| {row['kind']} | `{row['id']}` | {row['times']:.2f} | `{row['plain']}` | {row['network']} |"
             for row in rows]
    return "\n".join(["| table | row | times | against | trained |\n|---|---|---|---|---|", *lines])


def start_up(figures):
    words = {"train_0_ms": ("`ravine train spiral --epochs 0`: start, five files, end", "ms"),
             "first_frame_ms": ("the window, from the start to its first frame (Xvfb, software OpenGL)", "ms"),
             "peak_megabytes": ("most resident memory of training 2-64-64-64-2 on 10,000 points, batch 128", "MB")}
    lines = [f"| {words[name][0]} | {figure:.0f} {words[name][1]} |" for name, figure in figures.items()]
    return "\n".join(["| what | median |\n|---|---|", *lines])


def other_works(others):
    """The same table of other processors; empty where there are none."""
    return "".join(f"## The same on {one['processor']} with {one['vectors']}\n\n{machine(one)}\n\n{works(one)}\n\n"
                   for one in others)


def page(measured, others):
    slowest = measured["rows"][0]
    return f"""# How fast it is

<!-- Written by tests/bench/performance.py from docs/performance.json; measure anew, or change that script. -->

{machine(measured)}

`{MEASURE}` measures all of this anew and writes this page; it takes about six minutes, and wants an idle machine.

## Beside PyTorch and dlib

{works(measured)}

**How it is measured.** `ravine bench` trains as the window does: shuffled batches, a check of every step's loss, and loss
and accuracy of all points after each epoch. The others do the same on as many points. They take turns, run by run, so
that all see the same of what else the machine does, each warmed up and for 0.2 seconds; "times" is how many times as fast
Ravine is, the median of the runs' ratios. `tests/bench/peer_pytorch.py` and `tests/bench/peer_dlib.cpp` are what they
run, and say what differs.

**What bounds it.** The share of peak counts multiplications and additions of the matrix products alone (2 a weight and
sample forward, 4 backward, 2 for the epoch's loss), against a loop of fused multiply-adds on as many threads at once,
timed just before and after: where two of a virtual machine's processors are one core, four do the work of three. In the
smallest networks there is hardly any arithmetic to do: a step's fixed cost is what takes time, and for PyTorch, which
calls a function for each operation, much more so. In the widest the products are most of it. Several threads share the
work of each step, and wait for each other in it. While it trains, Ravine counts numbers below 1.2·10⁻³⁸ as 0, for which
processors take many times as long and of which dead units leave many; the others compute with them.

{other_works(others)}## Cost of a sample and parameter

![Picoseconds for a sample and parameter by width, and what the arithmetic alone would take]({CHART})

{widths(measured["widths"])}

**How it is measured.** `ravine bench --only widths`: 2-N-N-N-2, ReLU, categorical cross-entropy, Adam, batch 128, one
thread. The time of a sample, forward, backward, its share of the optimizer's step and of the epoch's loss, is divided by
the number of parameters.

**What bounds it.** Were there arithmetic alone, at the processor's peak, the cost would be the dashed line. What lies
above it are activations, loss and optimizer, whose share shrinks as a layer's weights grow with the square of its width,
and in wide networks the memory: weights, gradient and Adam's two vectors are 16 bytes a parameter, which pass through
the caches in every step.

{products_section(measured.get("products"))}## Activations, losses, layers and optimizers

The slowest but for second-order optimizers is `{slowest["id"]}` ({slowest["kind"]}): {slowest["times"]:.2f} times `{slowest["plain"]}`.

{table_rows(measured["rows"], False)}

{table_rows(measured["rows"], True)}

**How it is measured.** `ravine bench --rows`: the row stands in the place of the plain one in the same network, and the two
take turns on one thread. Layers without units stand behind each dense layer, and a block around each.

**What bounds it.** Functions with exponentials, and random numbers for each unit and sample, cost more than the products of
so small a network. Second-order optimizers ask for matrices of second derivatives, or for several losses a step: they
are slow by their nature, and are compared in a smaller network.

{landscape_section(measured.get("landscape"))}## Start and memory

{start_up(measured["start_up"])}

**How it is measured.** `tests/bench/start_up.py`, from the start of the process, with the files in the system's cache.

**What bounds it.** Loading libraries and, without a display, computing and compressing two pictures. The window waits for
its OpenGL driver, which loads a compiler, and for seven sizes of type to be drawn. The memory is libraries (14 MB), the
path of training kept for the loss surface, and the model file's text.
"""


def pages(machines):
    """By name below docs/. What is measured on the first machine alone is as on the others."""
    measured, *others = machines
    return {"performance.md": page(measured, others), CHART: chart(measured["widths"])}
