#include "app/window/bars/messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "app/window/bars/menus.hpp"
#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

struct KindRow {
    Event::Kind kind;
    double seconds;
    ImU32 Theme::*colour;
};
constexpr KindRow kind_rows[] = {{Event::Kind::information, 4, &Theme::accent},
                                 {Event::Kind::finished, 6, &Theme::good},
                                 {Event::Kind::diverged, 12, &Theme::bad},
                                 {Event::Kind::fell_back, 12, &Theme::accent},
                                 {Event::Kind::error, 12, &Theme::bad}};

const KindRow& row_of(Event::Kind kind) {
    return *std::find_if(std::begin(kind_rows), std::end(kind_rows),
                         [&](const KindRow& row) { return row.kind == kind; });
}

/// One message with its lower right corner there; returns its top. True in `closed` when it was clicked.
float draw_message(const std::string& words, ImU32 colour, ImVec2 corner, int index, bool& closed) {
    const float width = px(380), margin = px(12);
    const FontScope scope(fonts().text);
    const ImVec2 size = ImGui::CalcTextSize(words.c_str(), nullptr, false, width - 2 * margin - px(8));
    const ImVec2 least{corner.x - width, corner.y - size.y - 2 * margin};
    ImGui::SetNextWindowPos(least);
    ImGui::SetNextWindowSize({width, size.y + 2 * margin});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme().raised);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {margin + px(8), margin});
    const std::string name = "message" + std::to_string(index);
    ImGui::Begin(name.c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    ImGui::PushTextWrapPos(width - margin);
    ImGui::TextUnformatted(words.c_str());
    ImGui::PopTextWrapPos();
    ImGui::GetWindowDrawList()->AddRectFilled({least.x + px(6), least.y + px(8)}, {least.x + px(9), corner.y - px(8)},
                                              colour, px(2));
    closed = ImGui::IsWindowHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    controls().note(name, least, corner);
    ImGui::End();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    return least.y;
}

struct Strip {
    std::string_view title;
    std::string words;
    ImU32 colour;
};

/// Frame and words of the strip; leaves the cursor where its button belongs, and returns the height.
float draw_strip_frame(const Strip& strip, ImVec2 least, float width, float button_width) {
    const float margin = px(12), left = px(14) + caps_size(strip.title).x + px(14);
    const float wrap = width - left - button_width - 2 * margin;
    const FontScope scope(fonts().text);
    const ImVec2 size = ImGui::CalcTextSize(strip.words.c_str(), nullptr, false, wrap);
    const float height = std::round(std::max(size.y + px(16), control_height() + px(8)));
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 most{least.x + width, least.y + height};
    draw.AddRectFilled(least, most, theme().panel, px(8));
    draw.AddRect(least, most, strip.colour, px(8), 0, whole_px(1));
    draw_caps(draw, {least.x + px(14), least.y + 0.5f * (height - caps_size("X").y)}, strip.title, strip.colour);
    draw.AddText(fonts().text, ImGui::GetFontSize(), {least.x + left, std::round(least.y + 0.5f * (height - size.y))},
                 theme().text, strip.words.c_str(), nullptr, wrap);
    ImGui::SetCursorScreenPos({most.x - margin - button_width, least.y + 0.5f * (height - control_height())});
    return height;
}

bool shows_divergence(const PanelContext& context) {
    return context.state.workspace == workspaces().front().id && context.snapshot.run_state == RunState::diverged;
}

/// Without its first word, which is the strip's title: "at step 212: loss is not finite; try a learning rate below
/// 0.03".
std::string divergence_words(std::string words) {
    constexpr std::string_view title = "diverged ";
    return words.starts_with(title) ? words.substr(title.size()) : words;
}

struct WayBack {
    EarlierState which;
    const char* control;
    std::string label;
    const char* tooltip;

    float width() const { return std::ceil(text_size(label, fonts().text).x + px(28)); }
};

std::string place_in_history(const HistoryRow& row) {
    const std::string epoch = row.epoch == 0 ? "the start" : "epoch " + grouped(row.epoch);
    return fmt::format("{} · loss {}", epoch, short_number(row.train.loss));
}

/// None where the loss was not finite from the start, one where the lowest loss was the last finite one.
std::vector<WayBack> ways_back(const Snapshot& snapshot) {
    std::vector<WayBack> ways;
    if (snapshot.lowest)
        ways.push_back({EarlierState::lowest, "restore", "Back to " + place_in_history(*snapshot.lowest),
                        "Weights, optimizer and curves as they were when the loss was lowest"});
    if (snapshot.last_finite && snapshot.last_finite->epoch != snapshot.lowest->epoch)
        ways.push_back({EarlierState::last_finite, "restore_last_finite",
                        "Last finite: " + place_in_history(*snapshot.last_finite),
                        "Weights, optimizer and curves as they were at the end of the last epoch with a finite loss"});
    return ways;
}

