#include "engine/session/plane_choice.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/table.hpp"
#include "engine/landscape/plane_geometry.hpp"

namespace ravine::session {

namespace {

// Products of numbers that PCA may take to compare all points of a path with each other: some tens of milliseconds.
constexpr double most_products = 1e8;

bool has_three_different_points(const Model& model) {
    std::size_t different = 1;
    const std::vector<PathPoint> path = finite_path(model);
    for (std::size_t i = 1; i < path.size() && different < 3; ++i)
        if (*path[i].parameters != *path[i - 1].parameters) ++different;
    return different == 3;
}

/// The model with as many points of its path, evenly spaced, as PCA takes in a short time.
Model with_short_path(Model model) {
    const double most = std::max(8.0, std::sqrt(most_products / double(1 + model.network->parameter_count())));
    const auto stride = std::size_t(std::ceil(double(model.path.size()) / most));
    std::vector<PathPoint> path;
    for (std::size_t i = 0; i < model.path.size(); i += stride) path.push_back(model.path[i]);
    model.path = std::move(path);
    return model;
}

Selection standard_plane(std::string_view id) {
    const PlaneRow* row = find_row(planes(), id);
    return row ? standard_selection(*row) : Selection{std::string(id), {}};
}

}  // namespace

Status check_plane(const Selection& plane) {
    if (plane.id == automatic_plane) return {};
    if (const auto row = check_selection(planes(), plane, "plane", "plane"); !row) return row.error();
    return {};
}

Result<LossPlane> choose_plane(const Model& model, const Selection& plane, ThreadPool& pool) {
    const Model short_model = with_short_path(model);
    const bool wants_pca = plane.id == automatic_plane || plane.id == "pca";
    if (wants_pca && !has_three_different_points(short_model))
        return build_plane(short_model, standard_plane("random"), pool);
    return build_plane(short_model, plane.id == automatic_plane ? standard_plane("pca") : plane, pool);
}

}  // namespace ravine::session
