#include <algorithm>
#include <cmath>

#include "app/pictures/clip.hpp"
#include "app/pictures/plot.hpp"
#include "app/pictures/race_pictures.hpp"

namespace ravine {

namespace {

constexpr double picture_width = 1000, plot_left = 84, plot_right = 40, plot_top = 64, plot_height = 460,
                 plot_below = 62;

std::vector<LegendEntry> lines_legend(const std::vector<DrawnRacer>& racers) {
    std::vector<LegendEntry> entries;
    for (const DrawnRacer& racer : racers) entries.push_back({racer.name, racer.color, LegendMark::line});
    return entries;
}

Plot loss_plot(const std::vector<DrawnRacer>& racers, bool logarithmic, const ThemeRow& theme) {
    std::vector<double> losses;
    std::size_t steps = 1;
    for (const DrawnRacer& racer : racers) {
        for (const RaceStep& step : racer.steps) losses.push_back(step.loss);
        steps = std::max(steps, racer.steps.empty() ? 0 : racer.steps.size() - 1);
    }
    return {{plot_left, plot_top, picture_width - plot_right, plot_top + plot_height},
            {0, static_cast<double>(steps)},
            axis_around(losses, logarithmic),
            "step",
            "f(x, y)",
            &theme};
}

}  // namespace

PictureSize race_loss_size(const std::vector<DrawnRacer>& racers) {
    const double legend = legend_height(picture_width - plot_left - plot_right, lines_legend(racers));
    return {static_cast<int>(picture_width), static_cast<int>(plot_top + plot_height + plot_below + legend)};
}

void draw_race_losses(Drawing& drawing, const std::vector<DrawnRacer>& racers, bool logarithmic, std::string_view note,
                      const ThemeRow& theme) {
    const Plot plot = loss_plot(racers, logarithmic, theme);
    draw_title(drawing, plot, "Loss by step", note);
    draw_axes(drawing, plot, true);
    const Box near{plot.box.left - 2, plot.box.top - 2, plot.box.right + 2, plot.box.bottom + 2};
    drawing.clip(near);
    for (const DrawnRacer& racer : racers) {
        std::vector<Place> places;
        for (std::size_t i = 0; i < racer.steps.size(); ++i)
            places.push_back(plot.at(static_cast<double>(i), racer.steps[i].loss));
        for (const std::vector<Place>& part : clip_line(places, near)) drawing.line(part, {racer.color, 1.8});
    }
    drawing.unclip();
    draw_legend(drawing, {plot_left, plot.box.bottom + plot_below}, plot.box.width(), lines_legend(racers), theme);
}

}  // namespace ravine
