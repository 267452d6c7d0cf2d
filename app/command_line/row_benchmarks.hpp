#pragma once
// What `ravine bench --rows` measures: whether one activation, loss, layer or optimizer is out of the ordinary. Each is
// put into the same network in the place of the plain one, and the two take turns.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace ravine {

struct RowMeasurement {
    std::string_view kind, id, label;  ///< "activations", and the row of that table
    std::string_view plain;            ///< id of the row that it is compared with; itself for that row
    std::string_view network;          ///< what both train, in words
    bool second_order = false;         ///< an optimizer that asks for more than gradients, and is slow by its nature
    std::size_t parameters = 0;
    double samples_per_second = 0, plain_samples_per_second = 0;  ///< medians of the runs
    double times = 0;  ///< as much time as the plain row; median of the runs' ratios
};

/// Every row of the four tables, the slowest first, second-order optimizers behind the others. `runs` of a sixth of a
/// second each.
Result<std::vector<RowMeasurement>> run_row_benchmarks(int runs);

}  // namespace ravine
