#include "app/pictures/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ravine {

namespace {

/// How all numbers of an axis are written, so that they can be compared at a glance.
struct Notation {
    double unit = 1;
    std::string suffix = {};
    int decimals = 0;
};

/// Thousands and millions have their letters; what is larger or smaller has the power of its largest number.
Notation notation_of(double largest) {
    if (largest == 0 || (largest >= 1e-3 && largest < 1e4)) return {};
    if (largest >= 1e4 && largest < 1e7) return {1e3, "k"};
    if (largest >= 1e7 && largest < 1e10) return {1e6, "M"};
    const int power = static_cast<int>(std::floor(std::log10(largest) + 1e-9));
    return {std::pow(10, power), fmt::format("e{}", power)};
}

/// Numbers that are `step` apart, with as many decimals as tell them apart.
Notation notation_of(double largest, double step) {
    Notation notation = notation_of(largest);
    const double digits = std::ceil(-std::log10(step / notation.unit) - 1e-9);
    notation.decimals = static_cast<int>(std::clamp(digits, 0.0, 9.0));
    return notation;
}

std::string tick_label(double value, const Notation& notation) {
    if (value == 0) return "0";
    return fmt::format("{:.{}f}{}", value / notation.unit, notation.decimals, notation.suffix);
}

std::vector<Tick> linear_ticks(const Axis& axis, int wanted) {
    const double rough = (axis.most - axis.least) / std::max(wanted, 1);
    const double power = std::pow(10, std::floor(std::log10(rough))), leading = rough / power;
    const double step = power * (leading < 1.5 ? 1 : leading < 3.5 ? 2 : leading < 7.5 ? 5 : 10);
    const double first = std::ceil(axis.least / step - 1e-9), last = std::floor(axis.most / step + 1e-9);
    const Notation notation = notation_of(step * std::max(std::abs(first), std::abs(last)), step);
    std::vector<Tick> found;
    for (double k = first; k <= last; ++k) found.push_back({k * step, tick_label(k * step, notation)});
    return found;
}

/// 1, 2 or 5 times a power of ten: as a plain number where all of the axis can be, else all as powers.
std::string logarithmic_label(int factor, int power, const Axis& axis) {
    if (axis.least >= 1e-4 && axis.most < 1e5) return fmt::format("{:g}", factor * std::pow(10, power));
    return fmt::format("{}e{}", factor, power);
}

std::vector<Tick> logarithmic_ticks(const Axis& axis, int wanted) {
    const double decades = std::log10(axis.most) - std::log10(axis.least);
    const int every = std::max(1, static_cast<int>(std::ceil(decades / std::max(wanted, 1))));
    std::vector<Tick> found;
    for (int power = static_cast<int>(std::floor(std::log10(axis.least))); std::pow(10, power) <= axis.most; ++power)
        for (const int factor : {1, 2, 5}) {
            const double value = factor * std::pow(10, power);
            const bool shown = decades < 2 || (factor == 1 && power % every == 0);
            if (shown && value >= axis.least * (1 - 1e-9) && value <= axis.most * (1 + 1e-9))
                found.push_back({value, logarithmic_label(factor, power, axis)});
        }
    return found;
}

}  // namespace

double Axis::share(double value) const {
    if (!logarithmic) return (value - least) / (most - least);
    if (!(value > 0)) return std::numeric_limits<double>::quiet_NaN();
    return (std::log(value) - std::log(least)) / (std::log(most) - std::log(least));  // quotients may be too large
}

std::vector<Tick> ticks(const Axis& axis, int wanted) {
    if (!axis.logarithmic) return linear_ticks(axis, wanted);
    std::vector<Tick> found = logarithmic_ticks(axis, wanted);
    const bool is_short = axis.most < 10 * axis.least;  // and has few powers
    return found.size() < 3 && is_short ? linear_ticks(axis, wanted) : found;
}

Axis axis_around(const std::vector<double>& values, bool logarithmic) {
    double least = std::numeric_limits<double>::infinity(), most = -least;
    for (const double value : values)
        if (std::isfinite(value) && (!logarithmic || value > 0)) {
            least = std::min(least, value);
            most = std::max(most, value);
        }
    // Losses of a race that diverges come near the largest number there is.
    constexpr double largest = std::numeric_limits<double>::max();
    if (least > most) return {logarithmic ? 0.1 : 0.0, 1, logarithmic};
    if (logarithmic) {
        const double margin = std::max(1.1, std::pow(most, 0.06) / std::pow(least, 0.06));
        return {std::max(least / margin, std::numeric_limits<double>::min()), std::min(most * margin, largest), true};
    }
    const double margin = most > least ? (most - least) * 0.06 : std::max(std::abs(most) * 0.1, 0.5);
    return {std::max(least - margin, -largest / 2), std::min(most + margin, largest / 2), false};
}

}  // namespace ravine
