// The painter and kinds of pictures that fail.

#include "engine/session/painter.hpp"

#include <atomic>
#include <stdexcept>

#include "engine/session/mailbox.hpp"
#include "tests/threads/session_fixture.hpp"

using namespace ravine;
using namespace ravine::session;

namespace {

/// Paints once for each snapshot, or throws.
class ScriptedEasel : public Easel {
  public:
    explicit ScriptedEasel(
        std::string name, std::function<void()> before_painting = [] {})
        : name_(std::move(name)), before_painting_(std::move(before_painting)) {}

    std::optional<Due> due(const Snapshot& snapshot) override {
        if (done_ == snapshot.version) return {};
        return Due{Urgency::coarse, at_once};
    }
    void work(const Snapshot& snapshot, Studio& studio) override {
        before_painting_();
        done_ = snapshot.version;
        studio.deliver({Event{Event::Kind::information, 0, "painted " + name_}});
    }
    void give_up(const Snapshot& snapshot) override { done_ = snapshot.version; }

  private:
    std::string name_;
    std::function<void()> before_painting_;
    std::uint64_t done_ = 0;
};

std::shared_ptr<const Snapshot> snapshot_of_version(std::uint64_t version) {
    Snapshot snapshot;
    snapshot.version = version;
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

/// The words of the next `count` events.
std::vector<std::string> take_words(Mailbox<Delivery>& box, std::size_t count) {
    std::vector<std::string> words;
    while (words.size() < count) {
        box.wait(Clock::now() + as_duration(patience));
        const std::vector<Delivery> deliveries = box.take();
        REQUIRE_FALSE(deliveries.empty());
        for (const Delivery& delivery : deliveries)
            if (const Event* event = std::get_if<Event>(&delivery.content)) words.push_back(event->words);
    }
    return words;
}

}  // namespace

TEST_CASE("a picture that throws is said once, given up, and tried again for the next snapshot") {
    Mailbox<Delivery> box;
    bool fails = true;
    Easels easels;
    easels.push_back(std::make_unique<ScriptedEasel>("first", [&fails] {
        if (std::exchange(fails, false)) throw std::runtime_error("the brush broke");
    }));
    easels.push_back(std::make_unique<ScriptedEasel>("second"));
    Painter painter(1, 1, std::move(easels), [&box](Delivery delivery) { box.push(std::move(delivery)); });
    painter.look_at(snapshot_of_version(1));
    CHECK(take_words(box, 2) == std::vector<std::string>{"pictures: the brush broke", "painted second"});
    painter.look_at(snapshot_of_version(2));
    CHECK(take_words(box, 2) == std::vector<std::string>{"painted first", "painted second"});
}

TEST_CASE("a painter that is cancelled leaves the picture at hand, and that is no failure") {
    Mailbox<Delivery> box, begun;
    std::atomic<bool> is_cancelled{false};
    Easels easels;
    easels.push_back(std::make_unique<ScriptedEasel>("it", [&] {
        begun.push({});
        while (!is_cancelled) std::this_thread::yield();
        throw ThreadPool::Cancelled();  // as a loop of the painter's pool does
    }));
    {
        Painter painter(1, 1, std::move(easels), [&box](Delivery delivery) { box.push(std::move(delivery)); });
        painter.look_at(snapshot_of_version(1));
        begun.wait({});
        painter.cancel();
        is_cancelled = true;
    }
    CHECK(box.take().empty());
}

TEST_CASE("whatever is thrown, and by however many pictures, the painter lives") {
    Mailbox<Delivery> box;
    Easels easels;
    easels.push_back(std::make_unique<ScriptedEasel>("first", [] { throw 7; }));
    easels.push_back(std::make_unique<ScriptedEasel>("second", [] { throw std::bad_alloc(); }));
    easels.push_back(std::make_unique<ScriptedEasel>("third"));
    Painter painter(2, 2, std::move(easels), [&box](Delivery delivery) { box.push(std::move(delivery)); });
    for (std::uint64_t version = 1; version <= 20; ++version) {
        painter.look_at(snapshot_of_version(version));
        const std::vector<std::string> words = take_words(box, 3);
        CHECK(words[0] == "pictures: unknown failure");
        CHECK_THAT(words[1], StartsWith("pictures: "));
        CHECK(words[2] == "painted third");
    }
}
