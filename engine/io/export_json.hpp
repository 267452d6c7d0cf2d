#pragma once
// A model as JSON for programs written by hand; unlike model.ravine it holds only what prediction needs:
//
//   { "format": "ravine network", "version": 1, "task": "classify", "classes": 2,
//     "input": { "dimensions": 2, "mean": [0, 0], "deviation": [1, 1], "features": ["x1", "x2", "sin_x1"] },
//     "layers": [ { "type": "dense", "weight": [[…], …], "bias": […], "activation": "tanh" }, … ],
//     "head": "sigmoid" }
//
// An ensemble has "version": 2, and instead of "layers" its networks: "members": [ { "layers": […] }, … ]. Its
// prediction is the mean of the members' predictions.
//
// A point x becomes (x − mean) / deviation, then its features; each layer gives activation(weight · input + bias), with
// weight[out][in]. The head turns the last layer's outputs z into predictions: softmax(z); sigmoid: [1 − σ(z), σ(z)];
// tanh: [(1 − z) / 2, (1 + z) / 2]; clip: the same, no less than 0 and no more than 1; linear: z itself.

#include <string>

#include "engine/core/result.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// The file's text, read again: the weights and biases of every network have the model's bits. Refuses parameters that
/// are not finite.
Result<std::string> encode_network_json(const Model& model);

}  // namespace ravine
