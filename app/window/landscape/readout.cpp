#include "app/window/landscape/readout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/window/landscape/race_questions.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {

std::string resolved_number(double value, double resolution) {
    if (value == 0 || !std::isfinite(value)) return short_number(value);
    const double digits = std::ceil(std::log10(std::abs(value) / resolution)) + 1;
    return fmt::format("{:.{}g}", value, static_cast<int>(std::clamp(digits, 3.0, 17.0)));
}

std::string readout_words(const PanelContext& context, const Surface& surface, double x, double y, double pixel_x,
                          double pixel_y) {
    std::string words = fmt::format("x {}   y {}\nf ", resolved_number(x, pixel_x), resolved_number(y, pixel_y));
    const std::optional<PlaceAnswer> answer = height_at(context, surface, x, y);
    if (!answer) return words + "…\n∇f …";
    const auto& [place, height, gradient] = *answer;
    const double change = std::max(std::abs(gradient[0]) * pixel_x, std::abs(gradient[1]) * pixel_y);
    const double infimum = surface.traits().infimum;
    words += change > 0 ? resolved_number(height, change) : short_number(height);
    if (has_floor(surface) && infimum != 0) words += fmt::format("\nf − min f {}", short_number(height - infimum));
    return words + fmt::format("\n∇f ({}, {})", short_number(gradient[0]), short_number(gradient[1]));
}

}  // namespace ravine
