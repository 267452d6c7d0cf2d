#pragma once
// A control that follows from a Setting's description: a slider with the value at its right, a switch, or a list.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/core/setting.hpp"
#include "engine/core/table.hpp"

namespace ravine {

/// How a slider differs from what its Setting says.
struct SliderLook {
    double least = 0,
           most = 0;  ///< a narrower range for the slider alone, where least < most; typed values may leave it
    bool as_percent = false;
    std::string_view formula = {}, source = {};  ///< for the tooltip
    std::optional<double> mark = {};             ///< a value that is pointed out on the track
};

/// Edits `value`; true when it changed. Double-click or Ctrl-click to type a number; typed numbers are checked against
/// the setting's own range. The control is named by the setting's key.
bool setting_slider(const Setting& setting, double& value, const SliderLook& look = {});
/// The same for whole numbers.
bool setting_slider(const Setting& setting, int& value, const SliderLook& look = {});

/// The settings of a chosen row that `is_shown` picks; true when one changed.
template <class Row, class Predicate>
bool selection_sliders(std::span<const Row> rows, Selection& selection, Predicate is_shown) {
    const Row* row = find_row(rows, selection.id);
    if (row == nullptr || selection.values.size() != row->settings.size()) return false;
    bool changed = false;
    for (std::size_t i = 0; i < row->settings.size(); ++i)
        if (is_shown(row->settings[i])) changed |= setting_slider(row->settings[i], selection.values[i]);
    return changed;
}

/// All settings of a chosen row.
template <class Row>
bool selection_sliders(std::span<const Row> rows, Selection& selection) {
    return selection_sliders(rows, selection, [](const Setting&) { return true; });
}

/// Where a value stands on the slider, 0…1, and back.
double slider_share(const Setting& setting, double value);
double slider_value(const Setting& setting, double share);
/// "0.010", "32", "30 %", "1e-8": as short as it can be and as steady in width as possible.
std::string slider_text(const Setting& setting, double value);

}  // namespace ravine
