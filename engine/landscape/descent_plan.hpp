#pragma once
// What a back end that is not the CPU does for maps of descents.

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "engine/core/parallel.hpp"
#include "engine/landscape/arrival.hpp"
#include "engine/landscape/descent_lists.hpp"

namespace ravine {

/// Some of a map's descents. All spans but `settings` have one entry for each.
struct DescentCells {
    std::span<const double> x, y;      ///< where they start
    std::span<const double> settings;  ///< those of each one after another; empty where all have the plan's
    std::span<Arrival> arrivals;       ///< is set
};

/// Runs descents of one map. One thread at a time may call it.
class DescentPlan {
  public:
    virtual ~DescentPlan() = default;

    /// So many take about as long as one.
    virtual std::size_t cells_at_once() const = 0;
    /// Throws ThreadPool::Cancelled soon after the pool has been cancelled, and BackendFailure.
    virtual void run(const DescentCells& cells, const ThreadPool& pool) = 0;
};

/// To run maps on a back end: a plan in a folder of its own, and its row.
struct DescentBackend {
    std::string_view id;  ///< of its row among backends()
    std::unique_ptr<DescentPlan> (*plan)(DescentLists lists);
};

std::span<const DescentBackend> descent_backends();

}  // namespace ravine
