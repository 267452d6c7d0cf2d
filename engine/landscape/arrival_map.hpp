#pragma once
// A picture each of whose cells is a descent.

#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/landscape/descents.hpp"

namespace ravine {

/// `Subject` says what the cells are: start points (BasinSubject) or settings (RateSubject).
template <class Subject>
struct ArrivalMap {
    Subject subject;
    int columns = 0, rows = 0;
    bool finest = false;            ///< as many as were asked for
    std::vector<Arrival> arrivals;  ///< [rows × columns], row 0 at the bottom

    const Arrival& at(int column, int row) const {
        return arrivals[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                        static_cast<std::size_t>(column)];
    }
};

/// A map of so many cells, none of them run yet.
template <class Subject>
ArrivalMap<Subject> blank_map(Subject subject, int columns, int rows) {
    return {std::move(subject), columns, rows, false,
            std::vector<Arrival>(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows))};
}

/// How many ended where, and how long that took those that reached a minimum.
struct ArrivalSummary {
    std::vector<std::size_t> at_minimum;  ///< one number for each minimum
    std::size_t elsewhere = 0, diverged = 0;
    /// Of those that arrived a twentieth took no more than the quick ones, and a twentieth no less than the slow ones:
    /// a few starts beside a minimum, or on the edge between two, do not take the colours from all others. 0 where none
    /// arrived.
    int quick_steps = 0, slow_steps = 0;

    std::size_t all() const;
    /// Where a number of steps stands between the quick and the slow ones, 0 … 1, by factors: what is quick differs by
    /// a few steps, what is slow by hundreds.
    double share(int steps) const;
};

ArrivalSummary summary_of(std::span<const Arrival> arrivals, std::size_t minima);

// Each subject has functions of its own, which a MapRunner calls. Cells first … first + count − 1 of its map, row by
// row, by the host's threads, with the same bits for any number of them, and by a plan of another back end:
//   void run_cells(ArrivalMap<Subject>&, const Descents&, std::size_t first, std::size_t count, ThreadPool&);
//   void run_cells(ArrivalMap<Subject>&, DescentPlan&, std::size_t first, std::size_t count, const ThreadPool&);
// And what such a plan is made of; none where the host's threads have to run it:
//   std::optional<DescentLists> descent_lists(const Subject&);

}  // namespace ravine
