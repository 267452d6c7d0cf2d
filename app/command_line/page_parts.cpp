#include "app/command_line/page_parts.hpp"

#include <fmt/format.h>

#include <vector>

#include "app/command_line/listing.hpp"

namespace ravine {

namespace {

using Json = nlohmann::ordered_json;

std::string kind_of(const Json& schema);

/// "integer, 1 to 9; or `all`"; objects are described further down.
std::string kind_of_ways(const Json& ways) {
    std::string kind;
    for (const Json& way : ways) {
        if (way.contains("properties")) return "see below";
        kind += (kind.empty() ? "" : "; or ") + (way.contains("const") ? way["const"].dump() : kind_of(way));
    }
    return kind;
}

/// "number, 0 to 10" and the like.
std::string kind_of(const Json& schema) {
    if (schema.contains("enum")) {
        std::vector<std::string> names;
        for (const Json& name : schema["enum"]) names.push_back("`" + name.get<std::string>() + "`");
        return fmt::format("{}", fmt::join(names, ", "));
    }
    if (schema.contains("oneOf")) return kind_of_ways(schema["oneOf"]);
    std::string kind =
        schema["type"].is_array() ? schema["type"][0].get<std::string>() : schema["type"].get<std::string>();
    if (schema.contains("maximum"))
        kind += fmt::format(", {} to {}", schema["minimum"].get<double>(), schema["maximum"].get<double>());
    return kind;
}

void add_keys(std::string& text, const Json& object, const std::string& prefix) {
    for (const auto& [key, schema] : object["properties"].items()) {
        const std::string standard = schema.contains("default") ? "`" + schema["default"].dump() + "`" : "";
        text += fmt::format("| `{}` | {} | {} | {} |\n", prefix + key, kind_of(schema), standard,
                            in_cell(schema.value("description", "")));
        if (schema.contains("properties")) add_keys(text, schema, prefix + key + ".");
    }
}

}  // namespace

std::string in_cell(std::string_view text) {
    std::string escaped;
    for (const char c : text) escaped += c == '|' ? std::string("\\|") : std::string(1, c);
    return escaped;
}

std::string keys_table(const Json& object) {
    std::string text = "| key | value | default | meaning |\n|---|---|---|---|\n";
    add_keys(text, object, "");
    return text;
}

Result<std::string> rows_section(std::string_view kind, std::string_view key, std::string_view introduction) {
    std::string text = fmt::format("\n## {}\n\n{}\n", key, introduction);
    for (const ListKind& row : list_kinds()) {
        if (row.id != kind) continue;
        const Result<std::vector<ListEntry>> entries = row.entries();
        if (!entries) return entries.error();
        for (const ListEntry& entry : *entries) {
            text += fmt::format("\n- `{}`, {}", entry.id, entry.label);
            for (const auto& [name, fact] : entry.facts) {
                std::string line = fact;
                for (std::size_t at = 0; (at = line.find('\n', at)) != std::string::npos;) line.replace(at, 1, "; ");
                text += fmt::format("\n  - {}: {}", name, line);
            }
            for (const Setting& setting : entry.settings)
                text += fmt::format("\n  - `{}` ({}): {}", setting.key, setting_range(setting), setting.help);
        }
    }
    return text + '\n';
}

}  // namespace ravine
