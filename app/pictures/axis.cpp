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
    if (largest == 0 || !std::isfinite(largest) || (largest >= 1e-3 && largest < 1e4)) return {};
    if (largest >= 1e4 && largest < 1e7) return {1e3, "k"};
    if (largest >= 1e7 && largest < 1e10) return {1e6, "M"};
    const int power = static_cast<int>(std::floor(std::log10(largest) + 1e-9));
    return {std::pow(10, power), fmt::format("e{}", power)};
}

/// Numbers that are `step` apart, with as many decimals as tell them apart.
Notation notation_of(double largest, double step) {
    Notation notation = notation_of(largest);
    const double digits = std::ceil(-std::log10(step / notation.unit) - 1e-9);
    notation.decimals = digits > 0 ? static_cast<int>(std::min(digits, 9.0)) : 0;
    return notation;
}

std::string tick_label(double value, const Notation& notation) {
    if (value == 0) return "0";
    return fmt::format("{:.{}f}{}", value / notation.unit, notation.decimals, notation.suffix);
}

/// Equal steps of 1, 2 or 5 times a power of ten, counted from 0.
struct Steps {
    double size, power;  ///< `power` is that of ten
    double first, last;  ///< counts of steps
};

Steps steps_of(const Axis& axis, int wanted) {
    const double finest =
        4 * std::numeric_limits<double>::epsilon() * std::max(std::abs(axis.least), std::abs(axis.most));
    const double rough = std::max((axis.most - axis.least) / std::max(wanted, 1), finest);
    const double power = std::pow(10, std::floor(std::log10(rough))), leading = rough / power;
    const double size = power * (leading < 1.5 ? 1 : leading < 3.5 ? 2 : leading < 7.5 ? 5 : 10);
    return {size, power, std::ceil(axis.least / size - 1e-9), std::floor(axis.most / size + 1e-9)};
}

/// Labels count from `origin` steps.
std::vector<Tick> ticks_at(const Steps& steps, double origin) {
    const double farthest = std::max(std::abs(steps.first - origin), std::abs(steps.last - origin));
    const Notation notation = notation_of(steps.size * farthest, steps.size);
    std::vector<Tick> found;
    for (double k = steps.first; k <= steps.last; ++k)
        found.push_back({k * steps.size, tick_label((k - origin) * steps.size, notation)});
    return found;
}

/// With so many decimals that what is `unit` apart can be told apart, but without zeros at the end.
std::string decimal_text(double value, double unit) {
    const int decimals = static_cast<int>(std::clamp(-std::log10(unit) + 0.5, 0.0, 300.0));
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (decimals > 0) text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
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

/// True where ticks stand at equal steps: on a logarithmic axis, too, if it is short and has few powers.
bool has_steps(const Axis& axis, int wanted) {
    if (!axis.logarithmic) return true;
    return axis.most < 10 * axis.least && logarithmic_ticks(axis, wanted).size() < 3;
}

}  // namespace

double Axis::share(double value) const {
    if (!logarithmic) return (value - least) / (most - least);
    if (!(value > 0)) return std::numeric_limits<double>::quiet_NaN();
    return (std::log(value) - std::log(least)) / (std::log(most) - std::log(least));  // quotients may be too large
}

std::vector<Tick> ticks(const Axis& axis, int wanted) {
    return has_steps(axis, wanted) ? ticks_at(steps_of(axis, wanted), 0) : logarithmic_ticks(axis, wanted);
}

OffsetTicks offset_ticks(const Axis& axis, int wanted) {
    constexpr double most_steps_from_0 = 2e4;  // up to six digits
    constexpr double unit_of_offset = 100;     // in powers of the steps, so that labels have two digits
    const Steps steps = steps_of(axis, wanted);
    const bool is_far = std::max(std::abs(steps.first), std::abs(steps.last)) > most_steps_from_0;
    if (!is_far || !has_steps(axis, wanted)) return {0, {}, ticks(axis, wanted)};
    const double unit = std::round(unit_of_offset * steps.power / steps.size);
    const double origin = std::round((steps.first + steps.last) / 2 / unit) * unit, offset = origin * steps.size;
    return {offset, decimal_text(std::abs(offset), unit_of_offset * steps.power), ticks_at(steps, origin)};
}

std::string axis_name(std::string_view name, const OffsetTicks& ticks) {
    if (ticks.offset_label.empty()) return std::string(name);
    return fmt::format("{} {} {}", name, ticks.offset < 0 ? "+" : "−", ticks.offset_label);
}

Axis axis_around(const std::vector<double>& values, bool logarithmic) {
    double least = std::numeric_limits<double>::infinity(), most = -least;
    // Losses of a race that diverges come near the largest number there is.
    constexpr double largest = std::numeric_limits<double>::max();
    for (const double value : values) {
        if (!std::isfinite(value) || (logarithmic && value <= 0)) continue;
        const double shown = logarithmic ? value : std::clamp(value, -largest / 2.1, largest / 2.1);
        least = std::min(least, shown);
        most = std::max(most, shown);
    }
    if (least > most) return {logarithmic ? 0.1 : 0.0, 1, logarithmic};
    if (logarithmic) {
        const double margin = std::max(1.1, std::pow(most, 0.06) / std::pow(least, 0.06));
        return {std::max(least / margin, std::numeric_limits<double>::min()), std::min(most * margin, largest), true};
    }
    const double margin = most > least ? (most - least) * 0.06 : std::max(std::abs(most) * 0.1, 0.5);
    return {std::max(least - margin, -largest / 2), std::min(most + margin, largest / 2), false};
}

Axis axis_around(std::vector<double> values, bool logarithmic, std::optional<double> least,
                 std::optional<double> most) {
    std::erase_if(values, [&](double value) { return (least && value < *least) || (most && value > *most); });
    Axis axis = axis_around(values, logarithmic);
    axis.least = least.value_or(axis.least);
    axis.most = most.value_or(axis.most);
    return axis;
}

}  // namespace ravine
