#pragma once

#include <optional>

#include "engine/landscape/basins.hpp"
#include "engine/landscape/rate_map.hpp"
#include "engine/session/easel.hpp"

namespace ravine::session {

/// A map of descents, refined from coarse to fine, each level with twice as many columns and rows as the one before.
/// The first is as fine as it quickly can be, and is finished whatever is asked meanwhile: a slider that is dragged
/// asks another question in every frame, and every answer should be seen. Where a level would take too long, the map
/// stays as coarse as it is; where even the coarsest would, a map without columns says so.
template <class Subject>
class MapEasel : public Easel {
  public:
    std::optional<Due> due(const Snapshot& snapshot) override;
    void work(const Snapshot& snapshot, Studio& studio) override;
    void give_up(const Snapshot& snapshot) override;

  private:
    struct Level {
        int halvings;  ///< of the finest map's columns and rows
        ArrivalMap<Subject> map;
        std::size_t done = 0;  ///< cells
        double milliseconds = 0;
    };

    void begin(const Subject& subject, Studio& studio, ThreadPool& pool);
    void estimate_cost(bool is_known, ThreadPool& pool);
    double level_milliseconds(int halvings) const;
    void begin_level(int halvings);
    void run_piece(ThreadPool& pool);
    void finish_level(Studio& studio);

    CostMeter cost_;  // units: cells
    std::optional<Subject> subject_;
    std::optional<Descents> descents_;
    std::optional<Level> level_;
    std::uint64_t version_ = 0;
};

using BasinEasel = MapEasel<BasinSubject>;
using RateMapEasel = MapEasel<RateSubject>;

}  // namespace ravine::session
