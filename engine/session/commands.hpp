#pragma once
// What the window may ask of the worker. Commands are values; of several waiting commands of a kind that replaces the
// one before (a slider being dragged), only the last is carried out.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "engine/core/setting.hpp"
#include "engine/landscape/basins.hpp"
#include "engine/landscape/race.hpp"
#include "engine/landscape/race_answers.hpp"
#include "engine/landscape/rate_map.hpp"
#include "engine/landscape/surface_specification.hpp"
#include "engine/train/earlier_state.hpp"
#include "engine/train/model.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

using Ticket = std::uint64_t;

/// Most columns or rows of any picture.
inline constexpr int most_picture_size = 4096;

namespace command {

/// Makes the scenario so; keeps weights, data and optimizer state where it can (see Trainer::apply). Goes on running if
/// it runs. On error nothing changes. Replaces.
struct SetScenario {
    Scenario scenario;
    std::string folder = ".";  ///< where relative CSV paths start
};
/// Takes over a loaded model, paused: its scenario, its points and its parameters.
struct LoadModel {
    Model model;
};
/// Trains until told otherwise or stopped; goes on after a finished run, but not after divergence.
struct Play {};
struct Pause {};
/// Takes so many mini-batches (or whole epochs) and pauses; carried out when they are done, or cut short by Pause,
/// Play, Reset or a stop.
struct Step {
    int steps = 1;
    bool epochs = false;
};
/// Back to epoch 0, paused; with the next seed (see Snapshot::model.scenario->seed) where a new one is asked for.
struct Reset {
    bool new_seed = false;
};
/// Mini-batches per second; 0 is as fast as it goes. Replaces.
struct SetSpeed {
    double steps_per_second = 0;
};
/// Takes an earlier state back after divergence, paused.
struct TakeBack {
    EarlierState which = EarlierState::lowest;
};
/// What computes from now on, training and pictures: "auto" or the id of a back end. Training goes on from where it is.
/// On error nothing changes. Replaces.
struct UseBackend {
    std::string id;
};
/// Which pictures somebody is looking at; others are not computed. They arrive with later snapshots. Replaces.
struct SetView {
    int boundary_columns = 0, boundary_rows = 0;  ///< 0: nobody looks
    Window boundary_window{-6, 6, -6, 6};
    int neuron_map_size = 0;      ///< 0: nobody looks
    bool layers = false;          ///< Snapshot::layers
    int surface_size = 0;         ///< finest grid; 0: nobody looks
    Selection plane{"auto", {}};  ///< row of the plane table; "auto": random, then PCA once the path allows it
    /// Of an ensemble, whose prediction and insides are shown, counted from 1; 0, or more than there are: the mean
    /// prediction, and the first member's insides.
    int member = 0;
    bool operator==(const SetView&) const = default;
};
/// The race as it should be after so many steps; carried out when Snapshot::race has it. Replaces.
struct SetRace {
    RaceSpecification race;
    std::uint64_t steps = 0;
};
/// What of a race's surface somebody is looking at; carried out when Snapshot::landscape has it. Its pictures come with
/// later snapshots. Replaces.
struct SetLandscapeView {
    SurfaceSpecification surface;
    Window window{-1, 1, -1, 1};
    int columns = 0, rows = 0;  ///< of Snapshot::heights; 0: nobody looks
    /// Of Snapshot::basins, over the same window, and of Snapshot::rate_map; nothing where nobody looks.
    std::optional<BasinQuestion> basins = {};
    std::optional<RateQuestion> rate_map = {};

    bool is_empty() const { return (columns <= 0 || rows <= 0) && !basins && !rate_map; }
    bool operator==(const SetLandscapeView&) const = default;
};
/// What somebody wants to know of Snapshot::race; nothing where nobody asks. Snapshot::answers come with later
/// snapshots. Replaces.
struct SetRaceQuestion {
    std::optional<RaceQuestion> question;
};
/// Exports the model as it is when the command arrives, beside training; carried out when its event is there.
struct Export {
    std::string format;  ///< row of the exporter table
    std::string path;
};
/// Tests learning rates from the weights as they are (see RateTest), beside training; carried out when Snapshot::rates
/// is whole. It ends early, and is gone, with another network, optimizer or data. Not `on`: it ends, and is gone.
struct TestRates {
    bool on = true;
};
/// Publishes a snapshot in any case: for tests and screenshots.
struct Publish {};

}  // namespace command

using CommandPayload = std::variant<command::SetScenario, command::LoadModel, command::Play, command::Pause,
                                    command::Step, command::Reset, command::SetSpeed, command::TakeBack,
                                    command::UseBackend, command::SetView, command::SetRace, command::SetLandscapeView,
                                    command::SetRaceQuestion, command::Export, command::TestRates, command::Publish>;

struct Command {
    Ticket ticket;
    CommandPayload payload;
};

}  // namespace ravine
