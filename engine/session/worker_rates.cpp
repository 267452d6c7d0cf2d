#include <memory>
#include <utility>

#include "engine/session/worker.hpp"

namespace ravine::session {

/// Goes on with a test for a slice of time, or until a message has come. A test that throws is not gone on with.
void Worker::test_rates() {
    if (!rates_.test) return;
    RateTest test = std::move(*std::exchange(rates_.test, std::nullopt));
    const std::size_t before = test.curve().trials.size();
    const Clock::time_point end = Clock::now() + as_duration(slice_seconds);
    while (Clock::now() < end && !inbox_.wants_attention() && test.advance()) {
    }
    if (std::string note = test.take_backend_note(); !note.empty())
        bulletin_.report({Event::Kind::fell_back, 0, "learning rates: " + note});
    const bool has_news = test.curve().trials.size() != before, is_done = test.curve().is_done();
    rates_.test = std::move(test);
    if (has_news) show_rates();
    if (is_done) rates_.test.reset();
}

void Worker::show_rates() {
    RateCurve curve = rates_.test->curve();
    curve.step = rates_.step;
    draft_.rates = std::make_shared<const RateCurve>(std::move(curve));
    changed_ = true;
}

void Worker::end_rate_test() {
    rates_ = {};
    draft_.rates.reset();
}

/// A curve is of one optimizer on one network and its data.
void Worker::drop_outdated_rates() {
    if (!draft_.rates) return;
    if (rates_.shape_version != draft_.shape_version || rates_.data_version != draft_.data_version ||
        draft_.rates->optimizer != trainer_->scenario().optimizer.id)
        end_rate_test();
}

}  // namespace ravine::session
