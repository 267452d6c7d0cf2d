#include <algorithm>
#include <cmath>

#include "app/pictures/clip.hpp"
#include "app/pictures/line_share.hpp"
#include "app/pictures/plot.hpp"
#include "app/pictures/race_pictures.hpp"

namespace ravine {

namespace {

constexpr double picture_width = 1000, plot_left = 84, plot_right = 40, plot_top = 64, plot_height = 460,
                 plot_below = 62;

std::vector<LegendEntry> lines_legend(const std::vector<LossLine>& lines) {
    std::vector<LegendEntry> entries;
    for (const LossLine& line : lines) entries.push_back({line.name, line.color, LegendMark::line});
    return entries;
}

Plot loss_plot(const RaceLossPicture& picture, const ThemeRow& theme) {
    std::vector<double> losses;
    Axis x{0, 0};
    for (const LossLine& line : picture.lines) {
        losses.insert(losses.end(), line.y.begin(), line.y.end());
        if (!line.x.empty()) x.most = std::max(x.most, line.x.back());
    }
    if (x.most <= 0) x.most = 1;
    return {{plot_left, plot_top, picture_width - plot_right, plot_top + plot_height},
            x,
            axis_around(std::move(losses), picture.logarithmic, picture.y_least, picture.y_most),
            picture.x_name,
            picture.y_name,
            &theme};
}

}  // namespace

PictureSize race_loss_size(const RaceLossPicture& picture) {
    const double legend = legend_height(picture_width - plot_left - plot_right, lines_legend(picture.lines));
    return {static_cast<int>(picture_width), static_cast<int>(plot_top + plot_height + plot_below + legend)};
}

void draw_race_losses(Drawing& drawing, const RaceLossPicture& picture, const ThemeRow& theme) {
    const Plot plot = loss_plot(picture, theme);
    draw_title(drawing, plot, picture.title, picture.note);
    draw_axes(drawing, plot, true);
    const Box near{plot.box.left - 2, plot.box.top, plot.box.right + 2, plot.box.bottom};
    drawing.clip(near);
    for (const LossLine& line : picture.lines) {
        std::vector<Place> places;
        for (std::size_t i = 0; i < line.x.size(); ++i)
            places.push_back({plot.at(line.x[i], plot.y.most).x,
                              plot.box.bottom - line_share(plot.y, line.y[i]) * plot.box.height()});
        for (const std::vector<Place>& part : clip_line(places, near)) drawing.line(part, {line.color, 1.8});
    }
    drawing.unclip();
    draw_legend(drawing, {plot_left, plot.box.bottom + plot_below}, plot.box.width(), lines_legend(picture.lines),
                theme);
}

}  // namespace ravine
