#include "app/window/interface.hpp"

#include <backends/imgui_impl_opengl3.h>
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/pictures/png.hpp"
#include "app/window/bars/shortcuts.hpp"
#include "app/window/bars/transport.hpp"
#include "app/window/controls.hpp"
#include "app/window/look/enlargement.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/pictures/backdrop.hpp"
#include "app/window/state/drawing.hpp"
#include "app/window/state/state_text.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/io/files.hpp"

namespace ravine {
namespace {

constexpr float presenter_factor = 1.35f;

/// Puts what is opened into the state; the scenario that comes with it is the first that can be undone to.
void open(const Opening& opening, WindowState& state) {
    if (opening.lesson) open_lesson(state, *opening.lesson);
    if (opening.race) open_race(state, *opening.race);
    if (opening.scenario) state.scenario = *opening.scenario;
    if (opening.model && opening.model->scenario) state.scenario = *opening.model->scenario;
    state.folder = opening.folder;
    if (!opening.workspace.empty()) state.workspace = opening.workspace;
    settle(state.scenario);
    state.undo.clear(state.scenario);
}

}  // namespace

ImGuiOwner::ImGuiOwner() {
    IMGUI_CHECKVERSION();
    ImFontAtlas* prepared = take_prepared_fonts();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    if (prepared != nullptr) {
        IM_DELETE(io.Fonts);
        io.Fonts = prepared;  // the context's own from now on
    }
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    set_up_imgui_input();
    ImGui_ImplOpenGL3_Init("#version 330 core");
}

ImGuiOwner::~ImGuiOwner() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
}

Interface::Interface(Session& session, const Opening& opening, std::function<void()> wake)
    : link_(session), pictures_(Pictures::make()), recorder_(std::move(wake)) {
    link_.send(command::UseBackend{opening.backend});
    state_.landscape.window = PlaygroundState().window;
    choose_surface(state_.landscape, state_.landscape.race.surface);
    open(opening, state_);
    if (opening.model) link_.load(*opening.model, state_);
}

void Interface::prepare_look(const FrameInput& input) {
    // A size that follows the pointer would move the slider away from under it.
    const bool dragging = scale_ > 0 && ImGui::IsMouseDown(ImGuiMouseButton_Left);
    if (dragging && input.content_scale > 0 && drawn_look_.user_scale != state_.look.user_scale) return;
    const float wanted = state_.look.user_scale * (state_.look.presenter ? presenter_factor : 1);
    scale_ = input.content_scale *
             affordable_enlargement(wanted, input.width / input.content_scale, input.height / input.content_scale);
    drawn_look_ = state_.look;
    apply_theme(state_.look.light, scale_);
    load_fonts(scale_);
}

void Interface::draw_everything(PanelContext& context) {
    const ImVec2 whole = ImGui::GetIO().DisplaySize;
    const float gap = std::round(px(10));
    draw_top_bar(context, whole.x);
    const float bottom = whole.y - status_bar_height();
    float top = top_bar_height() + gap;
    const float strip = draw_strip(context, {gap, top}, whole.x - 2 * gap);
    if (strip > 0) top += strip + gap;
    draw_panels(context, {gap, top}, {whole.x - gap, bottom - gap});
    draw_status_bar(context, numbers_, whole.x, bottom);
    draw_help(context);
}

