#include "engine/landscape/analytic_surface.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "engine/core/table.hpp"
#include "engine/landscape/kernels/gradient_code.hpp"

namespace ravine {

namespace {

SurfaceTraits traits_of(const SurfaceRow& row, std::span<const double> settings) {
    return {.label = std::string(row.label),
            .formula = std::string(row.formula),
            .source = std::string(row.source),
            .derivatives = "by hand",
            .window = row.window,
            .start = row.start,
            .minima = row.minima(settings),
            .infimum = row.infimum(settings)};
}

}  // namespace

AnalyticSurface::AnalyticSurface(const SurfaceRow& row, std::vector<double> settings)
    : Surface(traits_of(row, settings)), row_(row), settings_(std::move(settings)) {}

std::optional<GradientCode> AnalyticSurface::gradient_code() const {
    AnalyticGradient gradient{static_cast<std::size_t>(&row_ - surfaces().data()), {}};
    std::copy(settings_.begin(), settings_.end(), gradient.settings.begin());
    return GradientCode{gradient};
}

Result<std::shared_ptr<const Surface>> make_surface(const Selection& selection) {
    const auto row = check_selection(surfaces(), selection, "surface", "surface");
    if (!row) return row.error();
    return std::shared_ptr<const Surface>(std::make_shared<AnalyticSurface>(**row, selection.values));
}

}  // namespace ravine
