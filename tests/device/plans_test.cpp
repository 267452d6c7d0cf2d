// Training, pictures and whole runs on the GPU against the CPU, both ways: in one block, and by the whole GPU.

#include "engine/compute/cuda/launcher.hpp"
#include "engine/compute/kernels/block_plan.hpp"
#include "engine/compute/kernels/device_pictures.hpp"
#include "engine/compute/kernels/grid_plan.hpp"
#include "tests/device/device.hpp"
#include "tests/device_laws.hpp"

using namespace ravine;

namespace {

/// The back end as it is: networks as small as those of the cases have a block.
const BackendRow& block_backend() { return *find_row(backends(), "cuda"); }

template <class Scalar>
std::unique_ptr<Plan<Scalar>> make_grid_plan(PlanParts<Scalar> parts) {
    return std::make_unique<kernels::GridPlan<Scalar, cuda::Launcher>>(std::make_shared<cuda::Launcher>(),
                                                                       std::move(parts));
}

/// The whole GPU for small networks, too.
const BackendRow& grid_backend() {
    static const BackendRow row = [] {
        BackendRow made = block_backend();
        made.plan_single = make_grid_plan<float>;
        made.plan_precise = make_grid_plan<double>;
        return made;
    }();
    return row;
}

/// So wide that no block holds it.
Scenario wide_scenario() {
    Scenario scenario = test::device_scenario();
    scenario.network.layers = {dense_layer(300), dense_layer(257, "relu"), dense_layer(90)};
    scenario.optimizer = standard_selection(*find_row(optimizers(), "adam"));
    return scenario;
}

}  // namespace

TEST_CASE("a block trains with every row as the CPU does") {
    need_device();
    for (const test::DeviceCase& each : test::device_cases()) {
        test::check_training<float>(each, block_backend(), 1e-4);
        test::check_training<double>(each, block_backend(), 1e-9);
    }
}

TEST_CASE("the whole GPU trains with every row as the CPU does") {
    need_device();
    for (const test::DeviceCase& each : test::device_cases()) {
        test::check_training<float>(each, grid_backend(), 1e-4);
        test::check_training<double>(each, grid_backend(), 1e-9);
    }
}

TEST_CASE("a wide network trains and is drawn as on the CPU") {
    need_device();
    const test::DeviceCase each{"wide", wide_scenario()};
    test::check_training<float>(each, block_backend(), 1e-4);
    test::check_training<double>(each, block_backend(), 1e-9);
    test::check_gradient(each, block_backend());
    test::check_pictures(each, block_backend());
}

TEST_CASE("gradients, pictures and divergence on the GPU are the CPU's") {
    need_device();
    for (const BackendRow* row : {&block_backend(), &grid_backend()}) {
        for (const test::DeviceCase& each : test::device_cases()) {
            test::check_gradient(each, *row);
            test::check_pictures(each, *row);
        }
        test::check_divergence(*row);
    }
}

TEST_CASE("whole runs on the GPU end as on the CPU") {
    need_device();
    test::check_whole_runs(block_backend());
    test::check_diverging_run(block_backend());
}
