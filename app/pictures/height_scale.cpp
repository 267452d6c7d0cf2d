#include "app/pictures/height_scale.hpp"

#include <fmt/format.h>

namespace ravine {

namespace {

/// Six decades below the highest are enough: what is lower shows as the lowest.
constexpr double most_decades = 6;
constexpr double rounding = std::numeric_limits<double>::epsilon();
constexpr double least_extent = 1e-300;  // of heights that are all the same

}  // namespace

HeightScale::HeightScale(double least, double most, bool logarithmic, double floor)
    : logarithmic_(logarithmic), floor_(logarithmic ? floor : 0), least_(least), most_(most) {
    // Differences of a few roundings are no shape.
    const double noise = 64 * rounding * std::max({std::abs(least), std::abs(most), std::abs(floor_)});
    if (!logarithmic) {
        low_ = least;
        extent_ = std::max({most - least, noise, least_extent});
        is_flat_ = extent_ > most - least;
        return;
    }
    const double above = most - floor;
    lowest_ = std::max({least - floor, above * std::pow(10, -most_decades), floor != 0 ? noise : 0.0, least_extent});
    low_ = std::log10(lowest_);
    const double extent = std::log10(std::max(above, lowest_)) - low_;
    extent_ = std::max({extent, 64 * rounding * std::abs(low_), least_extent});
    is_flat_ = extent_ > extent;
}

double HeightScale::even(double height) const {
    return logarithmic_ ? std::log10(std::max(height - floor_, lowest_)) : height;
}

double HeightScale::share(double height) const {
    if (!std::isfinite(height)) return 1;
    const double share = (even(height) - low_) / extent_;
    return share > 0 ? std::min(share, 1.0) : 0;  // no number where the extent is beyond all numbers
}

double HeightScale::height(double share) const {
    const double shown = low_ + share * extent_;
    return logarithmic_ ? floor_ + std::pow(10, shown) : shown;
}

std::string HeightScale::name(std::string_view quantity) const {
    return floor_ != 0 ? fmt::format("{0} − min {0}", quantity) : std::string(quantity);
}

Axis HeightScale::axis() const {
    if (!logarithmic_) return {low_, low_ + extent_};
    return {std::pow(10, low_), std::pow(10, low_ + extent_), true};
}

}  // namespace ravine
