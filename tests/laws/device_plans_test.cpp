// What the threads of a GPU do, done by the host's: networks train, and pictures are drawn, as on the CPU.

#include <atomic>

#include "tests/device_backends.hpp"
#include "tests/device_laws.hpp"

using namespace ravine;
using test::block_backend;
using test::grid_backend;

TEST_CASE("A block trains with every row as the CPU does") {
    for (const test::DeviceCase& each : test::device_cases()) {
        test::check_training<float>(each, block_backend(), 1e-4);
        test::check_training<double>(each, block_backend(), 1e-9);
    }
}

TEST_CASE("Launches over a whole device train with every row as the CPU does") {
    for (const test::DeviceCase& each : test::device_cases()) {
        test::check_training<float>(each, grid_backend(), 1e-4);
        test::check_training<double>(each, grid_backend(), 1e-9);
    }
}

TEST_CASE("A device's gradient of any parameters is the CPU's") {
    for (const test::DeviceCase& each : test::device_cases())
        for (const BackendRow* row : {&block_backend(), &grid_backend()}) test::check_gradient(each, *row);
}

TEST_CASE("On a device, divergence is found in the step in which the CPU finds it") {
    for (const BackendRow* row : {&block_backend(), &grid_backend()}) test::check_divergence(*row);
}

TEST_CASE("Pictures that a device draws are the CPU's") {
    for (const test::DeviceCase& each : test::device_cases())
        for (const BackendRow* row : {&block_backend(), &grid_backend()}) test::check_pictures(each, *row);
}

namespace {

std::atomic<int> runs_of_device{0};

/// As block_backend(), and counts what it is given.
const BackendRow& counting_backend() {
    static const BackendRow row = [] {
        BackendRow made = block_backend();
        made.whole_runs = [](const WholeRunsOrder& order) {
            runs_of_device += int(order.runs.size());
            block_backend().whole_runs(order);
        };
        return made;
    }();
    return row;
}

}  // namespace

TEST_CASE("A block trains whole runs as the CPU does, with every row that it takes") {
    runs_of_device = 0;
    test::check_whole_runs(counting_backend());
    CHECK(runs_of_device > int(test::device_cases().size()) * 3 / 4);
}

TEST_CASE("A whole run that diverges ends as on the CPU, and the others go on") {
    test::check_diverging_run(block_backend());
}

TEST_CASE("A network too wide for a batch is refused before memory is taken") {
    test::HostDevice device;
    Scenario scenario = test::device_scenario();
    scenario.network.layers = {dense_layer(4096)};
    const auto trainer = test::trained_on<float>(cpu_backend(), scenario, 0);
    const kernels::DeviceProgram<test::HostDevice> program(device, trainer->network(), kernels::Fusion::activations);
    using Network = kernels::GridNetwork<float, test::HostDevice>;
    CHECK_THROWS_AS(Network(device, program, 1'000'000, true), BackendFailure);
    CHECK_NOTHROW(Network(device, program, 100, true));
}
