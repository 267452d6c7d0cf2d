#include "app/command_line/export.hpp"

#include <fmt/format.h>

#include <iostream>

#include "app/command_line/options.hpp"
#include "engine/core/table.hpp"
#include "engine/io/exporters.hpp"
#include "engine/io/model_json.hpp"

namespace ravine {

namespace {

struct Options {
    std::string model, format, out;
};

Status export_file(const Options& options) {
    if (const auto format = require_row(exporters(), options.format, "format", "--format"); !format)
        return format.error();
    const Result<Model> model = read_model(options.model);
    if (!model) return model.error();
    if (Status status = export_model(*model, options.format, options.out); !status) return status;
    std::cout << fmt::format("wrote {}\n", options.out);
    return {};
}

}  // namespace

std::string export_details() {
    std::string text = "Formats:\n\n";
    for (const ExporterRow& row : exporters())
        text += fmt::format("- `{}` ({}): {}\n", row.id, row.extension, row.help);
    return text;
}

std::function<Status()> set_up_export(CLI::App& app, const WindowDoor*) {
    auto options = std::make_shared<Options>();
    add_option(app, "model", options->model, "Trained model: model.ravine").required().type_name("MODEL");
    add_option(app, "--format", options->format, "Format: " + known_ids(exporters())).required().type_name("FORMAT");
    add_option(app, "--out", options->out, "File to write").required().type_name("FILE");
    return [options] { return export_file(*options); };
}

}  // namespace ravine
