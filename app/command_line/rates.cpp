#include "app/command_line/rates.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <iostream>

#include "app/command_line/arguments.hpp"
#include "app/command_line/options.hpp"
#include "app/pictures/png.hpp"
#include "app/pictures/rates_picture.hpp"
#include "engine/io/files.hpp"

namespace ravine {

namespace {

struct Options {
    std::string scenario, backend = "auto", out;
    std::vector<std::string> assignments;
    int threads = 0;
};

std::string rates_csv(const RateCurve& curve) {
    std::string text = "learning_rate,loss\n";
    for (const RateTrial& trial : curve.trials)
        text +=
            fmt::format("{},{}\n", trial.learning_rate, std::isnan(trial.loss) ? "" : fmt::format("{}", trial.loss));
    return text;
}

Result<RateCurve> curve_of(const OpenedScenario& opened, const Machine& machine) {
    Result<RateTest> test = RateTest::create(opened.scenario, opened.folder, {}, machine);
    if (!test) return test.error();
    while (test->advance()) {
    }
    tell_fall_back(test->take_backend_note());
    return test->curve();
}

Status write_rates(const Options& options) {
    const std::string extension = std::filesystem::path(options.out).extension().string();
    if (extension != ".csv" && extension != ".png")
        return input_error(fmt::format("'{}' names no format", options.out), "--out", "end it in .csv or .png");
    const Result<int> threads = chosen_threads(options.threads);
    if (!threads) return threads.error();
    const Result<BackendChoice> backend = chosen_backend(options.backend);
    if (!backend) return backend.error();
    const Result<OpenedScenario> opened = open_scenario(options.scenario, options.assignments);
    if (!opened) return opened.error();
    const auto pool = std::make_shared<ThreadPool>(*threads);
    const Result<RateCurve> curve = curve_of(*opened, {pool, *backend});
    if (!curve) return curve.error();
    const std::string note = fmt::format("{} · {}", opened->name, curve->optimizer);
    const std::string contents = extension == ".csv" ? rates_csv(*curve) : encode_png(draw_rates(*curve, note), *pool);
    if (Status status = write_file(options.out, contents); !status) return status;
    std::cout << fmt::format("{}: {}; wrote {}\n", opened->name, rate_words(*curve), options.out);
    return {};
}

}  // namespace

std::string rates_details() {
    return "From the weights as initialised, 100 mini-batches (10 with second-order optimizers) at each of 1, 2 and 5 "
           "times "
           "the powers of ten that the optimizer's learning rate may have; the schedule and the rules that end "
           "training "
           "do not count. `rates.csv` has the columns `learning_rate,loss`: the loss over the training points "
           "afterwards, penalty included; empty where training diverged. `rates.png` shows the same on logarithmic "
           "axes. "
           "The power of ten with the lowest loss is told: a good order of magnitude, to be tuned from there.\n";
}

std::function<Status()> set_up_rates(CLI::App& app, const WindowDoor*) {
    auto options = std::make_shared<Options>();
    add_scenario(app, options->scenario);
    add_assignments(app, options->assignments,
                    "Change one key of the scenario, such as optimizer.type=sgd; may be repeated");
    add_threads(app, options->threads);
    add_backend(app, options->backend);
    add_option(app, "--out", options->out, "File to write: rates.csv or rates.png").required().type_name("FILE");
    return [options] { return write_rates(*options); };
}

}  // namespace ravine
