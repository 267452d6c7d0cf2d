#pragma once
// Curves over a horizontal axis: axes with ticks and units, several series, markers, and a readout under the mouse.

#include <imgui.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/pictures/axis.hpp"

namespace ravine {

struct Series {
    std::string label;
    ImU32 colour = 0;
    bool dashed = false;
    std::vector<double> x, y;          ///< of equal length; x rises; y may be NaN where there is nothing
    std::vector<double> numbers = {};  ///< that words give in place of y; as many
};

/// A vertical line with words, such as the best validation loss.
struct PlotMarker {
    double x = 0;
    std::string words;
};

struct PlotLook {
    std::string x_label;                              ///< with the unit: "epoch"
    std::string y_label = {};                         ///< above the axis, where the numbers do not say it
    bool logarithmic = false;                         ///< the vertical axis
    std::optional<double> y_least = {}, y_most = {};  ///< else as the numbers need
    std::string (*format_y)(double) = nullptr;
    std::vector<PlotMarker> markers = {};
    std::optional<Axis> x_axis = {};  ///< else from 0 to the last x
    bool names_newest = true;         ///< the legend has each series' newest number
};

/// Takes `size` pixels as the next item. `id` names the control. Says "no numbers yet" where there are none.
void plot_view(const char* id, std::span<const Series> series, const PlotLook& look, ImVec2 size);

}  // namespace ravine
