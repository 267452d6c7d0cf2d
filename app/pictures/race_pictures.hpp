#pragma once
// A race as pictures: the surface from above and in space with the racers' paths, and the losses.

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/pictures/contour_trace.hpp"
#include "app/pictures/drawing.hpp"
#include "app/pictures/plane_map.hpp"
#include "app/pictures/plot.hpp"
#include "app/pictures/racer_shapes.hpp"
#include "app/pictures/relief/relief_shapes.hpp"
#include "engine/landscape/race.hpp"

namespace ravine {

struct DrawnRacer {
    std::string name;
    Color color;
    std::span<const RaceStep> steps;
    std::optional<RacerShapes> shapes = {};   ///< that are drawn for it; without, its path and where it is
    std::shared_ptr<const Trail> trail = {};  ///< that holds the shapes' corners
};
RacerShapes shapes_of(const DrawnRacer& racer);
std::vector<LegendEntry> legend_of(const std::vector<DrawnRacer>& racers);

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
/// Where its places are in the picture.
PlaneMap top_view_map(const TopViewPicture& picture);
/// Colours, contours with their heights, paths, minima and start, axes, colour bar, title and the racers' names.
void draw_top_view(Drawing& drawing, const TopViewPicture& picture, const ThemeRow& theme = dark_theme);

struct ReliefPicture {
    const Surface* surface;
    const Terrain* terrain;
    Camera camera;
    std::array<double, 2> start{};
    std::vector<DrawnRacer> racers;
};

PictureSize relief_size(const ReliefPicture& picture);
/// What is seen in the picture, from where.
ReliefScene relief_scene(const ReliefPicture& picture);
/// The lit surface in its box with axes, paths and shapes, dimmed where they are behind it, minima and start, colour
/// bar, title and the racers' names.
void draw_relief(Drawing& drawing, const ReliefPicture& picture, const ThemeRow& theme = dark_theme);

/// A racer's losses over steps, evaluations or time.
struct LossLine {
    std::string name;
    Color color;
    std::vector<double> x, y;  ///< of equal length
};

struct RaceLossPicture {
    std::string title, note;
    std::string x_name, y_name;  ///< with the unit
    bool logarithmic = false;    ///< the axis of the losses; those that are not above 0 are below it
    std::optional<double> y_least = {}, y_most = {};  ///< ends of that axis; else as the losses need
    std::vector<LossLine> lines;
};

PictureSize race_loss_size(const RaceLossPicture& picture);
/// Lines with axes, title and the racers' names.
void draw_race_losses(Drawing& drawing, const RaceLossPicture& picture, const ThemeRow& theme = dark_theme);

}  // namespace ravine
