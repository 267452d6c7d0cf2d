#include "app/pictures/contour_marks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ravine {

namespace {

std::string power_label(int factor, int power) {
    if (power >= -3 && power <= 4) return fmt::format("{:g}", factor * std::pow(10, power));
    return fmt::format("{}e{}", factor, power);
}

/// 1, 2 and 5 times powers of ten.
std::vector<ContourMark> marks_by_power(const Axis& axis) {
    std::vector<ContourMark> marks;
    const int end = static_cast<int>(std::floor(std::log10(axis.most)));
    for (int power = static_cast<int>(std::floor(std::log10(axis.least))); power <= end; ++power)
        for (const int factor : {1, 2, 5})
            marks.push_back({factor * std::pow(10, power), 0, 1, factor == 1, power_label(factor, power)});
    return marks;
}

/// Equal steps, of which every fourth or fifth is strong: the one whose number is round, as counted from the offset.
std::vector<ContourMark> marks_by_step(const OffsetTicks& ticks) {
    std::vector<ContourMark> marks;
    if (ticks.ticks.size() < 2) return marks;
    const double step = ticks.ticks[1].value - ticks.ticks[0].value;
    const double leading = step / std::pow(10, std::floor(std::log10(step) + 1e-6));
    const double every = std::abs(leading - 5) < 0.5 ? 4 : 5;
    for (const Tick& tick : ticks.ticks) {
        const double count = std::round((tick.value - ticks.offset) / step);
        marks.push_back({tick.value, 0, 1, std::fmod(count, every) == 0, tick.label});
    }
    return marks;
}

/// For each, to the nearest neighbour that is at least as strong.
void measure_gaps(std::vector<ContourMark>& marks) {
    const auto measure = [](auto begin, auto end) {
        const ContourMark* before = nullptr;  // the last strong one, or for a weak one any
        const ContourMark* any = nullptr;
        for (auto mark = begin; mark != end; ++mark) {
            const ContourMark* near = mark->is_strong ? before : any;
            if (near != nullptr) mark->gap = std::min(mark->gap, std::abs(mark->share - near->share));
            any = &*mark;
            if (mark->is_strong) before = any;
        }
    };
    measure(marks.begin(), marks.end());
    measure(marks.rbegin(), marks.rend());
}

}  // namespace

Color contour_ink(Color ground) {
    constexpr double bright = 0.36;  // luminance
    return luminance(ground) < bright ? rgb(0xFFFFFF) : rgb(0x0D1F0D);
}

ContourMarks contour_marks(const HeightScale& scale, int wanted, std::string_view quantity) {
    const Axis axis = scale.axis();
    const bool by_power = scale.logarithmic() && axis.most >= 10 * axis.least;
    ContourMarks found{scale.name(quantity), {}};
    if (scale.is_flat()) return found;
    if (by_power) {
        found.marks = marks_by_power(axis);
    } else {
        const OffsetTicks ticks = offset_ticks({axis.least, axis.most}, wanted);
        found.name = axis_name(found.name, ticks);
        found.marks = marks_by_step(ticks);
    }
    for (ContourMark& mark : found.marks) mark.share = axis.share(mark.height);
    std::erase_if(found.marks, [](const ContourMark& mark) { return !(mark.share > 0 && mark.share < 1); });
    if (found.marks.size() > most_contours) found.marks.resize(most_contours);
    measure_gaps(found.marks);
    return found;
}

}  // namespace ravine
