#pragma once
// Everything the window owns. Panels edit it freely, as plain data; once per frame SessionLink compares it with what
// the worker was told and sends what changed. The worker never writes here, and the window never writes a snapshot:
//
//   the window owns    the scenario being edited, the race and its step, speed, views, tools, the look
//   the worker owns    weights, metrics, history, run state, pictures: read them from the snapshot of the frame
//   neither repeats    what the other says: whether training runs is asked of the snapshot, never kept here

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/pictures/relief/camera.hpp"
#include "app/window/state/undo.hpp"
#include "app/window/window.hpp"
#include "engine/io/lessons.hpp"
#include "engine/io/race_file.hpp"
#include "engine/landscape/race.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

/// What the left button does on the boundary.
enum class Brush { draw, erase };

struct PlaygroundState {
    Brush brush = Brush::draw;
    int brush_class = 0;          ///< index of the class that is drawn
    double brush_target = 1;      ///< number that is drawn, for regression
    double brush_radius = 0.5;    ///< in units of the plane
    Window window{-6, 6, -6, 6};  ///< of the boundary picture
    std::string plane = "auto";   ///< row of the plane table, or "auto"
    int member = 0;               ///< of an ensemble, as command::SetView::member
    bool logarithmic_loss = true;
    bool shows_accuracy = false;  ///< the curves panel: accuracy instead of loss
    bool shows_inputs = false;    ///< fold of the data panel
    ///< folds of the training panel
    bool shows_formulation = false, shows_regularization = false, shows_stop_rules = false;
};

/// Of a race.
inline constexpr Setting goal_setting = {
    "goal", "Goal", "",  "The loss, above the surface's floor, to which steps are counted",
    1e-3,   1e-15,  1e6, Scale::logarithmic};

/// Which overlays are switched otherwise than usual, by id.
struct OverlayChoice {
    std::vector<std::string> switched;

    bool is_on(std::string_view id, bool standard) const {
        return standard != (std::ranges::find(switched, id) != switched.end());
    }
    void toggle(std::string_view id) {
        if (std::erase(switched, id) == 0) switched.emplace_back(id);
    }
};

/// What the left button does on painted ground; the right one undoes it.
enum class PaintingTool { start, hill, valley, bump };

struct PaintingState {
    PaintingTool tool = PaintingTool::start;
    double brush_width = 0.5, brush_speed = 1.5;
    Bump new_bump;                    ///< as the next one will be
    std::optional<std::size_t> bump;  ///< the selected one
};

struct LandscapeState {
    RaceSpecification race = standard_race();
    bool is_racing = false;
    double steps = 0;              ///< the clock; whole steps are shown
    double furthest = 0;           ///< that the clock has been since the start: the timeline's end
    double steps_per_second = 20;  ///< of the race; 0: as fast as the picture
    Window window{-1, 1, -1, 1};   ///< of the top view
    bool logarithmic_loss = true;
    bool logarithmic_heights = true;  ///< where the surface has a floor
    bool shades_heights = false;      ///< light from the upper left
    bool shows_basins = false;        ///< the top view: basins of attraction instead of heights
    std::string loss_view = "step";   ///< what the loss panel shows: over what the losses, or the rate map
    int selected_racer = 0;
    double goal = goal_setting.standard;
    std::optional<std::size_t> dragged_racer;  ///< whose own start is being moved
    std::optional<std::string> formula_text;   ///< as it is typed, while it is no formula
    /// What was made last, for when the race comes back to it.
    TypedFormula own_formula{"(1 − x)² + a·(y − x²)²", {{"a", 5}}, {-2, 2, -1, 3}};
    PaintedGround own_ground;
    std::optional<NetworkSlice> own_slice;  ///< that the Playground has sent
    PaintingState painting;
    OverlayChoice overlays;
    std::optional<int> lit_line;                   ///< of the step in numbers, while somebody walks through its lines
    std::string lit_overlay;                       ///< that belongs to this line; may be empty
    Camera camera;                                 ///< of the 3D view
    std::optional<std::array<double, 2>> pointed;  ///< place under the pointer, in the view that has it
};

struct LookState {
    bool light = false;
    bool presenter = false;  ///< larger type
    float user_scale = 1;

    bool operator==(const LookState&) const = default;
};

/// Of the films that are recorded.
struct FilmState {
    double seconds = film_seconds_setting.standard;
    int frames_per_second = static_cast<int>(film_rate_setting.standard);
    bool has_own_size = false;  ///< else that of the window
    int width = static_cast<int>(film_width_setting.standard), height = static_cast<int>(film_height_setting.standard);
};

struct WindowState {
    Scenario scenario = standard_scenario();
    std::string folder = ".";  ///< where relative CSV paths of the scenario start
    UndoHistory undo;
    double steps_per_second = 0;  ///< speed of training; 0: as fast as it goes
    PlaygroundState playground;
    LandscapeState landscape;
    LookState look;
    std::string workspace = "playground";
    std::optional<Lesson> lesson;  ///< whose text is shown
    std::size_t lesson_page = 0;   ///< which of its sentences
    bool shows_help = false;
    std::string export_folder = ".";
    FilmState film;
    std::optional<int> recorded_percent;  ///< while a race is recorded
};

/// The number of classes of the scenario's data, as far as the window can know without loading it.
std::optional<int> known_classes(const Scenario& scenario);

/// Puts right what follows from another choice: a loss that fits the task and the classes, features that the task has.
void settle(Scenario& scenario);

/// Shows a lesson: its workspace, scenario and race. The scenario before can be brought back by undo.
void open_lesson(WindowState& state, const Lesson& lesson);
/// Shows a race at its step.
void open_race(WindowState& state, const RaceFile& file);
/// The race with the step that is shown.
RaceFile shown_race(const LandscapeState& landscape);

/// True while the task and the kind of data, or the surface, are still those that the lesson speaks of. Its settings
/// may be others: a lesson asks for that.
bool fits_lesson(const WindowState& state, const Lesson& lesson);

/// Lets the clock go on for so long at its speed.
void advance_clock(LandscapeState& landscape, double seconds);
/// Sets the clock, as near as it can be, and stops it.
void go_to_step(LandscapeState& landscape, double step);
/// Puts the race back to its start; its surface's own window and start when the surface is another.
void restart_race(LandscapeState& landscape);
void choose_surface(LandscapeState& landscape, const SurfaceSpecification& surface);

}  // namespace ravine
