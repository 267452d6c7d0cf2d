#include "engine/landscape/planes/random.hpp"

#include "engine/core/random.hpp"
#include "engine/landscape/plane_geometry.hpp"

namespace ravine::random_plane {

namespace {

/// Fills one output row with noise of the same norm as the network's row.
void fill_row(Eigen::Ref<Eigen::VectorXd> direction, const Eigen::Ref<const Eigen::VectorXf>& weights,
              RandomStream& random) {
    for (double& value : direction) value = random.normal();
    const double drawn = direction.norm();
    direction *= drawn > 0 ? weights.cast<double>().norm() / drawn : 0;
}

/// Biases stay 0, as in Li et al.'s pictures.
Eigen::VectorXd draw_direction(const Model& model, std::uint64_t seed, std::uint64_t stream) {
    RandomStream random(seed, RandomPurpose::directions, stream);
    const auto parameters = as_vector(learned(model, *model.parameters));
    Eigen::VectorXd direction = Eigen::VectorXd::Zero(parameters.size());
    for (const ParameterBlock& block : model.network->blocks()) {
        if (!block.is_weight) continue;
        for (int row = 0; row < block.rows; ++row) {
            const Eigen::Index start = static_cast<Eigen::Index>(block.offset) + Eigen::Index{row} * block.columns;
            fill_row(direction.segment(start, block.columns), parameters.segment(start, block.columns), random);
        }
    }
    return direction;
}

}  // namespace

Result<LossPlane> build(const Model& model, std::span<const double> values, ThreadPool& pool) {
    if (Status status = check_parameters(model); !status) return status.error();
    const auto seed = static_cast<std::uint64_t>(values[0]);
    const Eigen::VectorXd first = draw_direction(model, seed, 0), second = draw_direction(model, seed, 1);
    if (first.norm() == 0)
        return input_error("every weight is 0, so that no direction can be scaled to them", "parameters",
                           "train a little, or choose another initializer");
    return make_plane(row.id, model, to_floats(first), to_floats(second), {"random direction 1", "random direction 2"},
                      pool);
}

}  // namespace ravine::random_plane
