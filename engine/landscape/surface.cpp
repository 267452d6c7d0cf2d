#include "engine/landscape/surface.hpp"

#include <cstddef>

#include "engine/landscape/kernels/gradient_code.hpp"

namespace ravine {

void Surface::values(std::span<const double> x, std::span<const double> y, std::span<double> f) const {
    for (std::size_t i = 0; i < f.size(); ++i) f[i] = value(x[i], y[i]);
}

void Surface::gradients(std::span<const double> x, std::span<const double> y, std::span<double> f_x,
                        std::span<double> f_y) const {
    for (std::size_t i = 0; i < f_x.size(); ++i) {
        const std::array<double, 2> at = gradient(x[i], y[i]);
        f_x[i] = at[0];
        f_y[i] = at[1];
    }
}

std::optional<GradientCode> Surface::gradient_code() const { return std::nullopt; }

}  // namespace ravine
