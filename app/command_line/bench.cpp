#include "app/command_line/bench.hpp"

#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>

#include "app/command_line/benchmarks.hpp"
#include "app/command_line/options.hpp"
#include "engine/core/parallel.hpp"

namespace ravine {

namespace {

using Json = nlohmann::ordered_json;

Json row_json(const Measurement& row) {
    Json json{{"id", row.id},     {"label", row.label},           {"threads", row.threads},
              {"unit", row.unit}, {"per_second", row.per_second}, {"peak_gigaflops", row.peak_gigaflops}};
    const bool counted = row.flops > 0;
    json["flops"] = counted ? Json(row.flops) : Json(nullptr);
    json["gigaflops"] = counted ? Json(row.gigaflops()) : Json(nullptr);
    json["share_of_peak"] = counted ? Json(row.share_of_peak()) : Json(nullptr);
    return json;
}

std::string report_json(std::span<const Measurement> rows) {
    Json json{{"cores", hardware_threads()}, {"rows", Json::array()}};
    for (const Measurement& row : rows) json["rows"].push_back(row_json(row));
    return json.dump(2) + '\n';
}

std::string report_text(std::span<const Measurement> rows) {
    std::string text =
        fmt::format("{:>14}  {:>8}  {:>13}  {:>7}  {}\n", "a second", "of peak", "peak, GFLOP/s", "threads", "work");
    for (const Measurement& row : rows) {
        const std::string share = row.flops > 0 ? fmt::format("{:.1f} %", row.share_of_peak() * 100) : "";
        text += fmt::format("{:>14.0f}  {:>8}  {:>13.1f}  {:>7}  {} ({})\n", row.per_second, share, row.peak_gigaflops,
                            row.threads, row.label, row.unit);
    }
    return text;
}

struct Options {
    bool json = false;
    BenchmarkChoice choice;
};

Status bench(const Options& options) {
    const Result<std::vector<Measurement>> rows = run_benchmarks(options.choice);
    if (!rows) return rows.error();
    std::cout << (options.json ? report_json(*rows) : report_text(*rows));
    return {};
}

}  // namespace

std::string bench_details() {
    return "Trains standard networks, draws a boundary and a loss surface and runs a race, each in several runs, and "
           "prints the median. Training is what the window does: shuffled batches, checks of every step, and the loss "
           "of all points at the end of each epoch. Arithmetic is counted as 2 operations a weight for each sample "
           "forward, 4 backward (less the gradient of the inputs) and 2 where the epoch's loss is measured; biases, "
           "activations and the optimizer are not counted. It is set against the peak of as many cores as there are "
           "threads, of which one is measured before each run in a loop of fused multiply-adds. With `--json`: "
           "`cores`, "
           "and `rows` with `id`, `label`, `threads`, `unit`, `per_second`, `peak_gigaflops` of one core, `flops` of a "
           "unit, `gigaflops` and `share_of_peak`.\n";
}

std::function<Status()> set_up_bench(CLI::App& app, const WindowDoor*) {
    auto options = std::make_shared<Options>();
    add_flag(app, "--json", options->json, "As JSON");
    add_option(app, "--only", options->choice.only, "Measure the row with this id alone").type_name("ID");
    add_option(app, "--runs", options->choice.runs, "Runs of each row").type_name("N").between(1, 1000).shows_default();
    return [options] { return bench(*options); };
}

}  // namespace ravine
