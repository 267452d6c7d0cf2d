#pragma once
// A surface as second-order optimizers ask it.

#include <array>
#include <cstdint>
#include <span>

#include "engine/landscape/surface.hpp"
#include "engine/optimize/objective.hpp"

namespace ravine {

/// f(θ) + tilt·(θ − from), so that a step which is taken with noise in its gradient sees one and the same surface
/// wherever it asks.
class SurfaceObjective : public Objective {
  public:
    explicit SurfaceObjective(const Surface& surface, std::array<double, 2> from = {0, 0},
                              std::array<double, 2> tilt = {0, 0})
        : surface_(surface), from_(from), tilt_(tilt) {}

    double loss(std::span<const double> at, std::span<double> gradient) override {
        ++evaluations_;
        if (!gradient.empty()) {
            const auto exact = surface_.gradient(at[0], at[1]);
            for (std::size_t i = 0; i < 2; ++i) gradient[i] = exact[i] + tilt_[i];
        }
        return surface_.value(at[0], at[1]) + tilt_[0] * (at[0] - from_[0]) + tilt_[1] * (at[1] - from_[1]);
    }
    void hessian(std::span<const double> at, std::span<double> matrix) override {
        put(surface_.hessian(at[0], at[1]), matrix);
    }
    void gauss_newton(std::span<const double> at, std::span<double> matrix) override {
        put(surface_.gauss_newton(at[0], at[1]), matrix);
    }

    /// What it has been asked: each loss, with its gradient or without, counts one, and each matrix two, as many
    /// gradients as differences would take.
    std::uint64_t evaluations() const { return evaluations_; }

  private:
    void put(const std::array<double, 3>& half, std::span<double> matrix) {
        evaluations_ += 2;
        matrix[0] = half[0];
        matrix[1] = matrix[2] = half[1];
        matrix[3] = half[2];
    }

    const Surface& surface_;
    std::array<double, 2> from_, tilt_;
    std::uint64_t evaluations_ = 0;
};

}  // namespace ravine
