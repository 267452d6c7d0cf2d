#pragma once
// Gradients of surfaces that need no call by an address, so that a GPU's threads can run them.

#include <array>
#include <cstddef>
#include <span>
#include <variant>

#include "engine/core/host_device.hpp"
#include "engine/formula/gradient_program.hpp"
#include "engine/landscape/kernels/painted_relief.hpp"
#include "engine/landscape/surfaces/listed.hpp"

namespace ravine {

/// Of a row of the table of surfaces.
struct AnalyticGradient {
    std::size_t surface;  ///< its place there
    std::array<double, most_surface_settings> settings;

    /// {∂x, ∂y}
    RAVINE_HOST_DEVICE std::array<double, 2> operator()(double x, double y) const {
        std::array<double, 2> gradient{};
        visit_type(listed_surfaces::Listed(), surface,
                   [&]<class Surface>() { gradient = Surface::gradient(x, y, settings); });
        return gradient;
    }

    template <class Keep>
    AnalyticGradient kept(const Keep&) const {
        return *this;
    }
};

/// Lists that it looks at are the surface's.
struct GradientCode {
    std::variant<AnalyticGradient, GradientProgram, PaintedRelief> of;
};

}  // namespace ravine
