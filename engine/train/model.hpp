#pragma once
// A trained network with all that prediction needs, as plain data: what is saved, exported, drawn and sent between
// threads.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/compute/backends.hpp"
#include "engine/core/parallel.hpp"
#include "engine/data/features.hpp"
#include "engine/network/network.hpp"
#include "engine/train/parameter_path.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

/// Heavy parts are shared and const, so a model is cheap to copy. Parameters may be diverged (not finite): pictures
/// show that, exporters refuse it.
struct Model {
    std::shared_ptr<const Scenario> scenario;
    std::shared_ptr<const Dataset> data;
    std::shared_ptr<const Network<float>> network;
    InputPipeline inputs;
    std::shared_ptr<const std::vector<float>> parameters;  ///< θ and buffers [network->vector_size()]
    std::vector<PathPoint> path = {};                      ///< may be empty
    std::uint64_t epoch = 0;
    std::uint64_t step = 0;
    /// Of an ensemble: the other networks', as long as `parameters`. Its prediction is the mean of all members'.
    std::vector<std::shared_ptr<const std::vector<float>>> other_members = {};
};

/// Calls use(parameters) for each network of the model: one, or an ensemble's. They are shared pointers to vectors.
template <class Use>
void for_each_member(const Model& model, Use use) {
    use(model.parameters);
    for (const auto& parameters : model.other_members) use(parameters);
}

/// Number of columns of a prediction: one per class, or 1.
int prediction_width(const Model& model);

/// Predictions [points × prediction_width]: probabilities of the classes, or the number. In parallel, same bits. From
/// the outputs on they are computed in double precision, so that a probability may be as small as 1e-300.
std::vector<double> predict(const Model& model, std::span<const Point> points, ThreadPool& pool,
                            const BackendRow& backend = cpu_backend());

/// Index of the largest probability.
int predicted_class(std::span<const double> probabilities);

}  // namespace ravine
