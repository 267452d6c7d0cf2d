#include "app/window/bars/transport.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/state/drawing.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/row_combo.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

constexpr SpeedRow training_speeds[] = {{"max", "max", 0},   {"1000", "1 000 /s", 1000}, {"100", "100 /s", 100},
                                        {"20", "20 /s", 20}, {"5", "5 /s", 5},           {"1", "1 /s", 1}};
constexpr SpeedRow race_speeds[] = {{"5000", "5 000 /s", 5000}, {"1000", "1 000 /s", 1000}, {"200", "200 /s", 200},
                                    {"60", "60 /s", 60},        {"20", "20 /s", 20},        {"5", "5 /s", 5},
                                    {"1", "1 /s", 1},           {"0.2", "1 in 5 s", 0.2}};
static_assert(is_sound_table(std::span<const SpeedRow>(training_speeds)));
static_assert(is_sound_table(std::span<const SpeedRow>(race_speeds)));

bool trains(const PanelContext& context) { return context.link.is_running(); }
void reset_training(PanelContext& context) { context.link.send(command::Reset{}); }
std::string_view training_obstacle(const PanelContext& context) {
    if (waits_for_points(context.state.scenario)) return "There are no points to train on";
    if (context.snapshot.run_state == RunState::diverged) return "Training has diverged: go back, or reset";
    return "";
}
void toggle_training(PanelContext& context) {
    if (!training_obstacle(context).empty()) return;
    if (trains(context))
        context.link.send(command::Pause{});
    else
        context.link.send(command::Play{});
}
void step_training(PanelContext& context, bool far) {
    if (training_obstacle(context).empty()) context.link.send(command::Step{1, far});
}
double& training_speed(WindowState& state) { return state.steps_per_second; }
std::string training_counter(const PanelContext& context) {
    if (waits_for_points(context.state.scenario)) return "no points";
    return fmt::format("epoch {}", grouped(context.snapshot.model.epoch));
}
std::string training_rate(const PanelContext& context) {
    if (waits_for_points(context.state.scenario)) return "";
    return trains(context) ? fmt::format("{} steps/s", short_count(context.snapshot.steps_per_second))
                           : fmt::format("step {}", grouped(context.snapshot.model.step));
}
void advance_training(PanelContext&) {}

bool races(const PanelContext& context) { return context.state.landscape.is_racing; }
std::string_view race_obstacle(const PanelContext& context) {
    const auto& race = context.snapshot.race;
    const bool is_refused = race && race->paths.empty() && !race->specification.racers.empty();
    return is_refused ? "f is no number at the start: move it to where it is" : "";
}
void reset_race(PanelContext& context) { restart_race(context.state.landscape); }
void toggle_race(PanelContext& context) { context.state.landscape.is_racing = !races(context); }
void step_race(PanelContext& context, bool far) {
    go_to_step(context.state.landscape, std::floor(context.state.landscape.steps) + (far ? 10 : 1));
}
void step_race_back(PanelContext& context, bool far) {
    go_to_step(context.state.landscape, std::floor(context.state.landscape.steps) - (far ? 10 : 1));
}
double& race_speed(WindowState& state) { return state.landscape.steps_per_second; }
std::string race_counter(const PanelContext& context) {
    return fmt::format("step {}", grouped(static_cast<std::uint64_t>(context.state.landscape.steps)));
}
std::string race_rate(const PanelContext&) { return ""; }
void advance_race(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    landscape.is_racing = landscape.is_racing && race_obstacle(context).empty();
    if (!landscape.is_racing) return;
    advance_clock(landscape, std::min(context.seconds, 0.1));
    context.wants_another = true;
}

constexpr TransportRow transport_rows[] = {
    {"playground", "Play", training_speeds, trains, training_obstacle, reset_training, toggle_training, step_training,
     nullptr, training_speed, training_counter, training_rate, advance_training,
     "Back to epoch 0 with the same seed (R)", "One mini-batch (→); Shift: a whole epoch"},
    {"landscape", "Race", race_speeds, races, race_obstacle, reset_race, toggle_race, step_race, step_race_back,
     race_speed, race_counter, race_rate, advance_race, "Back to the start (R)",
     "One step of each racer (→); Shift: ten", "One step back (←); Shift: ten"},
};
static_assert(is_sound_table(std::span<const TransportRow>(transport_rows)));

