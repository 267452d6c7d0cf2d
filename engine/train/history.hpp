#pragma once
// What training has measured, epoch by epoch.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/compute/metrics.hpp"

namespace ravine {

/// State after `epoch` whole epochs. Epoch 0 is the network as initialised. Validation is NaN where nothing validates.
struct HistoryRow {
    std::uint64_t epoch = 0;
    std::uint64_t step = 0;
    double seconds = 0;  ///< of training, as told by the caller
    Metrics train;
    Metrics validation;
    double penalty = 0;
    double learning_rate = 0;

    double objective() const { return train.loss + penalty; }  ///< what training lowers
};

/// Rows in order. With a capacity, older rows are thinned evenly (every second one goes) whenever it is reached, so
/// that a run of any length stays drawable; the first and the newest row are always there.
class History {
  public:
    static constexpr std::size_t unbounded = std::numeric_limits<std::size_t>::max();

    /// Takes the memory for all rows at once where it is bounded.
    explicit History(std::size_t capacity = unbounded);

    void append(const HistoryRow& row);
    /// Drops the rows of later epochs (the run was taken back).
    void forget_after(std::uint64_t epoch);
    void clear();
    /// No more thinning from now on.
    void keep_all() { capacity_ = unbounded; }
    const std::vector<HistoryRow>& rows() const { return rows_; }

  private:
    void thin();

    std::size_t capacity_;
    std::uint64_t stride_ = 1;
    std::vector<HistoryRow> rows_;
};

}  // namespace ravine
