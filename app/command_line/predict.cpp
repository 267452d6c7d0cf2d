#include "app/command_line/predict.hpp"

#include <fmt/format.h>

#include <iostream>
#include <variant>

#include "app/command_line/arguments.hpp"
#include "app/command_line/options.hpp"
#include "engine/data/csv.hpp"
#include "engine/io/files.hpp"
#include "engine/io/model_json.hpp"

namespace ravine {

namespace {

struct Options {
    std::string model, data, backend = "auto", out;
    int threads = 0;
};

std::string header(const Model& model) {
    if (model.data->task == Task::curve) return "x,y\n";
    if (model.data->task == Task::regress) return "x1,x2,y\n";
    std::string text = "x1,x2,";
    for (int k = 0; k < prediction_width(model); ++k) text += fmt::format("p{},", k);
    return text + "class\n";
}

std::string predictions_csv(const Model& model, std::span<const Point> points, std::span<const double> predictions) {
    const auto width = static_cast<std::size_t>(prediction_width(model));
    std::string text = header(model);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto row = predictions.subspan(i * width, width);
        text += fmt::format("{},", points[i].x1);
        if (model.data->task != Task::curve) text += fmt::format("{},", points[i].x2);
        text += fmt::format("{}", fmt::join(row, ","));
        if (model.data->task == Task::classify) text += fmt::format(",{}", predicted_class(row));
        text += '\n';
    }
    return text;
}

/// What the file that the model was trained on called our columns.
ColumnNames columns_of(const Scenario& scenario) {
    const auto* file = std::get_if<CsvSource>(&scenario.data.source);
    return file ? file->columns : ColumnNames{};
}

Status predict_file(const Options& options) {
    const Result<int> threads = chosen_threads(options.threads);
    if (!threads) return threads.error();
    const Result<BackendChoice> backend = chosen_backend(options.backend);
    if (!backend) return backend.error();
    const Result<Model> model = read_model(options.model);
    if (!model) return model.error();
    const Result<std::vector<Point>> points =
        read_coordinates_csv(options.data, model->data->task, columns_of(*model->scenario));
    if (!points) return points.error();
    ThreadPool pool(*threads);
    const auto predictions_by = [&](const BackendRow& row) { return predict(*model, *points, pool, row); };
    const std::vector<double> predictions = compute_by(*backend, predictions_by, tell_fall_back);
    if (Status status = write_file(options.out, predictions_csv(*model, *points, predictions)); !status) return status;
    std::cout << fmt::format("{} predictions; wrote {}\n", points->size(), options.out);
    return {};
}

}  // namespace

std::string predict_details() {
    return "Reads a CSV file with a header line and the columns `x1,x2` (`x` for a curve), or those that the "
           "model was trained on; other columns are ignored. Writes one row a point, in the same order:\n\n"
           "- classify: `x1,x2`, then the probabilities `p0,p1,…`, then `class`, the number of the likeliest\n"
           "- regress: `x1,x2,y`\n"
           "- curve: `x,y`\n";
}

std::function<Status()> set_up_predict(CLI::App& app, const WindowDoor*) {
    auto options = std::make_shared<Options>();
    add_option(app, "model", options->model, "Trained model: model.ravine").required().type_name("MODEL");
    add_option(app, "--data", options->data, "Points to predict (CSV)").required().type_name("FILE");
    add_option(app, "--out", options->out, "File for the predictions (CSV)").required().type_name("FILE");
    add_threads(app, options->threads);
    add_backend(app, options->backend);
    return [options] { return predict_file(*options); };
}

}  // namespace ravine
