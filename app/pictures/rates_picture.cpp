#include "app/pictures/rates_picture.hpp"

#include <fmt/format.h>

#include <cmath>

#include "app/pictures/plot.hpp"

namespace ravine {

namespace {

constexpr double width = 1000, height = 560, left = 84, right = 40, top = 64, below = 96;

}  // namespace

Axis rate_axis(const RateCurve& curve) {
    if (curve.trials.size() < 2) return {1e-6, 10, true};
    return {curve.trials.front().learning_rate, curve.trials.back().learning_rate, true};
}

Axis rate_loss_axis(const RateCurve& curve) {
    std::vector<double> shown = {curve.start_loss};
    for (const RateTrial& trial : curve.trials)
        if (trial.loss <= 10 * curve.start_loss) shown.push_back(trial.loss);
    return axis_around(shown, true);
}

std::string rate_words(const RateCurve& curve) {
    const std::optional<double> rate = curve.suggestion();
    if (!rate) return "no power of ten lowers the loss";
    return fmt::format("{:g} lowers the loss most among the powers of ten", *rate);
}

std::string divergence_words(const RateCurve& curve) {
    for (const RateTrial& trial : curve.trials)
        if (std::isnan(trial.loss)) return fmt::format("diverges from {:g} on", trial.learning_rate);
    return {};
}

Canvas draw_rates(const RateCurve& curve, std::string_view note, const ThemeRow& theme) {
    Canvas canvas(static_cast<int>(width), static_cast<int>(height), theme.panel);
    const Plot plot{{left, top, width - right, height - below},
                    rate_axis(curve),
                    rate_loss_axis(curve),
                    "learning rate",
                    "",
                    &theme};
    draw_title(canvas, plot, fmt::format("Loss after {} steps", curve.steps), note);
    draw_axes(canvas, plot, true);
    std::vector<Place> places;
    for (const RateTrial& trial : curve.trials) places.push_back(plot.at(trial.learning_rate, trial.loss));
    canvas.clip({plot.box.left - 2, plot.box.top - 2, plot.box.right + 2, plot.box.bottom + 2});
    const double start = plot.at(plot.x.least, curve.start_loss).y;
    canvas.line({plot.box.left, start}, {plot.box.right, start}, {theme.muted, 1.2, 6, 4});
    canvas.line(places, {theme.accent, 1.8});
    for (const Place& place : places)
        if (std::isfinite(place.y)) canvas.disc(place, 3.5, theme.accent);
    if (const auto rate = curve.suggestion()) {
        const double x = plot.at(*rate, curve.start_loss).x;
        canvas.line({x, plot.box.top}, {x, plot.box.bottom}, {theme.text, 1.2, 3, 3});
    }
    canvas.unclip();
    std::vector<LegendEntry> legend = {
        {fmt::format("before {:.4g}", curve.start_loss), theme.muted, LegendMark::dashes},
        {rate_words(curve), theme.text, LegendMark::dashes}};
    if (const std::string words = divergence_words(curve); !words.empty())
        legend.push_back({words, theme.accent, LegendMark::cross});
    draw_legend(canvas, {left, height - below + 56}, width - left - right, legend, theme);
    return canvas;
}

}  // namespace ravine
