#include "app/command_line/train.hpp"

#include <fmt/format.h>

#include <future>
#include <iostream>

#include "app/command_line/arguments.hpp"
#include "app/command_line/options.hpp"
#include "app/command_line/output_files.hpp"
#include "app/command_line/training_files.hpp"
#include "app/pictures/boundary_picture.hpp"
#include "app/pictures/curves_picture.hpp"
#include "app/pictures/png.hpp"
#include "engine/compute/backends.hpp"
#include "engine/io/model_json.hpp"

namespace ravine {

namespace {

constexpr int most_epochs = 10'000'000;

struct Options {
    std::string scenario, out, backend = "auto";
    std::vector<std::string> assignments;
    std::optional<int> epochs;
    int threads = 0;
};

std::string percent(double share) { return fmt::format("{:.1f} %", share * 100); }

/// "train 99.4 % · validation 97.3 %", or the losses where there are no classes.
std::string metrics_note(const TrainingResult& result) {
    const bool classes = std::isfinite(result.train.accuracy), validates = std::isfinite(result.validation.loss);
    const auto word = [&](const Metrics& metrics) {
        return classes ? percent(metrics.accuracy) : fmt::format("{:.4g}", metrics.loss);
    };
    return (classes ? "train " : "loss: train ") + word(result.train) +
           (validates ? " · validation " + word(result.validation) : "");
}

Result<TrainingRequest> request_of(const Options& options) {
    TrainingRequest request;
    if (options.epochs)
        if (Status status = check_range("--epochs", *options.epochs, 0, most_epochs); !status) return status.error();
    const Result<int> threads = chosen_threads(options.threads);
    if (!threads) return threads.error();
    Result<OpenedScenario> opened = open_scenario(options.scenario, options.assignments);
    if (!opened) return opened.error();
    return TrainingRequest{*opened, options.epochs, *threads};
}

std::string curves_png(const TrainingResult& result, std::string_view name) {
    ThreadPool alone(1);
    return encode_png(draw_curves(result.history, fmt::format("{} · {} epochs", name, result.model.epoch)), alone);
}

/// The largest file: its text has gone again when the curves are drawn.
Status add_model(OutputFolder& out, const Model& model) {
    const Result<std::string> text = model_to_json(model);
    if (!text) return text.error();
    out.add("model.ravine", *text);
    return {};
}

/// The boundary's picture, most of the work, is drawn beside the other files.
Status add_files(OutputFolder& out, const TrainingResult& result, std::string_view name, ThreadPool& pool) {
    auto others = std::async(std::launch::async, [&]() -> Status {
        if (Status status = add_model(out, result.model); !status) return status;
        out.add("history.csv", history_csv(result.history));
        out.add("summary.json", summary_json(result));
        out.add("curves.png", curves_png(result, name));
        return {};
    });
    const std::string boundary = encode_png(draw_boundary(result.model, metrics_note(result), pool), pool);
    if (Status status = others.get(); !status) return status;
    out.add("boundary.png", boundary);
    return {};
}

Status train_into(OutputFolder& out, const TrainingRequest& request, BackendChoice backend, const std::string& where) {
    const auto pool = std::make_shared<ThreadPool>(request.threads);
    const Result<TrainingResult> result = run_training(request, {pool, backend});
    if (!result) return result.error();
    tell_fall_back(result->fell_back);
    if (Status status = add_files(out, *result, request.opened.name, *pool); !status) return status;
    if (Status status = out.commit(); !status) return status;
    if (result->diverged())
        return system_error(
            result->stop.words, request.opened.name,
            fmt::format("epoch {}, with the lowest training loss, is in {}/model.ravine", result->model.epoch, where));
    std::cout << fmt::format("{}: {} epochs in {:.2f} s, {}; wrote {}\n", request.opened.name, result->model.epoch,
                             result->seconds, metrics_note(*result), where);
    return {};
}

Status train(const Options& options) {
    const Result<BackendChoice> backend = chosen_backend(options.backend);
    if (!backend) return backend.error();
    const Result<TrainingRequest> request = request_of(options);
    if (!request) return request.error();
    Result<OutputFolder> out = OutputFolder::create(options.out);
    if (!out) return out.error();
    return train_into(*out, *request, *backend, options.out);
}

}  // namespace

std::string train_details() {
    std::string text =
        "The folder then holds five files; either all of them are written, or none.\n\n"
        "- `model.ravine`: the scenario with the data, the trained parameters and the seed (JSON)\n"
        "- `boundary.png`, `curves.png`: what the model says over the plane, and how loss and accuracy went\n"
        "- `history.csv`: one row an epoch; a cell is empty where there is no value. Columns:\n";
    for (const HistoryColumn& column : history_columns()) text += fmt::format("  - `{}`: {}\n", column.id, column.help);
    text += "- `summary.json`, with `null` where there is no value. Keys:\n";
    for (const SummaryKey& key : summary_keys()) text += fmt::format("  - `{}`: {}\n", key.id, key.help);
    text += fmt::format(
        "\nAn ensemble (`ensemble.members` above 1) is trained mini-batch by mini-batch, its members on the threads "
        "side by side; where one diverges all stop; losses, accuracies and pictures are those of the mean prediction, "
        "and `model.ravine` holds every member.\n"
        "\nWhere the back end fails, such as a GPU whose driver is gone or whose memory is short, `--backend auto` "
        "goes on "
        "with the CPU from the last epoch's end and says so on standard error and as `fell_back`; a back end that was "
        "asked for by its id ends the training with exit code 1, and nothing is written. One that is not there at all "
        "is a wrong command line.\n"
        "\nA scenario without `stop.epochs` trains for at most {} epochs. The same scenario and seed give the same "
        "`model.ravine`, byte for byte, whatever the number of threads.\n\n"
        "Training that diverges ends with exit code 1 and says so on standard error; the five files are written "
        "all the same, with the epoch of the lowest training loss (penalty included) as the model.\n",
        standard_epochs);
    return text;
}

std::function<Status()> set_up_train(CLI::App& app, const WindowDoor*) {
    auto options = std::make_shared<Options>();
    add_scenario(app, options->scenario);
    add_assignments(app, options->assignments,
                    "Change one key of the scenario, such as optimizer.learning_rate=0.1; may be repeated");
    add_option(app, "--epochs", options->epochs,
               "Epochs, instead of the scenario's; 0 writes the network as initialised")
        .type_name("N");
    add_threads(app, options->threads);
    add_backend(app, options->backend);
    add_option(app, "--out", options->out, "Folder for the files; made if it is not there").required().type_name("DIR");
    return [options] { return train(*options); };
}

}  // namespace ravine
