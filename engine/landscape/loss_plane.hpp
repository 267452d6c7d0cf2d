#pragma once
// Planes through parameter space, and a network's loss on them (Li et al., "Visualizing the loss landscape of neural
// nets", 2018; filter-wise normalised directions; Lorch 2016 and Li et al. for the PCA plane of the path).

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/compute/backends.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/result.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// θ(a, b) = origin + a·first + b·second, with origin the model's parameters. The directions need not be orthogonal,
/// and have an entry for each number that is learned: what origin has beyond these, the buffers, is the same
/// everywhere.
struct LossPlane {
    std::string kind;  ///< id of the plane row: "random", "pca", …
    std::vector<float> origin, first, second;
    std::array<std::string, 2> labels;  ///< of the axes: "PC 1 · 81 % of the motion"
    double explained =
        0;  ///< share of the path's motion (variance about its mean) that lies in the plane; 0 without a path
    std::array<double, 4> window{-1, 1, -1, 1};  ///< a least, a most, b least, b most: the path with a margin, or ±1
};

struct PlaneRow {
    std::string_view id;  ///< "random", "pca", "weights", "curvature"
    std::string_view label;
    std::string_view formula;
    std::string_view source;
    std::span<const Setting> settings;  ///< "weights": first, second: indices into θ
    /// Errors: parameters that are not finite, a path with fewer than three points for PCA, an index out of θ.
    Result<LossPlane> (*build)(const Model& model, std::span<const double> settings, ThreadPool& pool);
};

std::span<const PlaneRow> planes();

/// Checks the choice and builds its plane.
Result<LossPlane> build_plane(const Model& model, const Selection& plane, ThreadPool& pool);

/// Where a point of parameter space lies on the plane (its nearest point there, by least squares), and how far off it:
/// ‖θ − projection‖.
struct PlanePoint {
    double a, b, off_plane;
    std::uint64_t step = 0;
};
PlanePoint project(const LossPlane& plane, std::span<const float> parameters);
std::vector<PlanePoint> project_path(const LossPlane& plane, std::span<const PathPoint> path);

/// Loss on a grid; values [rows × columns], row 0 at b least, in the training loss without penalty (NaN or ∞ possible).
/// The outer points lie on the window's edges: an odd number of columns and rows has one in its middle.
struct LossGrid {
    int columns = 0, rows = 0;
    std::array<double, 4> window{};
    std::vector<float> values;

    double a(int column) const { return between(window[0], window[1], column, columns); }
    double b(int row) const { return between(window[2], window[3], row, rows); }

  private:
    static double between(double least, double most, int index, int count) {
        const double share = count > 1 ? double(index) / (count - 1) : 0.5;
        return least * (1 - share) + most * share;
    }
};

/// Mean training loss of the model's network at every grid point, in parallel, same bits for any number of threads.
/// Stops early, and returns an incomplete grid with columns = 0, when `cancelled` becomes true.
LossGrid evaluate_loss_grid(const Model& model, const LossPlane& plane, int columns, int rows, ThreadPool& pool,
                            const std::atomic<bool>& cancelled, const BackendRow& backend = cpu_backend());

}  // namespace ravine
