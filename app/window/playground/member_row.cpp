#include "app/window/playground/member_row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/window/widgets/row_combo.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

std::string metrics_words(const Snapshot& snapshot, const Metrics& metrics) {
    if (!std::isfinite(metrics.loss)) return "";
    return snapshot.model.network->classes() > 0 ? fmt::format(" · validation {}", percent(metrics.accuracy))
                                                 : fmt::format(" · validation loss {}", short_number(metrics.loss));
}

struct Line {
    std::string id, label;
};

/// The mean first; each with how it does on the points that validate, which is why one averages.
std::vector<Line> lines_of(const Snapshot& snapshot) {
    std::vector<Line> lines{{"mean", fmt::format("Mean of {} networks{}", snapshot.members.size(),
                                                 metrics_words(snapshot, snapshot.validation))}};
    for (std::size_t k = 0; k < snapshot.members.size(); ++k)
        lines.push_back({std::to_string(k + 1),
                         fmt::format("Member {}{}", k + 1, metrics_words(snapshot, snapshot.members[k].validation))});
    return lines;
}

}  // namespace

void draw_member_row(PanelContext& context) {
    if (context.snapshot.members.empty()) return;
    const std::vector<Line> lines = lines_of(context.snapshot);
    std::vector<Choice> choices;
    for (const Line& line : lines) choices.push_back({line.id, line.label});
    int& member = context.state.playground.member;
    const int chosen = member < static_cast<int>(choices.size()) ? member : 0;
    if (const int picked = choice_combo("member", "Shown", choices, chosen); picked >= 0) member = picked;
}

std::string member_words(const Snapshot& snapshot) {
    const std::string words = short_member_words(snapshot);
    return words.empty() ? "" : fmt::format("{} of {}", words, snapshot.members.size());
}

std::string short_member_words(const Snapshot& snapshot) {
    return snapshot.members.empty() ? "" : fmt::format("member {}", std::max(1, snapshot.shown_member));
}

std::string catching_up_words(const Snapshot& snapshot) {
    std::uint64_t least = snapshot.model.epoch;
    for (const MemberState& member : snapshot.members)
        if (member.stop == StopReason::none) least = std::min(least, member.epoch);
    if (least + 1 >= snapshot.model.epoch) return "";
    return fmt::format("members catch up: {} of {} epochs", grouped(least), grouped(snapshot.model.epoch));
}

}  // namespace ravine
