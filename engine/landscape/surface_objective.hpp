#pragma once
// A surface as second-order optimizers ask it.

#include <array>
#include <span>

#include "engine/landscape/surfaces.hpp"
#include "engine/optimize/objective.hpp"

namespace ravine {

/// f(θ) + tilt·(θ − from), so that a step which is taken with noise in its gradient sees one and the same surface
/// wherever it asks.
class SurfaceObjective : public Objective {
  public:
    SurfaceObjective(const SurfaceRow& row, std::span<const double> settings, std::array<double, 2> from = {0, 0},
                     std::array<double, 2> tilt = {0, 0})
        : row_(row), settings_(settings), from_(from), tilt_(tilt) {}

    double loss(std::span<const double> at, std::span<double> gradient) override {
        if (!gradient.empty()) {
            const auto exact = row_.gradient(at[0], at[1], settings_);
            for (std::size_t i = 0; i < 2; ++i) gradient[i] = exact[i] + tilt_[i];
        }
        return row_.value(at[0], at[1], settings_) + tilt_[0] * (at[0] - from_[0]) + tilt_[1] * (at[1] - from_[1]);
    }
    void hessian(std::span<const double> at, std::span<double> matrix) override {
        put(row_.hessian(at[0], at[1], settings_), matrix);
    }
    void gauss_newton(std::span<const double> at, std::span<double> matrix) override {
        put((row_.gauss_newton ? row_.gauss_newton : row_.hessian)(at[0], at[1], settings_), matrix);
    }

  private:
    static void put(const std::array<double, 3>& half, std::span<double> matrix) {
        matrix[0] = half[0];
        matrix[1] = matrix[2] = half[1];
        matrix[3] = half[2];
    }

    const SurfaceRow& row_;
    std::span<const double> settings_;
    std::array<double, 2> from_, tilt_;
};

}  // namespace ravine
