#include "engine/landscape/planes/pca.hpp"

#include <fmt/format.h>

#include <Eigen/Eigenvalues>

#include <algorithm>

#include "engine/core/random.hpp"
#include "engine/landscape/plane_geometry.hpp"

namespace ravine::pca_plane {

namespace {

// Parameters whose products are summed by one piece of the parallel loop.
constexpr Eigen::Index piece_size = 4096;

/// Rows are the path's points less the origin, columns the parameters from `start` on.
Eigen::MatrixXd differences(std::span<const PathPoint> path, const Model& model, Eigen::Index start) {
    const auto origin = as_vector(learned(model, *model.parameters));
    const Eigen::Index count = std::min(piece_size, origin.size() - start);
    Eigen::MatrixXd rows(static_cast<Eigen::Index>(path.size()), count);
    for (Eigen::Index i = 0; i < rows.rows(); ++i) {
        const auto parameters = as_vector(*path[static_cast<std::size_t>(i)].parameters);
        rows.row(i) =
            (parameters.segment(start, count).cast<double>() - origin.segment(start, count).cast<double>()).transpose();
    }
    return rows;
}

std::size_t piece_count(const Model& model) {
    return (model.network->parameter_count() + std::size_t{piece_size} - 1) / std::size_t{piece_size};
}

/// Scalar products of the path's points about their mean. It has the covariance's eigenvalues, and is small: the path
/// has far fewer points than the network may have parameters.
Eigen::MatrixXd gram_matrix(std::span<const PathPoint> path, const Model& model, ThreadPool& pool) {
    std::vector<Eigen::MatrixXd> parts(piece_count(model));
    pool.for_each(parts.size(), [&](std::size_t piece) {
        Eigen::MatrixXd rows = differences(path, model, static_cast<Eigen::Index>(piece) * piece_size);
        rows.rowwise() -= rows.colwise().mean().eval();
        parts[piece] = rows * rows.transpose();
    });
    Eigen::MatrixXd sum = parts.front();
    for (std::size_t piece = 1; piece < parts.size(); ++piece) sum += parts[piece];
    return sum;
}

/// Σᵢ weightsᵢ·(θᵢ − origin) for each column of weights: [parameters × 2].
Eigen::MatrixX2d combine(std::span<const PathPoint> path, const Model& model, const Eigen::MatrixX2d& weights,
                         ThreadPool& pool) {
    Eigen::MatrixX2d sums(static_cast<Eigen::Index>(model.network->parameter_count()), 2);
    pool.for_each(piece_count(model), [&](std::size_t piece) {
        const Eigen::Index start = static_cast<Eigen::Index>(piece) * piece_size;
        const Eigen::MatrixXd rows = differences(path, model, start);
        sums.middleRows(start, rows.cols()) = rows.transpose() * weights;
    });
    return sums;
}

/// A direction for a path that has only one.
Eigen::VectorXd any_direction(Eigen::Index size) {
    RandomStream random(1, RandomPurpose::directions, 2);
    Eigen::VectorXd direction(size);
    for (double& value : direction) value = random.normal();
    return direction;
}

/// Both of length 1 and orthogonal; signed so that the path runs from the left, and from above.
void orthonormalize(Eigen::MatrixX2d& directions, const Eigen::VectorXd& start) {
    directions.col(0).normalize();
    for (int pass = 0; pass < 2; ++pass)  // once is not enough where the two are nearly parallel
        directions.col(1) -= directions.col(0) * directions.col(0).dot(directions.col(1));
    directions.col(1).normalize();
    if (directions.col(0).dot(start) > 0) directions.col(0) *= -1;
    if (directions.col(1).dot(start) < 0) directions.col(1) *= -1;
}

std::string label(int component, double share) {
    return fmt::format("PC {} · {:.0f} % of the motion", component, 100 * share);
}

}  // namespace

Result<LossPlane> build(const Model& model, std::span<const double>, ThreadPool& pool) {
    if (Status status = check_parameters(model); !status) return status.error();
    const std::vector<PathPoint> path = finite_path(model);
    if (path.size() < 3)
        return input_error(fmt::format("the path has {} points, too few for principal components", path.size()), "path",
                           "train for at least two steps");

    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram_matrix(path, model, pool));
    const Eigen::VectorXd values = solver.eigenvalues().cwiseMax(0).reverse();  // largest first
    if (!(values[0] > 0)) return input_error("the parameters have not moved", "path", "train for at least two steps");

    Eigen::MatrixX2d directions = combine(path, model, solver.eigenvectors().rightCols<2>().rowwise().reverse(), pool);
    const bool is_straight = values[1] < 1e-12 * values[0];  // below what floats can tell from rounding
    if (is_straight) directions.col(1) = any_direction(directions.rows());
    const auto first = as_vector(learned(model, *path.front().parameters));
    orthonormalize(directions, (first - as_vector(learned(model, *model.parameters))).cast<double>());

    const double whole = values.sum();
    const std::string second = is_straight ? "random direction: the path is straight" : label(2, values[1] / whole);
    return make_plane(row.id, model, to_floats(directions.col(0)), to_floats(directions.col(1)),
                      {label(1, values[0] / whole), second}, pool, window_of_path);
}

}  // namespace ravine::pca_plane
