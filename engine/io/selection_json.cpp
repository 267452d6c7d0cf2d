#include "engine/io/selection_json.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/nearest_name.hpp"
#include "engine/core/shown_text.hpp"

namespace ravine {

const RowChoice* read_row(JsonContext& context, const Json& value, std::span<const RowChoice> rows,
                          std::string_view kind, std::string_view path) {
    std::string id;
    read_text(context, value, path, id);
    if (context.failed()) return nullptr;
    std::vector<std::string_view> known;
    for (const RowChoice& row : rows) {
        if (row.id == id) return &row;
        known.push_back(row.id);
    }
    context.fail(path, fmt::format("unknown {} {}", kind, in_quotes(id)), known_names_hint(id, known));
    return nullptr;
}

Selection read_selection(JsonContext& context, const Json& value, std::span<const RowChoice> rows,
                         std::string_view kind, const std::string& path) {
    if (value.is_string()) {
        const RowChoice* row = read_row(context, value, rows, kind, path);
        return row ? Selection{std::string(row->id), standard_values(row->settings)} : Selection{};
    }
    JsonObject object(context, value, path);
    const Json* type = object.require("type");
    const RowChoice* row = type ? read_row(context, *type, rows, kind, object.path("type")) : nullptr;
    if (!row) return {};
    Selection selection{std::string(row->id), standard_values(row->settings)};
    object.settings(row->settings, selection.values);
    object.finish();
    return selection;
}

void add_settings(Json& object, std::span<const Setting> settings, std::span<const double> values) {
    for (std::size_t i = 0; i < std::min(settings.size(), values.size()); ++i)
        object[std::string(settings[i].key)] = setting_json(settings[i], values[i]);
}

}  // namespace ravine
