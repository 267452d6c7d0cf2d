#include "app/command_line/surface.hpp"

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <iostream>

#include "app/command_line/arguments.hpp"
#include "app/command_line/options.hpp"
#include "app/pictures/png.hpp"
#include "app/pictures/surface_picture.hpp"
#include "engine/core/table.hpp"
#include "engine/io/files.hpp"
#include "engine/io/model_json.hpp"

namespace ravine {

namespace {

struct Options {
    std::string model, plane = "random", backend = "auto", out;
    int grid = 64, threads = 0;
};

/// "weights:3,8": a row of the plane table and the values of its settings, in their order.
Result<Selection> parse_plane(const std::string& text) {
    const std::size_t colon = text.find(':');
    const auto row = require_row(planes(), text.substr(0, colon), "plane", "--plane");
    if (!row) return row.error();
    Selection selection = standard_selection(**row);
    std::string rest = colon == std::string::npos ? "" : text.substr(colon + 1) + ",";
    for (std::size_t i = 0; !rest.empty(); ++i) {
        const std::size_t comma = rest.find(',');
        if (i == selection.values.size())
            return input_error(fmt::format("plane '{}' takes {} numbers", selection.id, i), "--plane");
        const Setting& setting = (*row)->settings[i];
        const Result<double> value =
            parse_setting(setting, rest.substr(0, comma), fmt::format("--plane {}.{}", selection.id, setting.key));
        if (!value) return value.error();
        selection.values[i] = *value;
        rest.erase(0, comma + 1);
    }
    return selection;
}

double share(int index, int count) { return double(index) / (count - 1); }

std::string surface_csv(const LossGrid& grid) {
    std::string text = "a,b,loss\n";
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column) {
            const double a = std::lerp(grid.window[0], grid.window[1], share(column, grid.columns));
            const double b = std::lerp(grid.window[2], grid.window[3], share(row, grid.rows));
            const auto cell = static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                              static_cast<std::size_t>(column);
            text += fmt::format("{},{},{}\n", a, b, grid.values[cell]);
        }
    return text;
}

Result<std::string> contents_of(const Model& model, const LossPlane& plane, const LossGrid& grid, bool picture,
                                ThreadPool& pool) {
    if (!picture) return surface_csv(grid);
    const std::vector<PlanePoint> path = project_path(plane, model.path);
    return encode_png(draw_loss_surface(plane, grid, path, project(plane, *model.parameters)), pool);
}

Status write_surface(const Options& options) {
    const std::string extension = std::filesystem::path(options.out).extension().string();
    if (extension != ".csv" && extension != ".png")
        return input_error(fmt::format("'{}' names no format", options.out), "--out", "end it in .csv or .png");
    if (Status status = check_range("--grid", options.grid, 2, 2048); !status) return status;
    const Result<int> threads = chosen_threads(options.threads);
    if (!threads) return threads.error();
    const Result<BackendChoice> backend = chosen_backend(options.backend);
    if (!backend) return backend.error();
    const Result<Selection> selection = parse_plane(options.plane);
    if (!selection) return selection.error();
    const Result<Model> model = read_model(options.model);
    if (!model) return model.error();
    ThreadPool pool(*threads);
    const Result<LossPlane> plane = find_row(planes(), selection->id)->build(*model, selection->values, pool);
    if (!plane) return plane.error();
    const std::atomic<bool> never{false};
    const auto grid_by = [&](const BackendRow& row) {
        return evaluate_loss_grid(*model, *plane, options.grid, options.grid, pool, never, row);
    };
    const LossGrid grid = compute_by(*backend, grid_by, tell_fall_back);
    const Result<std::string> contents = contents_of(*model, *plane, grid, extension == ".png", pool);
    if (!contents) return contents.error();
    if (Status status = write_file(options.out, *contents); !status) return status;
    std::cout << fmt::format("{} × {} losses; wrote {}\n", options.grid, options.grid, options.out);
    return {};
}

}  // namespace

std::string surface_details() {
    std::string text =
        "The plane is θ(a, b) = θ₀ + a·d₁ + b·d₂. `surface.csv` has the columns `a,b,loss`, a fastest, from the least "
        "to "
        "the most of each: the mean loss over the training points, without the penalty; `inf` or `nan` where it is "
        "not finite. `surface.png` shows the same in colours and contours on a logarithmic scale, with the path of "
        "training projected onto the plane, the share of its motion that lies in the plane, and how far off the plane "
        "it gets.\n\nPlanes:\n\n";
    for (const PlaneRow& row : planes()) {
        text += fmt::format("- `{}", row.id);
        for (const Setting& setting : row.settings)
            text += (&setting == &row.settings.front() ? ":" : ",") + std::string(setting.key);
        text += fmt::format("`: {}, {}\n", row.label, row.formula);
    }
    return text;
}

std::function<Status()> set_up_surface(CLI::App& app, const WindowDoor*) {
    auto options = std::make_shared<Options>();
    add_option(app, "model", options->model, "Trained model: model.ravine").required().type_name("MODEL");
    add_option(app, "--plane", options->plane,
               "Plane: " + known_ids(planes()) + "; its numbers after a colon: weights:0,5")
        .type_name("PLANE")
        .shows_default();
    add_option(app, "--grid", options->grid, "Points along each side").type_name("N").shows_default();
    add_option(app, "--out", options->out, "File to write: surface.csv or surface.png").required().type_name("FILE");
    add_threads(app, options->threads);
    add_backend(app, options->backend);
    return [options] { return write_surface(*options); };
}

}  // namespace ravine
