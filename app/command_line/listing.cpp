#include "app/command_line/listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "app/pictures/colormaps.hpp"
#include "engine/compute/backends.hpp"
#include "engine/core/table.hpp"
#include "engine/data/augmentations.hpp"
#include "engine/data/features.hpp"
#include "engine/data/generators.hpp"
#include "engine/data/input_noises.hpp"
#include "engine/data/task.hpp"
#include "engine/io/exporters.hpp"
#include "engine/io/lessons.hpp"
#include "engine/io/scenario_json.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/initializers.hpp"
#include "engine/network/layers.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/optimize/schedules.hpp"
#include "engine/train/regularizers.hpp"
#include "engine/train/scenario_numbers.hpp"

namespace ravine {

namespace {

using Json = nlohmann::ordered_json;
using Entries = Result<std::vector<ListEntry>>;

void add_fact(ListEntry& entry, std::string_view name, std::string_view text) {
    if (!text.empty()) entry.facts.emplace_back(name, std::string(text));
}

/// Whatever of the usual descriptions this row type has.
template <class Row>
ListEntry entry_of(const Row& row) {
    ListEntry entry{std::string(row.id), std::string(row.label), {}, row.settings};
    if constexpr (requires { row.formula; }) add_fact(entry, "formula", row.formula);
    if constexpr (requires { row.derivative; }) add_fact(entry, "derivative", row.derivative);
    if constexpr (requires { row.fits_help; }) add_fact(entry, "fits", row.fits_help);
    if constexpr (requires { row.help; }) add_fact(entry, "help", row.help);
    if constexpr (requires { row.extension; }) add_fact(entry, "extension", row.extension);
    if constexpr (requires { row.source; }) add_fact(entry, "source", row.source);
    return entry;
}

/// And whether it can be used here.
ListEntry entry_of(const BackendRow& row) {
    ListEntry entry = entry_of<BackendRow>(row);
    const Status status = row.available();
    add_fact(entry, "available", status ? "yes" : "no: " + status.error().message());
    if (status && row.device) add_fact(entry, "device", row.device());
    return entry;
}

/// And where its settings stand in a scenario: "stop.patience".
ListEntry entry_of(const RegularizerRow& row) {
    ListEntry entry = entry_of<RegularizerRow>(row);
    std::string keys;
    for (const Setting& setting : row.settings)
        keys += (keys.empty() ? "" : ", ") + scenario_number(row.object, setting.key).path();
    add_fact(entry, "scenario", keys);
    return entry;
}

template <auto table>
Entries entries_of() {
    std::vector<ListEntry> entries;
    for (const auto& row : table()) entries.push_back(entry_of(row));
    return entries;
}

std::span<const ColormapRow> colormap_table() { return colormaps; }

Entries generator_entries() {
    std::vector<ListEntry> entries;
    for (const GeneratorRow& row : generators()) {
        entries.push_back(entry_of(row));
        add_fact(entries.back(), "task", task_row(row.task).id);
    }
    return entries;
}

Entries lesson_entries() {
    const Result<std::vector<Lesson>> lessons = shipped_lessons();
    if (!lessons) return lessons.error();
    std::vector<ListEntry> entries;
    for (const Lesson& lesson : *lessons) {
        entries.push_back({lesson.id, lesson.title, {}, {}});
        add_fact(entries.back(), "workspace", lesson.workspace);
        add_fact(entries.back(), "help", fmt::format("{}", fmt::join(lesson.text, " ")));
    }
    return entries;
}

Entries scenario_entries() {
    std::vector<ListEntry> entries;
    for (const std::string& name : shipped_scenarios()) {
        const Result<Scenario> scenario = shipped_scenario(name);
        if (!scenario) return scenario.error();
        entries.push_back({name, scenario->title, {}, {}});
        add_fact(entries.back(), "task", task_row(scenario->task).id);
        add_fact(entries.back(), "help", scenario->description);
    }
    return entries;
}

constexpr std::array<ListKind, 19> kinds{{
    {"activations", "Activations", {}, entries_of<activations>},
    {"losses", "Losses", {}, entries_of<losses>},
    {"initializers", "Initialisers", {}, entries_of<initializers>},
    {"layers", "Layers", {}, entries_of<layers>},
    {"optimizers", "Optimizers", {}, entries_of<optimizers>},
    {"schedules", "Schedules", {}, entries_of<schedules>},
    {"regularizers", "Regularisers", {}, entries_of<regularizers>},
    {"generators", "Generators", {}, generator_entries},
    {"features", "Input features", {}, entries_of<features>},
    {"augmentations", "Augmentations", {}, entries_of<augmentations>},
    {"input_noises", "Noises of inputs", {}, entries_of<input_noises>},
    {"surfaces", "Surfaces", {}, entries_of<surfaces>},
    {"exporters", "Exporters", {}, entries_of<exporters>},
    {"lessons", "Lessons", {}, lesson_entries},
    {"scenarios", "Shipped scenarios", {}, scenario_entries},
    {"tasks", "Tasks", {}, entries_of<tasks>},
    {"planes", "Planes through parameter space", {}, entries_of<planes>},
    {"colormaps", "Colormaps", {}, entries_of<colormap_table>},
    {"backends", "Back ends", {}, entries_of<backends>},
}};
static_assert(is_sound_table(std::span<const ListKind>(kinds)));

constexpr std::string_view scale_names[] = {"linear", "logarithmic", "integer", "toggle", "choice"};

/// The value as JSON has it in a scenario.
Json setting_value(const Setting& setting, double value) {
    if (setting.scale == Scale::toggle) return value != 0;
    if (setting.scale == Scale::choice) return format_setting(setting, value);
    if (setting.scale == Scale::integer) return static_cast<long long>(value);
    return value;
}

Json setting_json(const Setting& setting) {
    Json json{{"key", setting.key}, {"label", setting.label}};
    if (!setting.symbol.empty()) json["symbol"] = setting.symbol;
    if (!setting.unit.empty()) json["unit"] = setting.unit;
    json["help"] = setting.help;
    json["scale"] = scale_names[static_cast<std::size_t>(setting.scale)];
    json["default"] = setting_value(setting, setting.standard);
    if (setting.scale == Scale::choice) {
        json["choices"] = setting.choices;
    } else if (setting.scale != Scale::toggle) {
        json["least"] = setting_value(setting, setting.least);
        json["most"] = setting_value(setting, setting.most);
    }
    return json;
}

/// "v ← βv + g;  θ ← θ − ηv": several lines as one.
std::string on_one_line(std::string text) {
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n')) text.replace(at, 1, ";  ");
    return text;
}

}  // namespace

std::string ListEntry::fact(std::string_view name) const {
    const auto found = std::ranges::find(facts, name, &std::pair<std::string_view, std::string>::first);
    return found == facts.end() ? std::string() : found->second;
}

std::span<const ListKind> list_kinds() { return kinds; }

std::string setting_range(const Setting& setting) {
    const std::string standard = format_setting(setting, setting.standard);
    if (setting.scale == Scale::toggle) return fmt::format("{}; true or false", standard);
    if (setting.scale == Scale::choice) return fmt::format("{}; {}", standard, fmt::join(setting.choices, ", "));
    return fmt::format("{}; {} to {}", standard, format_setting(setting, setting.least),
                       format_setting(setting, setting.most));
}

std::string listing_json(const std::vector<ListEntry>& entries) {
    Json rows = Json::array();
    for (const ListEntry& entry : entries) {
        Json row{{"id", entry.id}, {"label", entry.label}};
        for (const auto& [name, text] : entry.facts) row[std::string(name)] = text;
        row["settings"] = Json::array();
        for (const Setting& setting : entry.settings) row["settings"].push_back(setting_json(setting));
        rows.push_back(std::move(row));
    }
    return rows.dump(2) + '\n';
}

std::string listing_text(const std::vector<ListEntry>& entries) {
    std::string text;
    for (const ListEntry& entry : entries) {
        text += fmt::format("{}  {}\n", entry.id, entry.label);
        for (const auto& [name, fact] : entry.facts) text += fmt::format("    {:<11} {}\n", name, on_one_line(fact));
        for (const Setting& setting : entry.settings)
            text += fmt::format("    . {:<18} {}  ({})\n", setting.key, setting.help, setting_range(setting));
    }
    return text;
}

}  // namespace ravine
