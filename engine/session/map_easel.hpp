#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>

#include "engine/landscape/map_runner.hpp"
#include "engine/session/easel.hpp"

namespace ravine::session {

/// A map of descents, refined from coarse to fine, each level with twice as many columns and rows as the one before.
/// The first is as fine as it quickly can be, and is finished whatever is asked meanwhile: a slider that is dragged
/// asks another question in every frame, and every answer should be seen. Where a level would take too long, the map
/// stays as coarse as it is; where even the coarsest would, a map without columns says so.
template <class Subject>
class MapEasel : public Easel {
  public:
    explicit MapEasel(std::span<const DescentBackend> table = descent_backends()) : table_(table) {}

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
    void estimate_cost(ThreadPool& pool, const BackendRow& backend);
    double run(ArrivalMap<Subject>& map, std::size_t first, std::size_t count, ThreadPool& pool,
               const BackendRow& backend);
    double units(std::size_t cells) const { return double(std::max(cells, at_once_)); }
    double level_milliseconds(int halvings) const;
    void begin_level(int halvings);
    void run_piece(ThreadPool& pool, const BackendRow& backend);
    void finish_level(Studio& studio);

    std::span<const DescentBackend> table_;
    CostMeter cost_;                          // units: cells, and no fewer than are done at once
    const BackendRow* cost_is_of_ = nullptr;  // who has computed them
    std::size_t at_once_ = 1;
    std::optional<Subject> subject_;
    std::optional<MapRunner<Subject>> runner_;
    std::optional<Level> level_;
    std::uint64_t version_ = 0;
};

using BasinEasel = MapEasel<BasinSubject>;
using RateMapEasel = MapEasel<RateSubject>;

}  // namespace ravine::session
