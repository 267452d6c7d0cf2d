#pragma once
// The window as the command line sees it: open it, or draw it without a display.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/compute/backends.hpp"
#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"
#include "engine/io/lessons.hpp"
#include "engine/io/race_file.hpp"
#include "engine/train/model.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

/// What stands in the window when it opens. The first of model, scenario, race and lesson that is given wins; with none
/// of them it is the default lesson.
struct Opening {
    std::optional<Model> model;        ///< a trained model with its scenario and data
    std::optional<Scenario> scenario;  ///< shown untrained
    std::optional<RaceFile> race;      ///< shown at its step
    std::optional<Lesson> lesson;
    std::string folder = ".";      ///< where relative CSV paths of the scenario start
    std::string workspace;         ///< id of a workspace; empty: that of what is opened
    int threads = 0;               ///< that train; 0: one less than the machine has
    std::string backend = "auto";  ///< or the id of one of `backends`, which are others than the program's in tests
    std::span<const BackendRow> backends = ravine::backends();
};

struct WindowOptions {
    Opening opening;
    int width = 1600, height = 1000;  ///< in logical pixels
    bool light = false;
    bool presenter = false;
};

/// Opens the window and returns when it is closed. Errors: no display, or no OpenGL 3.3 on it.
Status run_window(const WindowOptions& options);

struct ScreenshotOptions {
    Opening opening;
    int width = 1600, height = 1000;  ///< of the picture, in pixels
    double scale = 1;                 ///< content scale, as a monitor of high density has it
    std::optional<int> epochs;        ///< to train before; in the landscape workspace: steps to race
    bool light = false;
    bool presenter = false;
    std::string view;  ///< of a race, as app/window/state/landscape_view.hpp writes it; empty: the usual one
    std::string out;   ///< PNG file
};

/// Draws the window as it looks after so many epochs, without a display. The same options give the same picture.
Status take_screenshot(const ScreenshotOptions& options);

/// Of pictures and films: a side, in pixels.
inline constexpr int least_picture_side = 100, most_picture_side = 8192;

/// Of a film, on the command line and in the window.
inline constexpr Setting film_seconds_setting = {"seconds",          "Length", "", "How long the film is", 10, 0.1, 600,
                                                 Scale::logarithmic, {},       "s"};
inline constexpr Setting film_rate_setting = {"fps", "Frames a second", "", "Frames a second", 30, 1,
                                              120,   Scale::integer};
inline constexpr Setting film_width_setting = {
    "width",        "Width", "",  "Of the picture, in pixels", 1280, least_picture_side, most_picture_side,
    Scale::integer, {},      "px"};
inline constexpr Setting film_height_setting = {
    "height",       "Height", "",  "Of the picture, in pixels", 800, least_picture_side, most_picture_side,
    Scale::integer, {},       "px"};
static_assert(is_sound(film_seconds_setting) && is_sound(film_rate_setting) && is_sound(film_width_setting) &&
              is_sound(film_height_setting));

struct RecordingOptions {
    RaceFile race;  ///< with the step that the film ends at
    int width = static_cast<int>(film_width_setting.standard), height = static_cast<int>(film_height_setting.standard);
    double scale = 1;  ///< content scale, as a monitor of high density has it
    double seconds = film_seconds_setting.standard;
    int frames_per_second = static_cast<int>(film_rate_setting.standard);
    bool light = false;
    bool presenter = false;
    std::string view;  ///< as app/window/state/landscape_view.hpp writes it; empty: the usual one
    std::string out;   ///< .mp4 or .gif
    std::function<bool(int percent)> goes_on;  ///< called before each frame; false cancels
};

/// Films a race in the Landscape, without a display, through ffmpeg. The same options give the same frames.
Status record_race(const RecordingOptions& options);

struct FramesOptions {
    Opening opening;
    double seconds = 5;
    double speed = 1000;  ///< of a race, in steps a second
    int width = 1600, height = 1000;
    std::string out;  ///< JSON file; see docs
};

/// Draws the window without a display while it trains or a race runs, and measures how long frames take.
Status measure_frames(const FramesOptions& options);

/// Ids of the workspaces, for `--workspace`.
std::vector<std::string_view> workspace_ids();

}  // namespace ravine
