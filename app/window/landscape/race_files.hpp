#pragma once
// The table of what the Landscape can be saved as: its pictures as shapes, its paths as numbers, and the
// race itself.

#include <span>
#include <string>
#include <string_view>

#include "engine/core/setting.hpp"

namespace ravine {

struct PanelContext;

struct RaceFileRow {
    std::string_view id, label, help;
    std::string_view name;       ///< of the file, before the surface's
    std::string_view extension;  ///< with its point
    /// Empty where there is nothing to save yet.
    std::string (*content)(const PanelContext& context);
    std::span<const Setting> settings = {};
};

std::span<const RaceFileRow> race_files();

/// "top-view", "Himmelblau" and ".svg" make "ravine-top-view-himmelblau.svg".
std::string race_file_name(std::string_view name, std::string_view surface_label, std::string_view extension);

}  // namespace ravine
