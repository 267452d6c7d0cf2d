#include "app/command_line/bench.hpp"

#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "app/command_line/benchmarks.hpp"
#include "engine/core/parallel.hpp"

namespace ravine {

namespace {

using Json = nlohmann::ordered_json;

Json row_json(const Measurement& row) {
    Json json{{"id", row.id},
              {"label", row.label},
              {"threads", row.threads},
              {"unit", row.unit},
              {"per_second", row.per_second}};
    json["gigaflops"] = row.gigaflops > 0 ? Json(row.gigaflops) : Json(nullptr);
    json["share_of_peak"] = row.share_of_peak > 0 ? Json(row.share_of_peak) : Json(nullptr);
    return json;
}

std::string report_json(const BenchmarkReport& report) {
    Json json{{"peak_gigaflops", report.peak_gigaflops}, {"cores", hardware_threads()}, {"rows", Json::array()}};
    for (const Measurement& row : report.rows) json["rows"].push_back(row_json(row));
    return json.dump(2) + '\n';
}

std::string report_text(const BenchmarkReport& report) {
    std::string text = fmt::format("one core's peak: {:.1f} GFLOP/s\n\n{:>14}  {:>8}  {:>7}  {}\n",
                                   report.peak_gigaflops, "a second", "of peak", "threads", "work");
    for (const Measurement& row : report.rows) {
        const std::string share = row.share_of_peak > 0 ? fmt::format("{:.0f} %", row.share_of_peak * 100) : "";
        text +=
            fmt::format("{:>14.0f}  {:>8}  {:>7}  {} ({})\n", row.per_second, share, row.threads, row.label, row.unit);
    }
    return text;
}

Status bench(bool json) {
    const Result<BenchmarkReport> report = run_benchmarks();
    if (!report) return report.error();
    std::cout << (json ? report_json(*report) : report_text(*report));
    return {};
}

}  // namespace

std::string bench_details() {
    return "Trains standard networks, draws a boundary and a loss surface and runs a race, each at least seven times, "
           "and prints the "
           "median. The arithmetic is counted per sample as 6 operations a weight (forward 2, backward 4, less the "
           "gradient of the inputs), and set against the machine's peak, measured just before in a loop of "
           "multiply-adds. With `--json`: `peak_gigaflops` of one core, `cores`, and `rows` with `id`, `label`, "
           "`threads`, `unit`, `per_second`, `gigaflops` and `share_of_peak`.\n";
}

std::function<Status()> set_up_bench(CLI::App& app, const WindowDoor*) {
    auto json = std::make_shared<bool>(false);
    app.add_flag("--json", *json, "As JSON");
    return [json] { return bench(*json); };
}

}  // namespace ravine
