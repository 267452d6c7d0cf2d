#pragma once
// A setting is described once: slider, JSON field, command-line option, range check and documentation follow from it.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace ravine {

/// How a setting's number is edited and checked.
enum class Scale {
    linear,
    logarithmic,  ///< by factors; least may be 0, which is then reached as the slider's left end
    integer,
    toggle,  ///< 0 or 1; true and false in JSON
    choice,  ///< index into Setting::choices; the name in JSON
};

struct Setting {
    std::string_view key;     ///< JSON key and command-line key, lower_snake_case
    std::string_view label;   ///< "Learning rate"
    std::string_view symbol;  ///< "η"; may be empty
    std::string_view help;    ///< one sentence
    double standard;          ///< the default
    double least;
    double most;
    Scale scale = Scale::linear;
    std::span<const std::string_view> choices = {};  ///< for Scale::choice
    std::string_view unit = {};
    bool is_detail = false;  ///< of a formulation; the window shows it on request
};

/// The same setting, marked as a detail.
constexpr Setting as_detail(Setting setting) {
    setting.is_detail = true;
    return setting;
}

/// True where the default lies inside the range and the key is lower_snake_case; the tables check it at compile time.
constexpr bool is_sound(const Setting& setting) {
    for (char c : setting.key)
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
    const bool choices_fit = setting.scale != Scale::choice || setting.most + 1 == double(setting.choices.size());
    return !setting.key.empty() && setting.least <= setting.standard && setting.standard <= setting.most && choices_fit;
}

constexpr bool are_sound(std::span<const Setting> settings) {
    for (std::size_t i = 0; i < settings.size(); ++i) {
        if (!is_sound(settings[i])) return false;
        for (std::size_t j = 0; j < i; ++j)
            if (settings[i].key == settings[j].key) return false;
    }
    return true;
}

/// The default of each setting, in their order.
std::vector<double> standard_values(std::span<const Setting> settings);

/// Index of the setting with this key, or -1.
int index_of_setting(std::span<const Setting> settings, std::string_view key);

/// Checks a value against the setting's range; `where` is the key path for the error.
Status check_setting(const Setting& setting, double value, std::string_view where);

/// Reads "0.1", "true" or a choice's name as the setting's number.
Result<double> parse_setting(const Setting& setting, std::string_view text, std::string_view where);

/// The number as a person would write it: "0.1", "true", "polyak"; a number that is no choice stays a number.
std::string format_setting(const Setting& setting, double value);

/// A row picked from a table together with the values of that row's settings, in the row's order.
struct Selection {
    std::string id;
    std::vector<double> values;

    bool operator==(const Selection&) const = default;
};

}  // namespace ravine