float draw_divergence(PanelContext& context, ImVec2 least, float width) {
    const std::vector<WayBack> ways = ways_back(context.snapshot);
    const float gap = px(8);
    float buttons = ways.empty() ? 0 : -gap;
    for (const WayBack& way : ways) buttons += way.width() + gap;
    const float height = draw_strip_frame({"Diverged", divergence_words(context.snapshot.stop.words), theme().bad},
                                          least, width, buttons);
    ImVec2 corner = ImGui::GetCursorScreenPos();
    for (const WayBack& way : ways) {
        ImGui::SetCursorScreenPos(corner);
        if (button(way.control, way.label, {.width = way.width(), .tooltip = way.tooltip}))
            context.link.send(command::TakeBack{way.which});
        corner.x += way.width() + gap;
    }
    return height;
}

void draw_lesson_close(PanelContext& context, ImVec2 corner, float edge) {
    ImGui::SetCursorScreenPos(corner);
    if (icon_button("close_lesson", icons::close, "Close the lesson's text", true, edge)) context.state.lesson.reset();
}

/// In place of a text that speaks of other data.
float draw_left_lesson(PanelContext& context, ImVec2 least, float width) {
    const Lesson lesson = *context.state.lesson;
    const char* words =
        lesson.race ? "This is no longer the lesson's surface." : "These are no longer the lesson's data.";
    const float edge = std::round(px(26)), again = px(150);
    const float height = draw_strip_frame({lesson.title, words, theme().muted}, least, width, again + edge + px(12));
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    if (button("restart_lesson", "Start it again", {.icon = icons::reset, .width = again}))
        start_lesson(context, lesson);
    draw_lesson_close(context, {corner.x + again + px(12), std::round(least.y + 0.5f * (height - edge))}, edge);
    return height;
}

float draw_lesson(PanelContext& context, ImVec2 least, float width) {
    const Lesson& lesson = *context.state.lesson;
    std::size_t& page = context.state.lesson_page;
    page = std::min(page, lesson.text.size() - 1);
    const std::string place = fmt::format("{} / {}", page + 1, lesson.text.size());
    const float edge = std::round(px(26)), words = text_size(place, fonts().mono_small).x;
    const float height =
        draw_strip_frame({lesson.title, lesson.text[page], theme().accent}, least, width, 3 * edge + words + px(24));
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float top = std::round(least.y + 0.5f * (height - edge));
    ImGui::SetCursorScreenPos({corner.x, top});
    if (icon_button("lesson_back", icons::left, "", page > 0, edge)) --page;
    draw_text(*ImGui::GetWindowDrawList(), {corner.x + edge + px(6), top + 0.5f * (edge - px(13))}, place,
              fonts().mono_small, theme().muted);
    ImGui::SetCursorScreenPos({corner.x + edge + words + px(12), top});
    if (icon_button("lesson_next", icons::right, "", page + 1 < lesson.text.size(), edge)) ++page;
    draw_lesson_close(context, {corner.x + 2 * edge + words + px(24), top}, edge);
    return height;
}

}  // namespace

void Messages::add(Event::Kind kind, std::string words) {
    newest_ = words;
    std::erase_if(messages_, [&](const Message& message) { return message.words == words; });
    messages_.push_back({kind, std::move(words), row_of(kind).seconds});
    constexpr std::size_t most = 5;
    if (messages_.size() > most) messages_.erase(messages_.begin());
}

void Messages::draw(PanelContext& context, ImVec2 most) {
    for (const Event& event : context.link.events()) add(event.kind, event.words);
    const bool strip_says_it = context.state.workspace == workspaces().front().id;
    if (strip_says_it)
        std::erase_if(messages_, [](const Message& message) { return message.kind == Event::Kind::diverged; });
    int index = 0;
    ImVec2 corner = most;
    for (Message& message : messages_) {
        bool closed = false;
        corner.y = draw_message(message.words, theme().*row_of(message.kind).colour, corner, index++, closed) - px(8);
        message.seconds_left = closed ? 0 : message.seconds_left - context.seconds;
    }
    std::erase_if(messages_, [](const Message& message) { return message.seconds_left <= 0; });
    if (!messages_.empty()) context.wants_another = true;
}

float draw_strip(PanelContext& context, ImVec2 least, float width) {
    if (shows_divergence(context)) return draw_divergence(context, least, width);
    const std::optional<Lesson>& lesson = context.state.lesson;
    if (lesson && !lesson->text.empty() && lesson->workspace == context.state.workspace)
        return fits_lesson(context.state, *lesson) ? draw_lesson(context, least, width)
                                                   : draw_left_lesson(context, least, width);
    return 0;
}

}  // namespace ravine
