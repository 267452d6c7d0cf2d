#include "app/command_line/bench.hpp"

#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>

#include "app/command_line/arguments.hpp"
#include "app/command_line/benchmarks.hpp"
#include "app/command_line/options.hpp"
#include "app/command_line/row_benchmarks.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/vector_loop.hpp"

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
    const bool trains = row.parameters > 0;
    json["parameters"] = trains ? Json(row.parameters) : Json(nullptr);
    json["picoseconds"] = trains ? Json(row.picoseconds()) : Json(nullptr);
    return json;
}

std::string report_json(std::span<const Measurement> rows) {
    Json json{{"cores", hardware_threads()}, {"vectors", vectors::name_of(vectors::chosen)}, {"rows", Json::array()}};
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

Json row_json(const RowMeasurement& row) {
    return {{"kind", row.kind},
            {"id", row.id},
            {"label", row.label},
            {"times", row.times},
            {"plain", row.plain},
            {"network", row.network},
            {"second_order", row.second_order},
            {"parameters", row.parameters},
            {"samples_per_second", row.samples_per_second},
            {"plain_samples_per_second", row.plain_samples_per_second}};
}

/// The rows are sorted, so that the first is the slowest.
std::string report_json(std::span<const RowMeasurement> rows) {
    Json json{{"slowest", {{"kind", rows[0].kind}, {"id", rows[0].id}, {"times", rows[0].times}}},
              {"rows", Json::array()}};
    for (const RowMeasurement& row : rows) json["rows"].push_back(row_json(row));
    return json.dump(2) + '\n';
}

std::string report_text(std::span<const RowMeasurement> rows) {
    std::string text = fmt::format("{:>9}  {:>10}  {:>11}  row\n", "times", "parameters", "a second");
    for (const RowMeasurement& row : rows)
        text += fmt::format("{:>9.2f}  {:>10}  {:>11.0f}  {} {}, against {} ({})\n", row.times, row.parameters,
                            row.samples_per_second, row.kind, row.id, row.plain, row.network);
    return text + fmt::format("Slowest but for second-order optimizers: {} {}, {:.2f} times {}.\n", rows[0].kind,
                              rows[0].id, rows[0].times, rows[0].plain);
}

template <class Row>
Status print_report(const Result<std::vector<Row>>& rows, bool as_json) {
    if (!rows) return rows.error();
    std::cout << (as_json ? report_json(std::span<const Row>(*rows)) : report_text(std::span<const Row>(*rows)));
    return {};
}

struct Options {
    bool json = false, rows = false;
    std::string backend = "cpu";
    BenchmarkChoice choice;
};

Status bench(Options options) {
    if (options.rows && !options.choice.only.empty())
        return input_error("does not go with --rows, which measures all rows of the tables", "--only");
    const Result<BackendChoice> backend = chosen_backend(options.backend);
    if (!backend) return backend.error();
    if (options.rows && backend->row != &cpu_backend())
        return input_error("does not go with --rows, which compares rows of the tables on the CPU", "--backend");
    options.choice.backend = *backend->row;  // what is measured is to be what was asked for, or nothing
    if (options.rows) return print_report(run_row_benchmarks(options.choice.runs), options.json);
    return print_report(run_benchmarks(options.choice), options.json);
}

}  // namespace

std::string bench_details() {
    return "Trains standard networks, one by one and many at once, draws a boundary, a loss surface and basin maps and "
           "runs a race, each in several "
           "runs, and prints the median. Training is what the window does: shuffled batches, checks of every step, and "
           "the loss "
           "of all points at the end of each epoch. Arithmetic is counted as 2 operations a weight for each sample "
           "forward, 4 backward (less the gradient of the inputs) and 2 where the epoch's loss is measured; biases, "
           "activations and the optimizer are not counted. It is set against the peak of as many threads, which "
           "is measured before and after each run in a loop of fused multiply-adds. A run takes 0.2 seconds, and as "
           "much comes before the first. With `--json`: `cores`, `vectors` (the instructions that are used), and "
           "`rows` with `id`, `label`, `threads`, `unit`, `per_second`, `peak_gigaflops` of one thread, `flops` of a "
           "unit, `gigaflops` and `share_of_peak`, and of trainings `parameters` and `picoseconds`, the time of a "
           "sample divided by the parameters. `--only widths` trains networks from 32 to 512 units wide, and `--only "
           "products` does the matrix products of single layers of 2 to 512 units; `--only large` is what a GPU is "
           "for: a wide network in large batches, 10,000 small ones, a fine loss surface.\n\n"
           "`--backend` has the trainings, the boundary and the loss surface measured on another back end, and where "
           "that takes whole trainings, 10,000 networks at once in place of 100; arithmetic is not counted then, as "
           "the peak is the CPU's.\n\n"
           "`--rows` puts each activation, loss, layer and optimizer into the same network in the place of the plain "
           "one (ReLU, categorical cross-entropy or squared error, dense, Adam), lets the two take turns, and prints "
           "how many times as long it takes, the slowest first. Second-order optimizers come last, in a network of "
           "their own: they are slow by their nature. With `--json`: `slowest`, which leaves those out, and `rows` "
           "with `kind`, `id`, `label`, `times`, `plain`, `network`, `second_order`, `parameters`, "
           "`samples_per_second` and `plain_samples_per_second`.\n";
}

std::function<Status()> set_up_bench(CLI::App& app, const WindowDoor*) {
    auto options = std::make_shared<Options>();
    add_flag(app, "--json", options->json, "As JSON");
    add_flag(app, "--rows", options->rows, "Compare every activation, loss, layer and optimizer with the plain one");
    add_option(app, "--only", options->choice.only, "Measure the row with this id alone").type_name("ID");
    add_option(app, "--runs", options->choice.runs, "Runs of each row").type_name("N").between(1, 1000).shows_default();
    add_backend(app, options->backend);
    return [options] { return bench(*options); };
}

}  // namespace ravine
