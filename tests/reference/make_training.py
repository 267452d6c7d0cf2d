"""Writes training.json: what PyTorch makes of given weights on given points, for comparison with ours.

Debian's python3-torch is enough: python3 tests/reference/make_training.py > tests/reference/training.json
Every case starts from the same numbers, that are simple fractions, and takes 200 steps over batches in a fixed order;
L-BFGS fewer: it multiplies a difference of 1e-14 in the start by 1e11 in 200 steps, in PyTorch itself.
"""

import inspect
import json
import math
import sys

import torch

# PyTorch 1.13 takes μ twice into the product for the next step; 2.0 has it as Dozat has it, and so have we.
nadam = vars(sys.modules[torch.optim.NAdam.__module__])
exec(inspect.getsource(nadam["_single_tensor_nadam"]).replace("mu_product * mu * mu_next", "mu_product * mu_next"), nadam)

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


class Sine(torch.nn.Module):
    def forward(self, z):
        return torch.sin(z)


class Maxout(torch.nn.Module):
    """Goodfellow et al. 2013; a unit's pieces are adjacent rows."""

    def __init__(self, inputs, units, pieces):
        super().__init__()
        self.units, self.pieces, self.linear = units, pieces, torch.nn.Linear(inputs, units * pieces)

    def forward(self, x):
        return self.linear(x).view(-1, self.units, self.pieces).max(dim=2).values


class Residual(torch.nn.Module):
    def __init__(self, inputs, outputs, *layers):
        super().__init__()
        self.layers = torch.nn.Sequential(*layers)
        self.projection = torch.nn.Linear(inputs, outputs, bias=False) if inputs != outputs else torch.nn.Identity()

    def forward(self, x):
        return self.layers(x) + self.projection(x)


STEPS, BATCH, POINTS = 200, 8, 20
# Settings, and units of the output layer.
LOSSES = {
    "mean_squared_error": ([], 1),
    "mean_absolute_error": ([], 1),
    "huber": ([0.4], 1),
    "binary_cross_entropy": ([], 1),
    "hinge": ([0], 1),
    "categorical_cross_entropy": ([], 3),
    "mean_squared_error of classes": ([], 3),
    "mean_absolute_error of classes": ([], 3),
}
NUMBERS = ["mean_squared_error", "mean_absolute_error", "huber"]
OPTIMIZERS = {
    "sgd": (lambda p: torch.optim.SGD(p, lr=0.05), [0.05]),
    "momentum": (lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9), [0.02, 0.9, 0]),
    "adam": (lambda p: torch.optim.Adam(p, lr=0.01), [0.01, 0.9, 0.999, 1e-8, 1, 0]),
}
# The rest, each on one loss: id, PyTorch's and our settings. AdamW's rate is 0.005: at 0.01 a parameter of PyTorch's own
# run in float is 1.2e-4 from the one in double, relatively.
MORE_OPTIMIZERS = [
    ("nesterov", lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, nesterov=True), [0.02, 0.9, 0]),
    ("adagrad", lambda p: torch.optim.Adagrad(p, lr=0.05), [0.05, 1e-10, 0]),
    ("adadelta", lambda p: torch.optim.Adadelta(p), [1, 0.9, 1e-6]),
    ("rmsprop", lambda p: torch.optim.RMSprop(p, lr=0.002), [0.002, 0.99, 1e-8, 0, 0]),
    ("rmsprop", lambda p: torch.optim.RMSprop(p, lr=0.002, centered=True), [0.002, 0.99, 1e-8, 1, 0]),
    ("adamw", lambda p: torch.optim.AdamW(p, lr=0.005, weight_decay=0.05), [0.005, 0.9, 0.999, 1e-8, 1, 0, 0.05, 0]),
    ("adamw", lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.05), [0.01, 0.9, 0.999, 1e-8, 1, 0, 0.05, 1]),
    ("nadam", lambda p: torch.optim.NAdam(p, lr=0.01), [0.01, 0.9, 0.999, 1e-8, 0.004, 0]),
    ("amsgrad", lambda p: torch.optim.Adam(p, lr=0.01, amsgrad=True), [0.01, 0.9, 0.999, 1e-8, 1, 0]),
]
# Steps, loss, PyTorch's and our settings; all points are one batch. With longer steps a difference in the last digit
# of the start has grown to 1e-3 after 200 of them, in PyTorch itself.
LBFGS = [
    (200, "binary_cross_entropy", dict(lr=0.005), [0.005, 10, 0]),
    (200, "binary_cross_entropy", dict(lr=0.002), [0.002, 10, 0]),
    (200, "binary_cross_entropy", dict(lr=0.002, history_size=5), [0.002, 5, 0]),
    (60, "binary_cross_entropy", dict(lr=0.02), [0.02, 10, 0]),
    (40, "mean_squared_error", dict(lr=0.1, history_size=5), [0.1, 5, 0]),
    (8, "mean_squared_error", dict(line_search_fn="strong_wolfe"), [1, 10, 2]),
    (20, "huber", dict(line_search_fn="strong_wolfe"), [1, 10, 2]),
]
# Id, PyTorch's scheduler and our settings; all points are one batch, so that a step is an epoch. PyTorch's one cycle of
# 201 epochs peaks at 0.3·201 − 1.
schedulers = torch.optim.lr_scheduler
SCHEDULES = [
    ("step_decay", lambda o: schedulers.StepLR(o, step_size=60, gamma=0.3), [60, 0.3]),
    ("exponential", lambda o: schedulers.ExponentialLR(o, gamma=math.exp(-0.02)), [0.02]),
    ("cosine", lambda o: schedulers.CosineAnnealingWarmRestarts(o, T_0=70, eta_min=0.1 * RATE), [70, 0.1]),
    ("warm_restarts", lambda o: schedulers.CosineAnnealingWarmRestarts(o, T_0=20, T_mult=2), [20, 2, 0]),
    ("one_cycle", lambda o: schedulers.OneCycleLR(o, RATE, total_steps=201, cycle_momentum=False),
     [200, (0.3 * 201 - 1) / 200, 1 / 25, 1 / 25e4]),
    ("linear_warmup", lambda o: schedulers.LinearLR(o, start_factor=0.1, total_iters=50), [50, 0.1]),
]
RATE = 0.1
# Id, PyTorch's module and our settings.
ACTIVATIONS = [
    ("relu", torch.nn.ReLU(), []),
    ("leaky_relu", torch.nn.LeakyReLU(0.2), [0.2]),
    ("elu", torch.nn.ELU(1.5), [1.5]),
    ("selu", torch.nn.SELU(), []),
    ("gelu", torch.nn.GELU(), []),
    ("silu", torch.nn.SiLU(), []),
    ("softplus", torch.nn.Softplus(), []),
    ("sine", Sine(), []),
    ("hard_tanh", torch.nn.Hardtanh(), []),
    ("softmax", torch.nn.Softmax(dim=1), []),
]


