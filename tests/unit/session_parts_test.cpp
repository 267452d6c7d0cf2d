#include <string>
#include <thread>
#include <vector>

#include "engine/session/blocks.hpp"
#include "engine/session/ledger.hpp"
#include "engine/session/mailbox.hpp"
#include "engine/session/merging.hpp"
#include "engine/session/pace.hpp"
#include "engine/session/stepping.hpp"
#include "tests/catch.hpp"

using namespace ravine;
using namespace ravine::session;

namespace {

std::vector<Ticket> tickets_after_merging(std::vector<CommandPayload> payloads) {
    std::vector<Command> commands;
    for (CommandPayload& payload : payloads) commands.push_back({commands.size() + 1, std::move(payload)});
    std::vector<Ticket> tickets;
    for (const Command& command : merged(std::move(commands))) tickets.push_back(command.ticket);
    return tickets;
}

Clock::time_point at(double seconds) { return Clock::time_point{} + std::chrono::hours(1) + as_duration(seconds); }

}  // namespace

TEST_CASE("of neighbouring replacing commands the last of each kind stays") {
    using namespace command;
    CHECK(tickets_after_merging({}).empty());
    CHECK(tickets_after_merging({SetSpeed{1}, SetSpeed{2}, SetSpeed{3}}) == std::vector<Ticket>{3});
    CHECK(tickets_after_merging({SetSpeed{1}, SetView{}, SetSpeed{2}, SetView{}}) == std::vector<Ticket>{3, 4});
    CHECK(tickets_after_merging({SetSpeed{1}, Play{}, SetSpeed{2}}) == std::vector<Ticket>{1, 2, 3});
    CHECK(tickets_after_merging({Play{}, Pause{}, Play{}, Pause{}}) == std::vector<Ticket>{1, 2, 3, 4});
    CHECK(tickets_after_merging({SetRace{}, SetRace{}, Reset{}, SetScenario{}, SetScenario{}, SetRace{}}) ==
          std::vector<Ticket>{2, 3, 5, 6});
}

TEST_CASE("a ticket counts as carried out when all before it are") {
    Ledger ledger;
    CHECK(ledger.applied() == 0);
    ledger.take(1);
    ledger.take(2);
    ledger.open(2);
    ledger.take(3);
    ledger.open(3);
    ledger.take(4);
    CHECK(ledger.applied() == 1);
    ledger.close(3);
    CHECK(ledger.applied() == 1);
    ledger.close(2);
    CHECK(ledger.applied() == 4);
}

TEST_CASE("a mailbox gives everything once, in order, and wakes who waits") {
    Mailbox<int> box;
    CHECK_FALSE(box.wants_attention());
    std::thread sender([&box] {
        for (int i = 0; i < 1000; ++i) box.push(i);
        box.close();
    });
    std::vector<int> taken;
    while (!box.closed() || box.wants_attention()) {
        box.wait({});
        for (int item : box.take()) taken.push_back(item);
        if (box.closed() && taken.size() == 1000) break;
    }
    sender.join();
    REQUIRE(taken.size() == 1000);
    for (int i = 0; i < 1000; ++i) REQUIRE(taken[std::size_t(i)] == i);
    CHECK(box.wants_attention());  // closed for good
}

TEST_CASE("blocks cover every point of a grid once, whatever their size") {
    const double points = GENERATE(0.0, 1.0, 3.0, 7.0, 10.0, 35.0, 1e9);
    constexpr int columns = 7, rows = 5;
    std::vector<int> grid(columns * rows, 0);
    for (BlockCursor cursor(columns, rows); !cursor.done();) {
        const Block block = cursor.next(points);
        REQUIRE(block.columns * block.rows <= std::max(1.0, points));
        const std::vector<int> ones(std::size_t(block.columns * block.rows), 1);
        std::vector<int> part(grid.size(), 0);
        copy_block(block, ones.begin(), part.begin(), columns);
        for (std::size_t i = 0; i < grid.size(); ++i) grid[i] += part[i];
        cursor.advance(block);
    }
    CHECK(grid == std::vector<int>(columns * rows, 1));
}

TEST_CASE("the speed limit spaces steps and forgives short delays only") {
    SpeedLimit limit;
    CHECK(limit.allows(at(0)));
    limit.set(10);
    CHECK(limit.allows(at(0)));
    limit.count_step(at(0));
    CHECK(limit.allows(at(0)));  // begins a tenth of a second in debt
    limit.count_step(at(0));
    CHECK_FALSE(limit.allows(at(0.09)));
    CHECK(limit.allows(at(0.101)));
    limit.count_step(at(100));
    limit.count_step(at(100));
    CHECK_FALSE(limit.allows(at(100.09)));
}

TEST_CASE("the speed is measured over the last half second") {
    SpeedMeter meter;
    CHECK(meter.steps_per_second() == 0);
    for (int i = 0; i <= 10; ++i) meter.measure(at(0.1 * i), std::uint64_t(10 * i));
    CHECK(meter.steps_per_second() == Approx(100));
    for (int i = 1; i <= 6; ++i) meter.measure(at(1 + 0.1 * i), std::uint64_t(100 + 20 * i));
    CHECK(meter.steps_per_second() == Approx(200));
    meter.measure(at(2), 0);  // training began anew
    CHECK(meter.steps_per_second() == 0);
    meter.measure(at(3), 1);
    meter.measure(at(4), 2);
    meter.measure(at(4.5), 2);
    CHECK(meter.steps_per_second() == Approx(1));
}

TEST_CASE("steps and epochs are counted down, and their tickets given back once") {
    Stepping stepping;
    CHECK(stepping.done());
    stepping.add(4, {2, false});
    stepping.add(5, {1, true});
    stepping.count(false, true);  // what was owed of the epoch before
    stepping.count(true, true);
    stepping.count(true, false);
    CHECK_FALSE(stepping.done());
    stepping.count(true, false);
    CHECK_FALSE(stepping.done());
    stepping.count(true, true);
    CHECK(stepping.done());
    CHECK(stepping.end() == std::vector<Ticket>{4, 5});
    CHECK(stepping.end().empty());
}
