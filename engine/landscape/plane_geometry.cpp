#include "engine/landscape/plane_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ravine {

namespace {

// Directions whose angle has a smaller sine than this count as parallel: floats cannot tell them apart.
constexpr double parallel_sine = 1e-6;

using Range = std::pair<double, double>;

struct PathExtent {
    Range a{0, 0}, b{0, 0};  // the origin is always in sight

    void include(const PlanePoint& point) {
        a = {std::min(a.first, point.a), std::max(a.second, point.a)};
        b = {std::min(b.first, point.b), std::max(b.second, point.b)};
    }
};

PathExtent extent_of(const LossPlane& plane, std::span<const PathPoint> path, ThreadPool& pool) {
    const PlaneProjector projector(plane);
    std::vector<PlanePoint> points(path.size());
    pool.for_each(path.size(), [&](std::size_t i) { points[i] = projector.project(*path[i].parameters, 0); });
    PathExtent extent;
    for (const PlanePoint& point : points) extent.include(point);
    return extent;
}

/// The range made `factor` times as long on both sides of its middle.
Range widened(const Range& range, double factor) {
    const double middle = 0.5 * (range.first + range.second), half = 0.5 * (range.second - range.first) * factor;
    return {middle - half, middle + half};
}

Range at_least(const Range& range, double length) {
    const double present = range.second - range.first;
    if (present >= length) return range;
    const double middle = 0.5 * (range.first + range.second);
    return {middle - 0.5 * length, middle + 0.5 * length};
}

constexpr double margin_factor = 1.3;  // 15 % of the path's extent on either side

}  // namespace

std::span<const float> learned(const Model& model, std::span<const float> parameters) {
    return parameters.first(model.network->parameter_count());
}

std::vector<float> to_floats(const Eigen::VectorXd& vector) {
    std::vector<float> floats(static_cast<std::size_t>(vector.size()));
    for (std::size_t i = 0; i < floats.size(); ++i)
        floats[i] = static_cast<float>(vector[static_cast<Eigen::Index>(i)]);
    return floats;
}

PlaneProjector::PlaneProjector(const LossPlane& plane)
    : origin_(as_vector(std::span(plane.origin).first(plane.first.size())).cast<double>()),
      basis_(Eigen::MatrixX2d::Zero(origin_.size(), 2)),
      directions_(Eigen::Matrix2d::Zero()) {
    const std::array<Eigen::VectorXd, 2> directions = {as_vector(plane.first).cast<double>(),
                                                       as_vector(plane.second).cast<double>()};
    for (Eigen::Index k = 0; k < 2; ++k) {
        const Eigen::VectorXd& direction = directions[static_cast<std::size_t>(k)];
        directions_(0, k) = k == 0 ? 0 : basis_.col(0).dot(direction);
        const Eigen::VectorXd rest = direction - directions_(0, k) * basis_.col(0);
        const double length = rest.norm();
        if (!(length > parallel_sine * direction.norm())) continue;
        basis_.col(k) = rest / length;
        directions_(k, k) = length;
    }
}

Eigen::Vector2d PlaneProjector::orthonormal(std::span<const float> parameters) const {
    return {basis_.col(0).dot(way(parameters)), basis_.col(1).dot(way(parameters))};
}

PlanePoint PlaneProjector::project(std::span<const float> parameters, std::uint64_t step) const {
    const Eigen::VectorXd difference = way(parameters);
    const Eigen::Vector2d along = basis_.transpose() * difference;
    const double b = directions_(1, 1) > 0 ? along[1] / directions_(1, 1) : 0;
    const double a = directions_(0, 0) > 0 ? (along[0] - b * directions_(0, 1)) / directions_(0, 0) : 0;
    return {a, b, (difference - basis_.lazyProduct(along)).norm(), step};
}

PlanePoint project(const LossPlane& plane, std::span<const float> parameters) {
    return PlaneProjector(plane).project(parameters, 0);
}

std::vector<PlanePoint> project_path(const LossPlane& plane, std::span<const PathPoint> path) {
    const PlaneProjector projector(plane);
    std::vector<PlanePoint> points;
    points.reserve(path.size());
    for (const PathPoint& point : path) points.push_back(projector.project(*point.parameters, point.step));
    return points;
}

std::vector<PathPoint> finite_path(const Model& model) {
    std::vector<PathPoint> path;
    for (const PathPoint& point : model.path)
        if (as_vector(*point.parameters).allFinite()) path.push_back(point);
    if (path.empty() || path.back().step != model.step) path.push_back({model.step, model.parameters});
    return path;
}

double explained_share(const LossPlane& plane, std::span<const PathPoint> path, ThreadPool& pool) {
    if (path.empty()) return 0;
    const PlaneProjector projector(plane);
    const double share = 1.0 / static_cast<double>(path.size());
    const auto learned_part = [&](const PathPoint& point) {
        return as_vector(std::span(*point.parameters).first(plane.first.size())).cast<double>();
    };
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(plane.first.size()));
    Eigen::Matrix2Xd coordinates(2, static_cast<Eigen::Index>(path.size()));
    for (const PathPoint& point : path) mean += share * learned_part(point);
    Eigen::VectorXd squares(coordinates.cols());
    pool.for_each(path.size(), [&](std::size_t i) {
        const auto column = static_cast<Eigen::Index>(i);
        coordinates.col(column) = projector.orthonormal(*path[i].parameters);
        squares[column] = (learned_part(path[i]) - mean).squaredNorm();
    });
    const double whole = squares.sum();
    const double in_plane = (coordinates.colwise() - coordinates.rowwise().mean().eval()).squaredNorm();
    return whole > 0 ? std::clamp(in_plane / whole, 0.0, 1.0) : 0;
}

std::array<double, 4> window_of_unit_square_and_path(const LossPlane& plane, std::span<const PathPoint> path,
                                                     ThreadPool& pool) {
    const PathExtent extent = extent_of(plane, path, pool);
    const Range a = widened(extent.a, margin_factor), b = widened(extent.b, margin_factor);
    return {std::min(a.first, -1.0), std::max(a.second, 1.0), std::min(b.first, -1.0), std::max(b.second, 1.0)};
}

std::array<double, 4> window_of_path(const LossPlane& plane, std::span<const PathPoint> path, ThreadPool& pool) {
    constexpr double least_aspect = 0.6;
    const PathExtent extent = extent_of(plane, path, pool);
    const double longer = std::max(extent.a.second - extent.a.first, extent.b.second - extent.b.first);
    if (!(longer > 0)) return {-1, 1, -1, 1};
    const Range a = widened(at_least(extent.a, least_aspect * longer), margin_factor);
    const Range b = widened(at_least(extent.b, least_aspect * longer), margin_factor);
    return {a.first, a.second, b.first, b.second};
}

LossPlane make_plane(std::string_view kind, const Model& model, std::vector<float> first, std::vector<float> second,
                     std::array<std::string, 2> labels, ThreadPool& pool, PathWindow* window) {
    LossPlane plane{std::string(kind), *model.parameters, std::move(first), std::move(second), std::move(labels)};
    const std::vector<PathPoint> path = finite_path(model);
    plane.explained = explained_share(plane, path, pool);
    plane.window = window(plane, path, pool);
    return plane;
}

Status check_parameters(const Model& model) {
    if (as_vector(*model.parameters).allFinite()) return {};
    return input_error("no plane through parameters that are not finite", "parameters",
                       "go back to the state before it diverged");
}

}  // namespace ravine
