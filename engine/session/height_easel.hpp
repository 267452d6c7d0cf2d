#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/session/blocks.hpp"
#include "engine/session/easel.hpp"

namespace ravine::session {

/// Heights of a race's surface over the window of the top view. A first picture is as fine as it quickly can be, which
/// for most surfaces is all that was asked for; where each height takes long, finer ones follow.
class HeightEasel : public Easel {
  public:
    std::optional<Due> due(const Snapshot& snapshot) override;
    void work(const Snapshot& snapshot, Studio& studio) override;
    void give_up(const Snapshot& snapshot) override;

  private:
    struct Subject {
        std::shared_ptr<const Surface> surface;
        Window window{-1, 1, -1, 1};
        int columns = 0, rows = 0;
        bool operator==(const Subject&) const = default;
    };
    struct Level {
        BlockCursor cursor;
        HeightGrid grid;
        double milliseconds = 0;
    };

    static Subject subject_of(const Snapshot& snapshot);
    void begin_level(double milliseconds);
    void paint_block(ThreadPool& pool);
    void finish_level(Studio& studio);

    CostMeter cost_;  // units: heights
    Subject subject_;
    std::optional<Level> level_;
    std::uint64_t version_ = 0;
};

}  // namespace ravine::session
