#pragma once
// The table of lectures: what each teaches, in its own words, and where that is in Ravine.

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

/// A row of a table ("optimizers", "adam"), one of its settings ("optimizers", "adam.beta1"), a key of a scenario
/// ("key", "stop.patience"), a panel of the window ("panel", "curves") or a subcommand ("command", "train").
struct LecturePlace {
    std::string_view kind, id;
};

struct LectureTopic {
    std::string_view topic;                 ///< in the lecture's words
    std::array<LecturePlace, 12> places{};  ///< those with a kind
    std::string_view note = {};             ///< what the places do not say

    /// Without places it lies outside of Ravine; the note then says why.
    bool is_outside() const { return places[0].kind.empty(); }
};

struct LectureRow {
    std::string_view id, label;
    std::string_view author;
    std::span<const LectureTopic> topics;
    std::span<const Setting> settings = {};
};

std::span<const LectureRow> lectures();

/// What the place is called, as Markdown: "Adam (`adam`)". An error where there is no such thing. Panels, which only a
/// build with a window has, are taken as they are.
Result<std::string> lecture_place_words(const LecturePlace& place);

/// docs/lectures.md; an error that names the first place that is not there.
Result<std::string> lectures_page();

}  // namespace ravine
