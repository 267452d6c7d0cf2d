#include "engine/landscape/planes/weights.hpp"

#include <fmt/format.h>

#include "engine/landscape/plane_geometry.hpp"

namespace ravine::weights_plane {

namespace {

/// "layer 1 weight [2, 0]": layers count from 1, as people do; rows and columns from 0, as the files have them.
std::string name_of(const Network<float>& network, std::size_t index) {
    for (const ParameterBlock& block : network.blocks()) {
        if (index < block.offset || index >= block.offset + block.size()) continue;
        const std::size_t inside = index - block.offset, columns = static_cast<std::size_t>(block.columns);
        const std::string where =
            block.is_weight ? fmt::format("{}, {}", inside / columns, inside % columns) : fmt::format("{}", inside);
        return fmt::format("layer {} {} [{}]", block.layer + 1, block.name, where);
    }
    return fmt::format("θ[{}]", index);
}

std::vector<float> axis(std::size_t size, std::size_t index) {
    std::vector<float> direction(size, 0.0f);
    direction[index] = 1;
    return direction;
}

Status check_indices(std::span<const double> values, std::size_t size) {
    for (std::size_t k = 0; k < 2; ++k)
        if (values[k] >= static_cast<double>(size))
            return input_error(fmt::format("there is no parameter {}", values[k]),
                               fmt::format("plane.{}", row.settings[k].key),
                               fmt::format("this network has parameters 0 to {}", size - 1));
    if (values[0] != values[1]) return {};
    return input_error("both axes are the same parameter", "plane.second", "give two different indices");
}

}  // namespace

Result<LossPlane> build(const Model& model, std::span<const double> values, ThreadPool& pool) {
    const std::size_t size = model.network->parameter_count();
    if (Status status = check_parameters(model); !status) return status.error();
    if (Status status = check_indices(values, size); !status) return status.error();
    const auto i = static_cast<std::size_t>(values[0]), j = static_cast<std::size_t>(values[1]);
    return make_plane(row.id, model, axis(size, i), axis(size, j),
                      {name_of(*model.network, i), name_of(*model.network, j)}, pool);
}

}  // namespace ravine::weights_plane
