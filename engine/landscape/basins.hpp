#pragma once
// A map of basins of attraction: to which minimum an optimizer comes from every start point of a window, and how soon.
// A basin is one of an optimizer with its settings, not of the surface alone.

#include <optional>

#include "engine/landscape/arrival_map.hpp"
#include "engine/landscape/descent_plan.hpp"

namespace ravine {

struct BasinQuestion {
    Selection optimizer;
    DescentConditions conditions = {};
    int columns = 256, rows = 256;  ///< of the finest map

    bool operator==(const BasinQuestion&) const = default;
};

/// Errors: settings, conditions or sizes out of range.
Status check_question(const BasinQuestion& question);

/// The starts are the middles of the pixels of a window, row 0 at y least.
struct BasinSubject {
    std::shared_ptr<const Surface> surface;
    BasinQuestion question;
    Window window{-1, 1, -1, 1};

    int rows() const { return question.rows; }
    bool operator==(const BasinSubject&) const = default;
};
using BasinMap = ArrivalMap<BasinSubject>;

void run_cells(BasinMap& map, const Descents& descents, std::size_t first, std::size_t count, ThreadPool& pool);
void run_cells(BasinMap& map, DescentPlan& plan, std::size_t first, std::size_t count, const ThreadPool& pool);
std::optional<DescentLists> descent_lists(const BasinSubject& subject);

}  // namespace ravine
