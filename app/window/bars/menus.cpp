#include "app/window/bars/menus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/window/bars/menu_parts.hpp"
#include "app/window/controls.hpp"
#include "app/window/landscape/race_files.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/recording/movie.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/io/exporters.hpp"
#include "engine/io/lessons.hpp"

namespace ravine {
namespace {

const Result<std::vector<Lesson>>& lessons() {
    static const Result<std::vector<Lesson>> loaded = shipped_lessons();
    return loaded;
}

void draw_lessons(PanelContext& context) {
    if (!lessons()) {
        text_item(lessons().error().message(), fonts().text, theme().bad);
        return;
    }
    for (const Lesson& lesson : *lessons()) {
        const std::string id = "lesson." + lesson.id;
        if (menu_line(id.c_str(), lesson.title, lesson.text.empty() ? "" : lesson.text.front()))
            start_lesson(context, lesson);
    }
}

/// The file that an export writes: typed, or ravine.EXTENSION in the export folder.
std::string export_path(const WindowState& state, const ExporterRow& row) {
    const std::filesystem::path folder(state.export_folder);
    return std::filesystem::absolute(folder / ("ravine" + std::string(row.extension))).lexically_normal().string();
}

void draw_export_folder(std::string& kept) {
    text_item("Folder", fonts().small, theme().muted);
    std::array<char, 512> folder{};
    std::copy_n(kept.data(), std::min(kept.size(), folder.size() - 1), folder.data());
    ImGui::SetNextItemWidth(-1);
    if (ImGui::InputText("##export_folder", folder.data(), folder.size())) kept = folder.data();
    controls().note_item("export_folder");
}

void draw_model_exports(PanelContext& context) {
    for (const ExporterRow& row : exporters()) {
        const std::string id = "export." + std::string(row.id), path = export_path(context.state, row);
        if (menu_line(id.c_str(), fmt::format("{} · {}", row.label, std::filesystem::path(path).filename().string()),
                      row.help))
            context.link.send(command::Export{std::string(row.id), path});
    }
}

std::string shown_file_name(const PanelContext& context, std::string_view name, std::string_view extension) {
    const auto& race = context.snapshot.race;
    return race_file_name(name, race ? race->surface->traits().label : "", extension);
}

struct LineButton {
    std::string id;
    std::string_view label;
};

/// A line of a menu that ends in buttons; where there is an obstacle, they cannot be clicked, and the line says why.
/// Returns the index of the one that was clicked.
std::optional<std::size_t> line_with_buttons(std::string_view title, std::string_view help, const std::string& obstacle,
                                             std::span<const LineButton> buttons) {
    const float width = ImGui::GetContentRegionAvail().x, button_width = px(48), gap = px(6);
    const float words_width = width - px(8) - static_cast<float>(buttons.size()) * (button_width + gap);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_text(draw, {corner.x + px(8), corner.y + px(5)}, fitted(title, fonts().text, words_width), fonts().text,
              obstacle.empty() ? theme().text : theme().muted);
    draw_text(draw, {corner.x + px(8), corner.y + px(23)},
              fitted(obstacle.empty() ? help : obstacle, fonts().small, words_width), fonts().small, theme().muted);
    std::optional<std::size_t> clicked;
    for (std::size_t i = 0; i < buttons.size(); ++i) {
        const float left = corner.x + width - static_cast<float>(buttons.size() - i) * (button_width + gap) + gap;
        ImGui::SetCursorScreenPos({left, corner.y + std::round(px(9))});
        if (button(buttons[i].id.c_str(), buttons[i].label,
                   {.width = button_width,
                    .height = std::round(px(26)),
                    .enabled = obstacle.empty(),
                    .tooltip = obstacle}))
            clicked = i;
    }
    ImGui::SetCursorScreenPos(corner);
    ImGui::Dummy({width, std::round(px(44))});
    if (clicked) ImGui::CloseCurrentPopup();
    return clicked;
}

void draw_picture_export(PanelContext& context, const RacePictureRow& row) {
    std::vector<LineButton> buttons;
    for (const PictureFormatRow& format : picture_formats())
        buttons.push_back({fmt::format("export.{}_{}", row.id, format.id), format.label});
    const std::string name = row.name(context);
    const auto clicked = line_with_buttons(fmt::format("{} · {}", row.label, shown_file_name(context, name, "")),
                                           row.help, row.obstacle(context), buttons);
    if (!clicked) return;
    const PictureFormatRow& format = picture_formats()[*clicked];
    context.files.push_back(
        {shown_file_name(context, name, format.extension), format.content(row.picture(context), *theme().row)});
}

void draw_race_exports(PanelContext& context) {
    for (const RacePictureRow& row : race_pictures()) draw_picture_export(context, row);
    for (const RaceFileRow& row : race_files()) {
        const std::string id = "export." + std::string(row.id);
        const std::string name = shown_file_name(context, row.name, row.extension);
        if (!menu_line(id.c_str(), fmt::format("{} · {}", row.label, name), row.help)) continue;
        if (std::string content = row.content(context); !content.empty())
            context.files.push_back({name, std::move(content)});
    }
}

/// Why no race can be recorded now; empty where one can.
std::string recording_obstacle(const WindowState& state) {
    if (state.recorded_percent) return fmt::format("A recording is under way: {} %.", *state.recorded_percent);
    const Result<std::string> ffmpeg = find_ffmpeg();
    return ffmpeg ? "" : ffmpeg.error().message();
}

void draw_film_settings(FilmState& film) {
    setting_slider(film_seconds_setting, film.seconds);
    setting_slider(film_rate_setting, film.frames_per_second);
    toggle("own_size", "Another size than the window's", film.has_own_size);
    if (!film.has_own_size) return;
    setting_slider(film_width_setting, film.width);
    setting_slider(film_height_setting, film.height);
}

void draw_recordings(PanelContext& context) {
    std::vector<LineButton> buttons;
    for (const MovieRow& row : movies()) buttons.push_back({fmt::format("record.{}", row.id), row.label});
    const auto clicked =
        line_with_buttons(fmt::format("Film · {}", shown_file_name(context, "race", "")),
                          "From the start to as far as the race has been", recording_obstacle(context.state), buttons);
    if (clicked) context.film = shown_file_name(context, "race", movies()[*clicked].extension);
    ImGui::Indent(px(8));
    draw_film_settings(context.state.film);
    ImGui::Unindent(px(8));
}

void draw_exports(PanelContext& context) {
    draw_export_folder(context.state.export_folder);
    if (context.state.workspace == "landscape") {
        draw_race_exports(context);
        draw_recordings(context);
    } else {
        draw_model_exports(context);
    }
    ImGui::PushTextWrapPos(0);
    text_item("Every picture has a button in its corner that saves it as PNG in the same folder.", fonts().small,
              theme().muted);
    ImGui::PopTextWrapPos();
}

constexpr Setting scale_setting = {"user_scale", "Size", "", "Size of type and controls", 1, 0.7, 2, Scale::linear};

bool menu_button(const char* id, std::string_view label, Icon icon, bool with_words) {
    if (!with_words) return icon_button(id, icon, label);
    return button(id, label, {.icon = icons::down, .icon_at_end = true, .width = menu_width(true)});
}

}  // namespace

void start_lesson(PanelContext& context, const Lesson& lesson) {
    open_lesson(context.state, lesson);
    context.link.synchronise(context.state);
    context.link.send(command::Reset{});
}

float menu_width(bool with_words) { return with_words ? px(96) : control_height(); }

void draw_lessons_menu(PanelContext& context, bool with_words) {
    menu("lessons_menu", menu_button("lessons", "Lessons", icons::book, with_words), px(420),
         [&] { draw_lessons(context); });
}

void draw_export_menu(PanelContext& context, bool with_words) {
    menu("export_menu", menu_button("export", "Export", icons::save, with_words), px(400),
         [&] { draw_exports(context); });
}

void draw_look_menu(PanelContext& context) {
    const bool clicked = icon_button("look", icons::look, "Light, presenter, size");
    menu("look_menu", clicked, px(260), [&] {
        LookState& look = context.state.look;
        toggle("light", "Light theme", look.light);
        toggle("presenter", "Presenter: large type", look.presenter);
        double scale = static_cast<double>(look.user_scale);
        if (setting_slider(scale_setting, scale)) look.user_scale = static_cast<float>(std::round(scale * 20) / 20);
    });
}

}  // namespace ravine
