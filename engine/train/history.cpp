#include "engine/train/history.hpp"

namespace ravine {

History::History(std::size_t capacity) : capacity_(capacity) {
    if (capacity != unbounded) rows_.reserve(capacity);
}

void History::append(const HistoryRow& row) {
    // The newest row is kept only until the next one where it does not lie on the stride.
    if (rows_.size() > 1 && rows_.back().epoch % stride_ != 0) rows_.pop_back();
    rows_.push_back(row);
    while (rows_.size() >= capacity_ && rows_.size() > 2) thin();
}

void History::thin() {
    stride_ *= 2;
    const std::uint64_t first = rows_.front().epoch, newest = rows_.back().epoch;
    std::erase_if(rows_, [&](const HistoryRow& row) {
        return row.epoch != first && row.epoch != newest && row.epoch % stride_ != 0;
    });
}

void History::forget_after(std::uint64_t epoch) {
    std::erase_if(rows_, [&](const HistoryRow& row) { return row.epoch > epoch; });
}

void History::clear() {
    stride_ = 1;
    rows_.clear();
}

}  // namespace ravine
