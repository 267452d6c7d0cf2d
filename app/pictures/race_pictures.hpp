#pragma once
// A race as pictures: the surface from above with the racers' paths, and the loss by step.

#include <array>
#include <span>
#include <string>
#include <vector>

#include "app/pictures/contour_trace.hpp"
#include "app/pictures/drawing.hpp"
#include "engine/landscape/race.hpp"

namespace ravine {

struct DrawnRacer {
    std::string name;
    Color color;
    std::span<const RaceStep> steps;
};

struct TopViewPicture {
    const Surface* surface;
    HeightCells cells;        ///< of the surface, over the window that is drawn
    double aspect = 1;        ///< height of the view as a share of its width
    bool logarithmic = true;  ///< where the surface has a floor
    bool shaded = false;      ///< with light from the upper left
    std::array<double, 2> start{};
    std::vector<DrawnRacer> racers;
};

struct PictureSize {
    int width, height;
};

PictureSize top_view_size(const TopViewPicture& picture);
/// Colours, contours with their heights, paths, minima and start, axes, colour bar, title and the racers' names.
void draw_top_view(Drawing& drawing, const TopViewPicture& picture, const ThemeRow& theme = dark_theme);

PictureSize race_loss_size(const std::vector<DrawnRacer>& racers);
/// `logarithmic` where all losses are above 0 or at it.
void draw_race_losses(Drawing& drawing, const std::vector<DrawnRacer>& racers, bool logarithmic, std::string_view note,
                      const ThemeRow& theme = dark_theme);

}  // namespace ravine
