#pragma once
// Descents from many start points at once: where each one ends up, and after how many steps.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/aligned_vector.hpp"
#include "engine/landscape/arrival.hpp"
#include "engine/landscape/surface.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

/// A descent has arrived within this distance of a minimum: a hundredth of the shorter side of the surface's own
/// window, less where two minima are close together, so that it does not change as somebody zooms.
double arrival_radius(const SurfaceTraits& traits);
/// Beyond this distance from its start it has diverged: a hundred diagonals of the surface's own window.
double far_distance(const SurfaceTraits& traits);

/// What all descents of a map have in common.
struct DescentConditions {
    int steps = 500;
    double gradient_noise = 0;  ///< σ and seed as those of a race: each step has the noise of the race's step
    std::uint64_t seed = 1;

    bool operator==(const DescentConditions&) const = default;
};

inline constexpr int most_descent_steps = 100'000, most_map_size = 1024;

/// Errors: numbers out of range, also those of a map's columns and rows; `where` is the key path of all of them.
Status check_conditions(const DescentConditions& conditions, int columns, int rows, const std::string& where);

class Descents {
  public:
    /// What a thread computes in.
    using Memory = AlignedVector<double>;

    Descents(std::shared_ptr<const Surface> surface, const DescentConditions& conditions);

    /// So many starts are best stepped together: their way then fits into the second-level cache.
    std::size_t starts_together() const;
    /// One arrival for each start (x, y), all with the same optimizer and settings. Does not depend on what else is
    /// stepped with a start. Any number of threads may call it, each with a memory of its own.
    void run(const OptimizerRow& optimizer, const std::vector<double>& settings, std::span<const double> x,
             std::span<const double> y, std::span<Arrival> arrivals, Memory& memory) const;

  private:
    std::size_t step_together(const OptimizerRow& optimizer, const std::vector<double>& settings, std::size_t count,
                              Memory& way) const;
    void step_alone(const OptimizerRow& optimizer, const std::vector<double>& settings, std::size_t index,
                    std::size_t count, Memory& way) const;
    Arrival end_of(double x, double y, double start_x, double start_y) const;
    void judge(const double* way, std::size_t last, std::size_t count, std::span<Arrival> arrivals) const;

    std::shared_ptr<const Surface> surface_;
    bool is_noisy_;
    std::vector<std::array<double, 2>> noise_;  // of each step
    double radius_, far_;
};

}  // namespace ravine
