#pragma once
// The two maps of descents as pictures: basins of attraction, and which settings arrive.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/pictures/axis.hpp"
#include "app/pictures/contour_trace.hpp"
#include "app/pictures/drawing.hpp"
#include "app/pictures/race_pictures.hpp"
#include "engine/landscape/basins.hpp"
#include "engine/landscape/rate_map.hpp"

namespace ravine {

/// Minima by the number of starts that reach them, the most first; those that none reaches are left out.
std::vector<std::size_t> reached_minima(const ArrivalSummary& summary);

/// How many of the starts end at a place.
struct BasinShare {
    std::optional<int> place;  ///< as Arrival::place; none for several minima together
    std::string words;
    double share;  ///< of all starts
};
/// The minima that are reached, the last of too many together; then what is at none of them, and what diverged.
std::vector<BasinShare> basin_shares(const BasinMap& map, const ArrivalSummary& summary, std::size_t most_minima);

struct DrawnBasins {
    const BasinMap* map;
    HeightCells cells;  ///< of the surface, over the window that is drawn: for contours
    double aspect = 1;  ///< height of the view as a share of its width
    bool logarithmic = true;
    std::array<double, 2> start{};
    std::string optimizer, settings;  ///< in words
    std::vector<DrawnRacer> racers = {};
};

/// Where its places are in the picture.
PlaneMap basins_map(const DrawnBasins& picture);
PictureSize basins_size(const DrawnBasins& picture);
/// The map with contours, minima and start, axes, title, and what its colours mean.
void draw_basins(Drawing& drawing, const DrawnBasins& picture, const ThemeRow& theme = dark_theme);

/// What theory says of a parabola: with a learning rate right of the line every start diverges.
struct RateBorder {
    double curvature;                           ///< the largest at the minimum nearest to the start
    std::vector<std::array<double, 2>> places;  ///< learning rate, and share 0 … 1 of the map's height
};
/// None where theory says nothing of the optimizer, or no minimum is known.
std::optional<RateBorder> rate_border(const RateMap& map);

/// The map's axes; the second one from 0 to 1 where the optimizer has no second setting.
Axis mapped_rates();
Axis mapped_seconds(const OptimizerRow& optimizer);

struct DrawnRates {
    const RateMap* map;
    std::string optimizer;
    std::string note;              ///< its other settings
    Color color;                   ///< of the racer
    std::vector<double> settings;  ///< of the racer, which are marked
    std::string mark;              ///< what they are, in words
};

PictureSize rates_size(const DrawnRates& picture);
/// The map with its border and the racer's settings, axes, title, and what its colours mean.
void draw_rate_map(Drawing& drawing, const DrawnRates& picture, const ThemeRow& theme = dark_theme);

}  // namespace ravine
