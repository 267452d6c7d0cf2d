#include "app/window/playground/rate_test_view.hpp"

#include <fmt/format.h>

#include <cmath>

#include "app/pictures/rates_picture.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/state/drawing.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/plot_view.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

std::string loss_text(double loss) { return short_number(loss); }

void draw_curve(const RateCurve& curve) {
    const Axis rates = rate_axis(curve), losses = rate_loss_axis(curve);
    PlotLook look{.x_label = "η", .logarithmic = true};
    look.y_least = losses.least;
    look.y_most = losses.most;
    look.format_y = loss_text;
    look.x_axis = rates;
    look.names_newest = false;
    if (const auto rate = curve.suggestion(); rate && curve.is_done())
        look.markers.push_back({*rate, fmt::format("η = {:g}", *rate)});
    Series series[] = {{"before", theme().muted, true, {rates.least, rates.most}, {curve.start_loss, curve.start_loss}},
                       {fmt::format("loss after {} steps", curve.steps), theme().train, false, {}, {}}};
    for (const RateTrial& trial : curve.trials) {
        series[1].x.push_back(trial.learning_rate);
        series[1].y.push_back(trial.loss);
    }
    std::swap(series[0], series[1]);
    plot_view("rates", series, look, {ImGui::GetContentRegionAvail().x, px(150)});
}

void draw_words(const RateCurve& curve) {
    if (!curve.is_done()) {
        text_item(fmt::format("{} of {} rates tested", curve.trials.size(), curve.rates), fonts().small, theme().muted);
        return;
    }
    text_item(curve.suggestion() ? "Best power of ten: tune from there." : rate_words(curve) + ".", fonts().small,
              theme().muted);
    if (const std::string words = divergence_words(curve); !words.empty())
        text_item(fmt::format("Training {}.", words), fonts().small, theme().muted);
}

void draw_buttons(PanelContext& context, const RateCurve& curve) {
    const auto rate = curve.suggestion();
    double& learning_rate = context.state.scenario.optimizer.values[0];
    if (curve.is_done() && rate) {
        if (button("use_rate", fmt::format("Use {:g}", *rate), {.enabled = learning_rate != *rate}))
            learning_rate = *rate;
        ImGui::SameLine();
    }
    if (curve.is_done()) {
        if (button("test_rates", "Again", {.kind = ButtonKind::quiet, .tooltip = "From the weights as they are now."}))
            context.link.send(command::TestRates{});
        ImGui::SameLine();
    }
    if (button("end_rates", curve.is_done() ? "Close" : "Stop", {.kind = ButtonKind::quiet}))
        context.link.send(command::TestRates{false});
}

}  // namespace

void draw_rate_test(PanelContext& context) {
    if (waits_for_points(context.state.scenario)) return;
    if (!context.snapshot.rates) {
        if (button("test_rates", "Find its order of magnitude",
                   {.kind = ButtonKind::link,
                    .height = std::round(px(18)),
                    .tooltip = "Short trainings from the present weights, at 1, 2 and 5 times every power of ten."}))
            context.link.send(command::TestRates{});
        return;
    }
    const RateCurve& curve = *context.snapshot.rates;
    draw_curve(curve);
    draw_words(curve);
    draw_buttons(context, curve);
}

}  // namespace ravine
