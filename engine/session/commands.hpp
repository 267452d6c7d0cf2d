#pragma once
// What the window may ask of the worker. Commands are values; of several waiting commands of a kind that replaces the
// one before (a slider being dragged), only the last is carried out.

#include <cstdint>
#include <string>
#include <variant>

#include "engine/core/setting.hpp"
#include "engine/landscape/race.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/train/model.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

using Ticket = std::uint64_t;

namespace command {

/// Makes the scenario so; keeps weights, data and optimizer state where it can (see Trainer::apply). Replaces.
struct SetScenario {
    Scenario scenario;
    std::string folder = ".";  ///< where relative CSV paths start
};
/// Takes over a loaded model: its scenario and its parameters.
struct LoadModel {
    Model model;
};
struct Play {};
struct Pause {};
/// Takes so many mini-batches (or whole epochs) and pauses.
struct Step {
    int steps = 1;
    bool epochs = false;
};
/// Back to epoch 0; another seed when given.
struct Reset {
    bool new_seed = false;
};
/// Mini-batches per second; 0 is as fast as it goes. Replaces.
struct SetSpeed {
    double steps_per_second = 0;
};
/// Brings the last finite state back after divergence, paused.
struct RestoreLastFinite {};
/// Which pictures somebody is looking at; others are not computed. Replaces.
struct SetView {
    int boundary_columns = 0, boundary_rows = 0;  ///< 0: nobody looks
    Window boundary_window{-6, 6, -6, 6};
    int neuron_map_size = 0;  ///< 0: nobody looks
    int surface_size = 0;     ///< finest grid; 0: nobody looks
    Selection plane;          ///< row of the plane table; "auto": random, then PCA once the path allows it
    bool operator==(const SetView&) const = default;
};
/// The race as it should be after so many steps. Replaces.
struct SetRace {
    RaceSpecification race;
    std::uint64_t steps = 0;
};
/// Heights of a race's surface over a window, for the top view. Replaces.
struct SetSurfaceView {
    Selection surface;
    Window window{-1, 1, -1, 1};
    int columns = 0, rows = 0;
};
/// Exports the model as it is when the command arrives.
struct Export {
    std::string format;  ///< row of the exporter table
    std::string path;
};
/// Publishes a snapshot in any case: for tests and screenshots.
struct Publish {};

}  // namespace command

using CommandPayload =
    std::variant<command::SetScenario, command::LoadModel, command::Play, command::Pause, command::Step, command::Reset,
                 command::SetSpeed, command::RestoreLastFinite, command::SetView, command::SetRace,
                 command::SetSurfaceView, command::Export, command::Publish>;

struct Command {
    Ticket ticket;
    CommandPayload payload;
};

}  // namespace ravine
