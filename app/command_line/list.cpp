#include "app/command_line/list.hpp"

#include <fmt/format.h>

#include <iostream>

#include "app/command_line/listing.hpp"
#include "app/command_line/options.hpp"
#include "engine/core/table.hpp"

namespace ravine {

namespace {

struct Options {
    std::string kind;
    bool json = false;
};

Status list(const Options& options) {
    const auto kind = require_row(list_kinds(), options.kind, "kind", "list");
    if (!kind) return kind.error();
    const Result<std::vector<ListEntry>> entries = (*kind)->entries();
    if (!entries) return entries.error();
    std::cout << (options.json ? listing_json(*entries) : listing_text(*entries));
    return {};
}

}  // namespace

std::string list_details() {
    return "Prints id, label, formula, source and settings of every row; with `--json` as an array of objects with the "
           "keys `id`, "
           "`label`, `formula`, `source` and the like where the row has them, and `settings`, an array of objects with "
           "`key`, "
           "`label`, `help`, `scale`, `default` and `least` and `most` or `choices`.\n\nKinds: " +
           known_ids(list_kinds()) + ".\n";
}

std::function<Status()> set_up_list(CLI::App& app, const WindowDoor*) {
    auto options = std::make_shared<Options>();
    add_option(app, "kind", options->kind, "What to list: " + known_ids(list_kinds())).required().type_name("KIND");
    add_flag(app, "--json", options->json, "As JSON");
    return [options] { return list(*options); };
}

}  // namespace ravine
