#pragma once
// One kind of picture being made, a few milliseconds at a time, so that the painter can turn to what is more urgent.

#include <memory>
#include <optional>

#include "engine/core/parallel.hpp"
#include "engine/session/delivery.hpp"
#include "engine/session/mailbox.hpp"
#include "engine/session/picture_backend.hpp"

namespace ravine::session {

/// A piece of work should take about so long; a quick picture as a whole; and a thorough one at most.
inline constexpr double piece_milliseconds = 6, quick_milliseconds = 10, thorough_milliseconds = 2000;
/// Seconds between the beginnings of pictures of a kind while training; they would otherwise take a processor for
/// themselves.
inline constexpr double boundary_interval = 1.0 / 20, neuron_interval = 1.0 / 12, layer_interval = 1.0 / 8,
                        path_interval = 1.0 / 20;
/// After a slow picture its kind rests for so many times as long as it took: training goes first.
inline constexpr double rest = 2;

/// Learns from the pieces done how long the next ones will take.
class CostMeter {
  public:
    CostMeter() = default;
    explicit CostMeter(double milliseconds_per_unit) : milliseconds_per_unit_(milliseconds_per_unit) {}

    /// Units: passes through the network times its parameters.
    double milliseconds(double units) const { return units * milliseconds_per_unit_; }
    void measured(double units, double milliseconds) {
        milliseconds_per_unit_ += 0.5 * (milliseconds / units - milliseconds_per_unit_);
    }

  private:
    double milliseconds_per_unit_ = 2e-6;  // a guess: two nanoseconds for each parameter
};

/// Cost of passing one point through the model's network, in the meter's units: features and loss count a little, too.
inline double units_per_point(const Model& model) { return 30.0 + double(model.network->parameter_count()); }

/// What the painter lends to its easels.
struct Studio {
    ThreadPool& pool;
    ThreadPool& wide_pool;               ///< of more threads, for long work while nobody trains
    const std::atomic<bool>& cancelled;  ///< the session ends
    Deliver deliver;
    PictureBackend backend = {};

    /// What `picture(row)` gives by the back end that computes pictures.
    template <class Picture>
    auto compute(Picture&& picture) {
        return backend.compute(deliver, picture);
    }
};

enum class Urgency { quick, coarse, thorough, idle };

/// There is something to do: of what is due, the more urgent comes first.
struct Due {
    Urgency urgency;
    Clock::time_point time;
};

class Easel {
  public:
    virtual ~Easel() = default;
    /// Nothing when the picture is as it should be, or nobody looks.
    virtual std::optional<Due> due(const Snapshot& snapshot) = 0;
    /// Does a piece of what is due.
    virtual void work(const Snapshot& snapshot, Studio& studio) = 0;
    /// After a failure: rests until something else has to be painted.
    virtual void give_up(const Snapshot& snapshot) = 0;
};

/// A point of time that has come already.
inline constexpr Clock::time_point at_once{};

inline bool is_training(const Snapshot& snapshot) { return snapshot.run_state == RunState::running; }

/// Training would have to share its processors.
inline ThreadPool& widest_pool(const Snapshot& snapshot, Studio& studio) {
    return is_training(snapshot) ? studio.pool : studio.wide_pool;
}

}  // namespace ravine::session
