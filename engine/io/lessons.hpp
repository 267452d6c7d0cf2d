#pragma once
// Lessons: a workspace, set up, with a few sentences that say what to try. Files assets/lessons/*.json, embedded.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/landscape/race.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

struct Lesson {
    std::string id;  ///< the file's stem
    std::string title;
    std::string workspace;             ///< "playground" or "landscape"
    std::vector<std::string> text;     ///< what to look at and try, a sentence or two each
    std::optional<Scenario> scenario;  ///< in the file: the name of a shipped scenario, or a scenario object
    std::optional<RaceSpecification> race;
    std::uint64_t steps = 0;  ///< that the race has been run when the lesson opens
    std::string view;         ///< how the window looks at the race, a JSON object; empty: as usual
};

/// All lessons in the order of their files' "order" number; the first is the default. An unsound file is an error.
Result<std::vector<Lesson>> shipped_lessons();
Result<Lesson> lesson_from_json(std::string_view text, std::string_view id);

}  // namespace ravine
