"""Writes training.json: what PyTorch makes of given weights on given points, for comparison with ours.

Debian's python3-torch is enough: python3 tests/reference/make_training.py > tests/reference/training.json
Every case starts from the same numbers, that are simple fractions, and takes 200 steps over batches in a fixed order.
"""

import json

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

STEPS, BATCH, POINTS = 200, 8, 20
LOSSES = {"mean_squared_error": 1, "binary_cross_entropy": 1, "categorical_cross_entropy": 3}
OPTIMIZERS = {
    "sgd": (lambda p: torch.optim.SGD(p, lr=0.05), [0.05]),
    "momentum": (lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9), [0.02, 0.9, 0]),
    "adam": (lambda p: torch.optim.Adam(p, lr=0.01), [0.01, 0.9, 0.999, 1e-8, 1, 0]),
}


def points(loss):
    x = [[((7 * i) % 20 - 10) / 4, ((11 * i) % 20 - 9) / 4] for i in range(POINTS)]
    if loss == "mean_squared_error":
        return x, [(3 * i % 8 - 4) / 4 for i in range(POINTS)]
    if loss == "binary_cross_entropy":
        return x, [float(a * b > 0) for a, b in x]
    return x, [float(i % 3) for i in range(POINTS)]


def start_values(count):
    return [((i * 37) % 64 - 32) / 64 for i in range(count)]


def network(outputs):
    return torch.nn.Sequential(torch.nn.Linear(2, 4), torch.nn.Tanh(), torch.nn.Linear(4, 3), torch.nn.Sigmoid(),
                               torch.nn.Linear(3, outputs))


def loss_of(name, outputs, targets):
    if name == "mean_squared_error":
        return torch.nn.functional.mse_loss(outputs[:, 0], targets)
    if name == "binary_cross_entropy":
        return torch.nn.functional.binary_cross_entropy_with_logits(outputs[:, 0], targets)
    return torch.nn.functional.cross_entropy(outputs, targets.long())


def train(loss, optimizer):
    model = network(LOSSES[loss])
    count = sum(p.numel() for p in model.parameters())
    torch.nn.utils.vector_to_parameters(torch.tensor(start_values(count)), model.parameters())
    make, settings = OPTIMIZERS[optimizer]
    optimiser = make(model.parameters())
    x, t = (torch.tensor(part) for part in points(loss))
    position = 0
    for _ in range(STEPS):
        batch = slice(position, min(position + BATCH, POINTS))
        position = 0 if batch.stop == POINTS else batch.stop
        optimiser.zero_grad()
        value = loss_of(loss, model(x[batch]), t[batch])
        value.backward()
        optimiser.step()
    final = torch.nn.utils.parameters_to_vector(model.parameters()).tolist()
    return {"loss": loss, "optimizer": optimizer, "settings": settings, "points": [[*a, b] for a, b in zip(*points(loss))],
            "start": start_values(count), "final": final, "final_loss": loss_of(loss, model(x), t).item()}


cases = [train(loss, optimizer) for loss in LOSSES for optimizer in OPTIMIZERS]
print(json.dumps({"torch": torch.__version__, "steps": STEPS, "batch_size": BATCH, "cases": cases}, indent=None))
