#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/landscape/surface.hpp"
#include "engine/landscape/surfaces.hpp"

namespace ravine {

/// A row of the table of surfaces with values for its settings.
class AnalyticSurface : public Surface {
  public:
    AnalyticSurface(const SurfaceRow& row, std::vector<double> settings);

    double value(double x, double y) const override { return row_.value(x, y, settings_); }
    std::array<double, 2> gradient(double x, double y) const override { return row_.gradient(x, y, settings_); }
    std::array<double, 3> hessian(double x, double y) const override { return row_.hessian(x, y, settings_); }
    std::array<double, 3> gauss_newton(double x, double y) const override {
        return (row_.gauss_newton ? row_.gauss_newton : row_.hessian)(x, y, settings_);
    }
    void gradients(std::span<const double> x, std::span<const double> y, std::span<double> f_x,
                   std::span<double> f_y) const override {
        row_.gradients(x, y, settings_, f_x, f_y);
    }
    std::optional<GradientCode> gradient_code() const override;

  private:
    const SurfaceRow& row_;
    std::vector<double> settings_;
};

/// Errors: an unknown id, settings out of range.
Result<std::shared_ptr<const Surface>> make_surface(const Selection& selection);

}  // namespace ravine
