#pragma once
// The table of learning-rate schedules.

#include <span>
#include <string_view>

#include "engine/core/setting.hpp"

namespace ravine {

struct ScheduleRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view source;
    std::span<const Setting> settings;
    /// Factor on the learning rate; `epoch` counts from 0 and may have a fraction.
    double (*factor)(double epoch, std::span<const double> settings);
};

std::span<const ScheduleRow> schedules();

}  // namespace ravine