def dense(units, activation):
    return {"type": "dense", "units": units, "activation": activation}


# Name, hidden layers as PyTorch has them, and ours; the last ones give 3 units.
NETWORKS = [
    ("batch_norm",
     lambda n: [n.Linear(2, 4), n.BatchNorm1d(4), n.Tanh(), n.Linear(4, 3), n.BatchNorm1d(3, eps=0.01, momentum=0.3)],
     [dense(4, "linear"), {"type": "batch_norm", "activation": "tanh"}, dense(3, "linear"),
      {"type": "batch_norm", "epsilon": 0.01, "momentum": 0.3}]),
    ("layer_norm",
     lambda n: [n.Linear(2, 4), n.LayerNorm(4), n.Tanh(), n.Linear(4, 3), n.LayerNorm(3, eps=0.01)],
     [dense(4, "linear"), {"type": "layer_norm", "activation": "tanh"}, dense(3, "linear"),
      {"type": "layer_norm", "epsilon": 0.01}]),
    ("maxout",
     lambda n: [Maxout(2, 4, 3), Maxout(4, 3, 2)],
     [{"type": "maxout", "units": 4, "pieces": 3}, {"type": "maxout", "units": 3, "pieces": 2}]),
    ("residual",
     lambda n: [n.Linear(2, 3), n.Tanh(), Residual(3, 3, n.Linear(3, 5), n.BatchNorm1d(5), n.Sigmoid(), n.Linear(5, 3)),
                n.Tanh()],
     [dense(3, "tanh"), {"type": "residual", "activation": "tanh",
                         "layers": [dense(5, "linear"), {"type": "batch_norm", "activation": "sigmoid"},
                                    dense(3, "linear")]}]),
    ("residual with projections",
     lambda n: [Residual(2, 3, Residual(2, 4, n.BatchNorm1d(2), n.Linear(2, 4), n.Tanh()), n.LayerNorm(4),
                         n.Linear(4, 3), n.Tanh())],
     [{"type": "residual",
       "layers": [{"type": "residual", "layers": [{"type": "batch_norm"}, dense(4, "tanh")]}, {"type": "layer_norm"},
                  dense(3, "tanh")]}]),
]


def points(loss):
    x = [[((7 * i) % 20 - 10) / 4, ((11 * i) % 20 - 9) / 4] for i in range(POINTS)]
    if loss in NUMBERS:
        return x, [(3 * i % 8 - 4) / 4 for i in range(POINTS)]
    if LOSSES[loss][1] == 1:
        return x, [float(a * b > 0) for a, b in x]
    return x, [float(i % 3) for i in range(POINTS)]


def start_values(count, last_layer, factor):
    """The last layer's are larger by a factor, so that logits are."""
    start = [((i * 37) % 64 - 32) / 64 for i in range(count)]
    return start[:-last_layer] + [factor * value for value in start[-last_layer:]]


