#include "engine/core/setting.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <system_error>

namespace ravine {

std::vector<double> standard_values(std::span<const Setting> settings) {
    std::vector<double> values;
    values.reserve(settings.size());
    for (const Setting& setting : settings) values.push_back(setting.standard);
    return values;
}

int index_of_setting(std::span<const Setting> settings, std::string_view key) {
    for (std::size_t i = 0; i < settings.size(); ++i)
        if (settings[i].key == key) return static_cast<int>(i);
    return -1;
}

namespace {

bool takes_whole_numbers(const Setting& setting) {
    return setting.scale == Scale::integer || setting.scale == Scale::toggle || setting.scale == Scale::choice;
}

std::string joined_choices(const Setting& setting) { return fmt::format("{}", fmt::join(setting.choices, ", ")); }

std::string range_hint(const Setting& setting) {
    if (setting.scale == Scale::toggle) return "give true or false";
    if (setting.scale == Scale::choice) return "known: " + joined_choices(setting);
    return fmt::format("give {} from {} to {}", setting.scale == Scale::integer ? "a whole number" : "a number",
                       setting.least, setting.most);
}

}  // namespace

Status check_setting(const Setting& setting, double value, std::string_view where) {
    const bool in_range = std::isfinite(value) && value >= setting.least && value <= setting.most;
    const bool whole = !takes_whole_numbers(setting) || value == std::floor(value);
    if (in_range && whole) return {};
    return input_error(fmt::format("{} is out of range", value), std::string(where), range_hint(setting));
}

Result<double> parse_setting(const Setting& setting, std::string_view text, std::string_view where) {
    if (setting.scale == Scale::toggle && (text == "true" || text == "false")) return text == "true" ? 1.0 : 0.0;
    if (setting.scale == Scale::choice)
        for (std::size_t i = 0; i < setting.choices.size(); ++i)
            if (setting.choices[i] == text) return double(i);
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_number = code == std::errc() && end == text.data() + text.size();
    if (!is_number || setting.scale == Scale::choice || setting.scale == Scale::toggle)
        return input_error(fmt::format("'{}' does not fit", text), std::string(where), range_hint(setting));
    if (Status status = check_setting(setting, value, where); !status) return status.error();
    return value;
}

std::string format_setting(const Setting& setting, double value) {
    if (setting.scale == Scale::toggle) return value != 0 ? "true" : "false";
    const double choices = setting.scale == Scale::choice ? static_cast<double>(setting.choices.size()) : 0;
    if (value >= 0 && value < choices) return std::string(setting.choices[static_cast<std::size_t>(value)]);
    return fmt::format("{}", value);
}

}  // namespace ravine
