#include <cmath>
#include <numbers>
#include <numeric>

#include "app/window/display/offscreen_display.hpp"
#include "app/window/frame_meter.hpp"
#include "app/window/interface.hpp"
#include "app/window/measure_frames.hpp"
#include "app/window/offscreen_frames.hpp"
#include "engine/core/table.hpp"

namespace ravine {
namespace {

/// What somebody does while a race runs.
struct ActivityRow {
    std::string_view id, label;
    void (*begin)(LandscapeState& landscape);
    void (*frame)(LandscapeState& landscape, int frame);
    std::span<const Setting> settings = {};
};

void nothing(LandscapeState&) {}
void nothing(LandscapeState&, int) {}

void show_basins(LandscapeState& landscape) { landscape.shows_basins = true; }

void turn_view(LandscapeState& landscape, int) { orbit(landscape.camera, 0.01, 0); }

/// Around the middle of the window, once in two seconds.
void drag_start(LandscapeState& landscape, int frame) {
    const Window& window = landscape.window;
    const double angle = 2 * std::numbers::pi * frame / 120;
    landscape.race.start = {
        std::midpoint(window.x_least, window.x_most) + 0.35 * (window.x_most - window.x_least) * std::cos(angle),
        std::midpoint(window.y_least, window.y_most) + 0.35 * (window.y_most - window.y_least) * std::sin(angle)};
}

constexpr ActivityRow activities[] = {
    {"running", "the race runs", nothing, nothing},
    {"turning", "the 3D view is turned", nothing, turn_view},
    {"basins", "basins are shown", show_basins, nothing},
    {"dragging", "the start is dragged", nothing, drag_start},
};
static_assert(is_sound_table(std::span<const ActivityRow>(activities)));

}  // namespace

Result<nlohmann::json> measure_race_frames(const FramesOptions& options, const RaceFile& race) {
    auto display = OffscreenDisplay::create(options.width, options.height);
    if (!display) return display.error();
    Session session(session_options(options.opening));
    Opening opening;
    opening.backend = options.opening.backend;
    opening.race = race;
    opening.workspace = "landscape";
    Interface interface(session, opening);
    const FrameInput input{options.width, options.height, 1, 1.0 / 60, {}};
    nlohmann::json json;
    for (const ActivityRow& activity : activities) {
        LandscapeState& landscape = interface.state().landscape;
        restart_race(landscape);
        landscape.race.start = race.race.start;
        landscape.shows_basins = false;
        activity.begin(landscape);
        interface.link().synchronise(interface.state());
        if (Status status = draw_until_complete(interface, session, **display, input); !status) return status.error();
        landscape.steps_per_second = options.speed;
        landscape.is_racing = true;
        FrameMeter meter(interface, **display, input);
        const auto start = FrameClock::now();
        for (int frame = 0; seconds_since(start) < options.seconds; ++frame) {
            activity.frame(landscape, frame);
            meter.frame();
        }
        json[activity.id] = meter.numbers();
    }
    json["racers"] = race.race.racers.size();
    json["steps_per_second"] = options.speed;
    return json;
}

}  // namespace ravine