def network(outputs, activation, hidden=None):
    if hidden:
        return torch.nn.Sequential(*hidden(torch.nn), torch.nn.Linear(3, outputs))
    return torch.nn.Sequential(torch.nn.Linear(2, 4), activation, torch.nn.Linear(4, 3), torch.nn.Sigmoid(),
                               torch.nn.Linear(3, outputs))


def loss_of(name, outputs, targets):
    functional, (settings, units) = torch.nn.functional, LOSSES[name]
    if name.endswith(" of classes"):  # Brier's score, and the same of absolute values
        residuals = functional.softmax(outputs, dim=1) - functional.one_hot(targets.long(), units)
        return (residuals**2 if "squared" in name else residuals.abs()).sum(dim=1).mean()
    if name == "mean_squared_error":
        return functional.mse_loss(outputs[:, 0], targets)
    if name == "mean_absolute_error":
        return functional.l1_loss(outputs[:, 0], targets)
    if name == "huber":
        return functional.huber_loss(outputs[:, 0], targets, delta=settings[0])
    if name == "binary_cross_entropy":
        return functional.binary_cross_entropy_with_logits(outputs[:, 0], targets)
    if name == "hinge":  # what hinge_embedding_loss takes as a distance is here the margin
        margins = (2 * targets - 1) * outputs[:, 0]
        return functional.hinge_embedding_loss(margins, -torch.ones_like(margins))
    return functional.nll_loss(functional.log_softmax(outputs, dim=1), targets.long())


def buffers(model):
    return [x for name, part in model.named_buffers() if "num_batches" not in name for x in part.tolist()]


def train(loss, optimizer, method, factor=1, activation=("tanh", torch.nn.Tanh(), []), layers=("", None, None),
          steps=STEPS, batch_size=BATCH, schedule=None):
    settings_of_loss, units = LOSSES[loss]
    model = network(units, activation[1], layers[1])
    count = sum(p.numel() for p in model.parameters())
    start = start_values(count, 4 * units, factor)
    torch.nn.utils.vector_to_parameters(torch.tensor(start), model.parameters())
    start += buffers(model)
    make, settings = method
    optimiser = make(model.parameters())
    scheduler = schedule[1](optimiser) if schedule else None
    x, t = (torch.tensor(part) for part in points(loss))
    model.eval()
    largest = model(x).abs().max().item()
    model.train()
    position = 0
    for _ in range(steps):
        batch = slice(position, min(position + batch_size, POINTS))
        position = 0 if batch.stop == POINTS else batch.stop

        def closure():
            optimiser.zero_grad()
            value = loss_of(loss, model(x[batch]), t[batch])
            value.backward()
            return value

        optimiser.step(closure)
        if scheduler:
            scheduler.step()
    final = torch.nn.utils.parameters_to_vector(model.parameters()).tolist()
    model.eval()
    named = {"layers": layers[2]} if layers[2] else {}
    if schedule:
        named |= {"schedule": schedule[0], "schedule_settings": schedule[2]}
    loss_id, is_of_classes = loss.removesuffix(" of classes"), loss not in NUMBERS
    return {**named, "steps": steps, "batch_size": batch_size, "loss": loss_id, "has_classes": is_of_classes, "loss_settings": settings_of_loss, "optimizer": optimizer, "settings": settings,
            "activation": activation[0], "activation_settings": activation[2],
            "points": [[*a, b] for a, b in zip(*points(loss))], "start": start, "largest_output": largest,
            "final": final + buffers(model),
            "final_loss": loss_of(loss, model(x), t).item()}


cases = [train(loss, optimizer, method) for loss in LOSSES for optimizer, method in OPTIMIZERS.items()]
cases += [train("binary_cross_entropy", optimizer, (make, settings)) for optimizer, make, settings in MORE_OPTIMIZERS]
cases += [train("mean_squared_error", "momentum", OPTIMIZERS["momentum"], activation=each) for each in ACTIVATIONS]
cases += [train("mean_squared_error", "momentum", OPTIMIZERS["momentum"], layers=each) for each in NETWORKS]
for steps, loss, options, settings in LBFGS:
    options = dict(max_iter=1, history_size=10, tolerance_grad=0) | options
    cases.append(train(loss, "lbfgs", (lambda p: torch.optim.LBFGS(p, **options), settings), steps=steps, batch_size=POINTS))
cases += [train("mean_squared_error", "sgd", (lambda p: torch.optim.SGD(p, lr=RATE), [RATE]), batch_size=POINTS, schedule=each)
          for each in SCHEDULES]
# Logits in the thousands; steps so small that float and double stay together.
cases += [train("categorical_cross_entropy", "sgd", (lambda p: torch.optim.SGD(p, lr=1e-6), [1e-6]), factor=10000)]
print(json.dumps({"torch": torch.__version__, "cases": cases}, indent=None))
