#pragma once

#include "engine/session/blocks.hpp"
#include "engine/session/easel.hpp"

namespace ravine::session {

/// The decision boundary. While training it has as many points as a quick picture allows; paused, a quick picture is
/// followed by one with all points.
class BoundaryEasel : public Easel {
  public:
    std::optional<Due> due(const Snapshot& snapshot) override;
    void work(const Snapshot& snapshot, Studio& studio) override;
    void give_up(const Snapshot& snapshot) override;

  private:
    /// What a picture shows: whatever differs makes another picture due.
    struct Subject {
        std::uint64_t shape_version = 0, parameters_version = 0;
        Window window{};
        int columns = 0, rows = 0;
        bool operator==(const Subject&) const = default;
    };
    struct Progress {
        Subject subject;
        bool thorough = false;
        Model model;
        BlockCursor cursor;
        DecisionMap map;
        double milliseconds = 0;
    };

    static Subject subject_of(const Snapshot& snapshot);
    bool is_outdated(const Snapshot& snapshot) const;
    /// But for the parameters, it is what the last picture shows.
    bool looks_the_same(Subject subject) const;
    void forget();
    void begin(const Snapshot& snapshot);
    void paint_block(Studio& studio);
    void finish(Studio& studio);

    CostMeter cost_;
    std::optional<Progress> progress_;
    Subject quick_, thorough_;  // of the pictures made last
    Clock::time_point next_ = at_once;
    std::uint64_t version_ = 0;
};

}  // namespace ravine::session
