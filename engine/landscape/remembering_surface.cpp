#include "engine/landscape/remembering_surface.hpp"

#include <utility>

namespace ravine {

RememberingSurface::RememberingSurface(std::shared_ptr<const Surface> surface)
    : Surface(surface->traits()), surface_(std::move(surface)) {}

bool RememberingSurface::is_slow() const { return surface_->is_slow(); }

double RememberingSurface::value(double x, double y) const {
    return values_.at(x, y, [&] { return surface_->value(x, y); });
}

std::array<double, 2> RememberingSurface::gradient(double x, double y) const {
    return gradients_.at(x, y, [&] { return surface_->gradient(x, y); });
}

std::array<double, 3> RememberingSurface::hessian(double x, double y) const {
    return hessians_.at(x, y, [&] { return surface_->hessian(x, y); });
}

std::array<double, 3> RememberingSurface::gauss_newton(double x, double y) const {
    return gauss_newton_.at(x, y, [&] { return surface_->gauss_newton(x, y); });
}

void RememberingSurface::values(std::span<const double> x, std::span<const double> y, std::span<double> f) const {
    surface_->values(x, y, f);
}

void RememberingSurface::gradients(std::span<const double> x, std::span<const double> y, std::span<double> f_x,
                                   std::span<double> f_y) const {
    surface_->gradients(x, y, f_x, f_y);
}

}  // namespace ravine
