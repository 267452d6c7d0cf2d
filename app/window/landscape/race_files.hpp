#pragma once
// The tables of what the Landscape can be saved as: its pictures as shapes and as pixels, its paths as numbers, and the
// race itself.

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "app/pictures/race_pictures.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

struct PanelContext;

/// Of a picture that is there to be saved.
struct RacePicture {
    std::string title;  ///< what a reader says of it
    PictureSize size;
    std::function<void(Drawing&)> draw;
};

struct RacePictureRow {
    std::string_view id, label, help;
    std::string (*name)(const PanelContext& context);  ///< of the file, before the surface's
    /// Why there is nothing to save now; empty where there is.
    std::string (*obstacle)(const PanelContext& context);
    RacePicture (*picture)(const PanelContext& context);
    std::span<const Setting> settings = {};
};

struct PictureFormatRow {
    std::string_view id, label;
    std::string_view extension;  ///< with its point
    std::string (*content)(const RacePicture& picture, const ThemeRow& theme);
    std::span<const Setting> settings = {};
};

struct RaceFileRow {
    std::string_view id, label, help;
    std::string_view name;       ///< of the file, before the surface's
    std::string_view extension;  ///< with its point
    /// Empty where there is nothing to save yet.
    std::string (*content)(const PanelContext& context);
    std::span<const Setting> settings = {};
};

std::span<const RacePictureRow> race_pictures();
std::span<const PictureFormatRow> picture_formats();
std::span<const RaceFileRow> race_files();

/// "top-view", "Himmelblau" and ".svg" make "ravine-top-view-himmelblau.svg".
std::string race_file_name(std::string_view name, std::string_view surface_label, std::string_view extension);

}  // namespace ravine