bool Interface::draw(const FrameInput& input) {
    prepare_look(input);
    const std::vector<KeyPress> keys = feed_imgui(input);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    link_.begin_frame();
    PanelContext context{state_, link_.snapshot(), link_, pictures_, input.seconds};
    act_on_keys(context, keys);
    const double validation = state_.scenario.data.validation;
    transport(state_).advance(context);

    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    ImGui::Begin("ravine", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse |
                     ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar(3);
    draw_everything(context);
    ImGui::End();
    const ImVec2 whole = ImGui::GetIO().DisplaySize;
    messages_.draw(context, {whole.x - px(20), whole.y - status_bar_height() - px(20)});
    ImGui::Render();

    if (state_.scenario.data.validation != validation) split_anew(state_.scenario);
    settle(state_.scenario);
    state_.undo.observe(state_.scenario, ImGui::IsAnyMouseDown());
    link_.synchronise(state_);

    if (input.is_lost) repainter_.forget();
    const bool changed =
        repainter_.update(input.width, input.height, theme().background, backdrop(), *ImGui::GetDrawData());
    if (changed) repainter_.show();
    gl::check_errors("while drawing a frame");
    is_refining_ = context.is_refining;
    wants_another_ =
        context.wants_another || take_tooltip_pending() || input_is_waiting() || !(drawn_look_ == state_.look);
    save_card_picture(input.height);
    for (const FileToSave& file : context.files) save_file(file);
    take_care_of_recordings(context.film, input);
    return changed;
}

void Interface::save_card_picture(int height) {
    const std::optional<CardPicture> card = take_card_picture();
    if (!card) return;
    const int left = static_cast<int>(card->least.x), top = static_cast<int>(card->least.y);
    const int right = static_cast<int>(card->most.x), bottom = static_cast<int>(card->most.y);
    const gl::Pixels pixels = repainter_.pixels(left, height - bottom, right - left, bottom - top);
    save_file({fmt::format("ravine-{}.png", card->panel), encode_png(pixels)});
}

void Interface::save_file(const FileToSave& file) {
    const std::string path = export_path(file.name);
    if (const Status status = write_file(path, file.content); !status)
        messages_.add(Event::Kind::error, status.error().message());
    else
        messages_.add(Event::Kind::finished, "saved " + path);
    wants_another_ = true;
}

std::string Interface::export_path(const std::string& name) const {
    const std::filesystem::path wanted = std::filesystem::path(state_.export_folder) / name;
    return free_path(std::filesystem::absolute(wanted).lexically_normal().string());
}

void Interface::take_care_of_recordings(const std::string& wanted, const FrameInput& input) {
    if (const std::optional<Status> end = recorder_.take_end()) {
        const bool well = static_cast<bool>(*end);
        messages_.add(well ? Event::Kind::finished : Event::Kind::error,
                      well ? "saved " + recorder_.path() : end->error().message());
        wants_another_ = true;
    }
    if (!wanted.empty()) {
        const double scale = static_cast<double>(input.content_scale * state_.look.user_scale);
        FilmState film = state_.film;
        if (!film.has_own_size) film.width = input.width, film.height = input.height;
        const Status status = recorder_.start(state_, {export_path(wanted), film, scale});
        if (status)
            messages_.add(Event::Kind::information, "recording to " + recorder_.path());
        else
            messages_.add(Event::Kind::error, status.error().message());
        wants_another_ = true;
    }
    const std::optional<int> percent = recorder_.percent();
    wants_another_ = wants_another_ || percent != state_.recorded_percent;
    state_.recorded_percent = percent;
}

void Interface::report_controls(int corner_x, int corner_y) const {
    if (controls().is_on()) controls().end_frame(state_text(state_, link_, messages_.newest()), corner_x, corner_y);
}

SessionOptions session_options(const Opening& opening) {
    SessionOptions options;
    const int threads = opening.threads;
    options.backends = opening.backends;
    options.training_threads = threads > 0 ? threads : std::max(1, hardware_threads() - 1);
    options.picture_threads = 1;
    options.wide_picture_threads = hardware_threads();
    return options;
}

std::string encode_png(const gl::Pixels& pixels) {
    ThreadPool alone(1);
    const std::size_t row_size = 3 * static_cast<std::size_t>(pixels.width);
    const auto write_row = [&](int y, std::uint8_t* rgb) {
        std::copy_n(&pixels.rgb[static_cast<std::size_t>(y) * row_size], row_size, rgb);
    };
    return encode_png(pixels.width, pixels.height, write_row, alone);
}

}  // namespace ravine
