#pragma once
// What the network, and each of its neurons, says over a rectangle of the plane.

#include <array>
#include <vector>

#include "engine/compute/backends.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/unset_vector.hpp"
#include "engine/landscape/pixel_inputs.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// The prediction at the middles of a grid of pixels: values [planes × rows × columns], row 0 at y least; planes =
/// prediction_width. A curve's map has one row: y over x.
struct DecisionMap {
    int columns = 0, rows = 0, planes = 0;
    Window window{-6, 6, -6, 6};
    UnsetVector<float> values;
    std::vector<UnsetVector<float>> members = {};  ///< of an ensemble, on request: what each network says, likewise

    double x(int column) const { return pixel_middle(window.x_least, window.x_most, column, columns); }
    double y(int row) const { return pixel_middle(window.y_least, window.y_most, row, rows); }
};

/// In parallel, same bits for any number of threads. Of a curve `rows` is ignored. `with_members`:
/// DecisionMap::members.
DecisionMap evaluate_decision_map(const Model& model, const Window& window, int columns, int rows, ThreadPool& pool,
                                  bool with_members = false, const BackendRow& backend = cpu_backend());

/// Activations of every input feature and neuron on a small grid of pixels: layers[0] are the inputs, the last one the
/// output layer's units after their activation (logits for the cross-entropies); layers[k][unit] has size × size
/// values, row 0 at y least (size × 1 for a curve).
struct NeuronMaps {
    int size = 0;
    Window window{-6, 6, -6, 6};
    std::vector<std::vector<std::vector<float>>> layers;
};

NeuronMaps evaluate_neuron_maps(const Model& model, const Window& window, int size, ThreadPool& pool,
                                const BackendRow& backend = cpu_backend());

}  // namespace ravine
