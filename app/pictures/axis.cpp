#include "app/pictures/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ravine {

namespace {

std::string tick_label(double value) {
    const double size = std::abs(value);
    if (size != 0 && (size >= 1e5 || size < 1e-3)) {
        const int power = static_cast<int>(std::floor(std::log10(size) + 1e-9));
        return fmt::format("{:g}e{}", std::round(value / std::pow(10, power) * 1e6) / 1e6, power);
    }
    return fmt::format("{:.6g}", value);
}

std::vector<Tick> linear_ticks(const Axis& axis, int wanted) {
    const double rough = (axis.most - axis.least) / std::max(wanted, 1);
    const double power = std::pow(10, std::floor(std::log10(rough))), leading = rough / power;
    const double step = power * (leading < 1.5 ? 1 : leading < 3.5 ? 2 : leading < 7.5 ? 5 : 10);
    std::vector<Tick> found;
    for (double k = std::ceil(axis.least / step - 1e-9); k * step <= axis.most + step * 1e-9; ++k)
        found.push_back({k * step, tick_label(k == 0 ? 0 : k * step)});
    return found;
}

std::vector<Tick> logarithmic_ticks(const Axis& axis, int wanted) {
    const double decades = std::log10(axis.most / axis.least);
    const int every = std::max(1, static_cast<int>(std::ceil(decades / std::max(wanted, 1))));
    std::vector<Tick> found;
    for (int power = static_cast<int>(std::floor(std::log10(axis.least))); std::pow(10, power) <= axis.most; ++power)
        for (const double factor : {1, 2, 5}) {
            const double value = factor * std::pow(10, power);
            const bool shown = decades < 2 || (factor == 1 && power % every == 0);
            if (shown && value >= axis.least * (1 - 1e-9) && value <= axis.most * (1 + 1e-9))
                found.push_back({value, tick_label(value)});
        }
    return found;
}

}  // namespace

double Axis::share(double value) const {
    if (!logarithmic) return (value - least) / (most - least);
    return value > 0 ? std::log(value / least) / std::log(most / least) : std::numeric_limits<double>::quiet_NaN();
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
    if (least > most) return {logarithmic ? 0.1 : 0.0, 1, logarithmic};
    if (logarithmic) {
        const double margin = std::max(1.1, std::pow(most / least, 0.06));
        return {least / margin, most * margin, true};
    }
    const double margin = most > least ? (most - least) * 0.06 : std::max(std::abs(most) * 0.1, 0.5);
    return {least - margin, most + margin, false};
}

}  // namespace ravine
