#pragma once
// What a second-order rule computed in one step, written down by the rule itself while it takes the step.

#include <span>
#include <vector>

namespace ravine {

/// Numbers in the order that the rule's own lines read them in; see ObjectiveRule::lines.
using StepRecord = std::vector<double>;

/// Nothing where nobody asks for a record.
inline void note(StepRecord* record, std::span<const double> numbers) {
    if (record != nullptr) record->insert(record->end(), numbers.begin(), numbers.end());
}
inline void note(StepRecord* record, double number) { note(record, {&number, 1}); }

/// Takes the numbers of a record one after the other.
class RecordReader {
  public:
    explicit RecordReader(std::span<const double> record) : left_(record) {}

    bool at_end() const { return left_.empty(); }
    std::span<const double> take(std::size_t count) {
        const std::span<const double> taken = left_.first(count);
        left_ = left_.subspan(count);
        return taken;
    }
    double take() { return take(1).front(); }
    /// All but the last ones.
    std::span<const double> take_until_last(std::size_t count) { return take(left_.size() - count); }

  private:
    std::span<const double> left_;
};

}  // namespace ravine
