#pragma once
// Axes: from numbers to places along a side of a plot, and where the ticks stand.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ravine {

struct Axis {
    double least = 0, most = 1;
    bool logarithmic = false;

    /// 0 at `least`, 1 at `most`; NaN for a number that a logarithmic axis cannot show.
    double share(double value) const;
};

struct Tick {
    double value;
    std::string label;
};

/// Round numbers on the axis, about `wanted` of them, all written alike ("80k", "100k"): 1, 2 or 5 times a power of
/// ten; powers of ten alone where a logarithmic axis spans several.
std::vector<Tick> ticks(const Axis& axis, int wanted);

/// Ticks that count from a round number between them, where they would all begin with the same digits.
struct OffsetTicks {
    double offset = 0;
    std::string offset_label = {};  ///< empty where the offset is 0
    std::vector<Tick> ticks;        ///< their values count from 0, their labels from the offset
};
OffsetTicks offset_ticks(const Axis& axis, int wanted);

/// "x", or "x − 1.25" with an offset: what the labels count.
std::string axis_name(std::string_view name, const OffsetTicks& ticks);

/// A little wider than the finite values; on a logarithmic axis only those above 0 count. Sound for any input.
Axis axis_around(const std::vector<double>& values, bool logarithmic);
/// With the ends that are given; values beyond them do not count.
Axis axis_around(std::vector<double> values, bool logarithmic, std::optional<double> least, std::optional<double> most);

}  // namespace ravine
