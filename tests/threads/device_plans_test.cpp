// Warps of a block and of a whole device, each a thread of the host: none writes what another one reads before they
// meet, and the bits are the same for any number of them.

#include "engine/train/trainer.hpp"
#include "tests/catch.hpp"
#include "tests/device_backends.hpp"
#include "tests/device_cases.hpp"

using namespace ravine;

namespace {

std::vector<float> parameters_after_steps(const Scenario& scenario, const BackendRow& row, int warps) {
    test::host_warps = warps;
    auto trainer = Trainer<float>::create(scenario, ".", {std::make_shared<ThreadPool>(1), row});
    if (!trainer) FAIL(trainer.error().message());
    for (int calls = 0; calls < 2; ++calls) (*trainer)->step(0);
    std::vector<float> numbers((*trainer)->network().parameter_count());
    (*trainer)->evaluate_gradient((*trainer)->parameters(), numbers);
    numbers.insert(numbers.end(), (*trainer)->parameters().begin(), (*trainer)->parameters().end());
    return numbers;
}

}  // namespace

TEST_CASE("Warps do not get in each other's way") {
    for (const test::DeviceCase& each : test::device_cases()) {
        INFO(each.name);
        for (const BackendRow* row : {&test::block_backend(), &test::grid_backend()})
            CHECK(parameters_after_steps(each.scenario, *row, 3) == parameters_after_steps(each.scenario, *row, 1));
    }
}