int nearest_speed(std::span<const SpeedRow> speeds, double wanted) {
    for (std::size_t i = 0; i < speeds.size(); ++i)
        if (speeds[i].steps_per_second == wanted) return static_cast<int>(i);
    return 0;
}

void draw_speed(PanelContext& context, const TransportRow& row, bool with_word) {
    if (with_word) {
        ImGui::SameLine(0, px(12));
        const ImVec2 corner = ImGui::GetCursorScreenPos(), size = text_size("speed", fonts().text);
        draw_text(*ImGui::GetWindowDrawList(), {corner.x, corner.y + 0.5f * (control_height() - size.y)}, "speed",
                  fonts().text, theme().muted);
        ImGui::Dummy({size.x, control_height()});
    }
    ImGui::SameLine(0, px(8));
    std::vector<Choice> choices;
    for (const SpeedRow& speed : row.speeds) choices.push_back(choice_of(speed));
    double& speed = row.speed(context.state);
    ImGui::BeginChild("speed", {px(96), control_height()}, false, ImGuiWindowFlags_NoScrollbar);
    const int picked = choice_combo("speed", "", choices, nearest_speed(row.speeds, speed));
    ImGui::EndChild();
    if (picked >= 0) speed = row.speeds[static_cast<std::size_t>(picked)].steps_per_second;
}

/// For as many digits as there may be, so that nothing moves while it counts.
constexpr std::string_view longest_counter = "step 100 000";

void draw_counter(const PanelContext& context, const TransportRow& row, bool with_rate) {
    ImGui::SameLine(0, px(14));
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const std::string counter = row.counter(context);
    const ImVec2 size = text_size(counter, fonts().mono);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float top = corner.y + 0.5f * (control_height() - size.y);
    draw_text(draw, {corner.x, top}, counter, fonts().mono, theme().text);
    if (with_rate) draw_text(draw, {corner.x + size.x + px(10), top}, row.rate(context), fonts().mono, theme().muted);
}

}  // namespace

const TransportRow& transport(const WindowState& state) {
    const TransportRow* row = find_row(std::span<const TransportRow>(transport_rows), state.workspace);
    return row != nullptr ? *row : transport_rows[0];
}

void draw_transport(PanelContext& context, const TransportLook& look) {
    const TransportRow& row = transport(context.state);
    const bool running = row.is_running(context);
    const std::string_view obstacle = row.obstacle(context);
    const bool can_run = obstacle.empty();
    if (button("reset", look.words ? "Reset" : "", {.icon = icons::reset, .tooltip = row.reset_help}))
        row.reset(context);
    ImGui::SameLine(0, px(8));
    if (button("play", running ? "Pause" : row.play_label,
               {.kind = ButtonKind::primary,
                .icon = running ? icons::pause : icons::play,
                .width = px(100),
                .enabled = can_run,
                .tooltip = obstacle}))
        row.toggle(context);
    ImGui::SameLine(0, px(8));
    if (row.step_back != nullptr) {
        if (icon_button("step_back", icons::step_back, row.step_back_help, can_run))
            row.step_back(context, ImGui::GetIO().KeyShift);
        ImGui::SameLine(0, px(8));
    }
    if (button("step", look.words ? "Step" : "",
               {.icon = icons::step,
                .icon_at_end = true,
                .enabled = can_run,
                .tooltip = can_run ? row.step_help : obstacle}))
        row.step(context, ImGui::GetIO().KeyShift);
    draw_speed(context, row, look.rate);
    if (look.counter) draw_counter(context, row, look.rate);
}

float transport_width(const PanelContext& context, const TransportLook& look) {
    const TransportRow& row = transport(context.state);
    const float words =
        look.words ? text_size("Reset", fonts().text).x + text_size("Step", fonts().text).x + px(14) : 0;
    const float rate = look.rate ? px(12 + 10 + 130) + text_size("speed", fonts().text).x : 0;
    const std::string longest =
        std::ranges::max(row.counter(context), std::string(longest_counter), {}, &std::string::size);
    const float counter = look.counter ? px(14) + text_size(longest, fonts().mono).x : 0;
    const float back = row.step_back != nullptr ? control_height() + px(8) : 0;
    return px(35 + 8 + 100 + 8 + 35 + 8 + 96) + back + words + rate + counter;
}

}  // namespace ravine
