#pragma once
// A race as a file of its own: { "race": { … }, "steps": 118 }. Its "race" key tells it apart from a scenario.

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"
#include "engine/io/json_reader.hpp"
#include "engine/landscape/race.hpp"

namespace ravine {

inline constexpr Setting race_steps_setting = {"steps",
                                               "Steps",
                                               "",
                                               "Steps that each racer has taken: where the clock stands in the window.",
                                               100,
                                               0,
                                               most_race_steps,
                                               Scale::integer};

struct RaceFile {
    RaceSpecification race;
    std::uint64_t steps = static_cast<std::uint64_t>(race_steps_setting.standard);

    bool operator==(const RaceFile&) const = default;
};

/// The key "steps" of an object that has a race beside it; without it `steps` stays as it is.
void read_race_steps(JsonObject& object, std::uint64_t& steps);

/// True for a JSON object with the key "race", whatever else is wrong with it.
bool holds_race(std::string_view text);

/// As scenario_from_json: what is wrong is named with its place, `where` is the file's name. A race that cannot start
/// is an error, too.
Result<RaceFile> race_from_json(std::string_view text, std::string_view where);
Result<RaceFile> read_race(const std::string& path);

/// All keys; race_from_json gives the same race back, every number to the last bit.
std::string race_to_json(const RaceFile& file);

}  // namespace ravine
