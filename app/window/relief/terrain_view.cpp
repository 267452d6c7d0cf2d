#include "app/window/relief/terrain_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/pictures/axis.hpp"
#include "app/window/look/theme.hpp"

namespace ravine {
namespace {

/// Lines at round numbers: how many there are per unit of the box, and from the last one to its middle.
std::array<float, 2> lines_along(double least, double most, double half, int wanted) {
    const double step = ticks({0, most - least}, wanted)[1].value;
    const double middle = std::remainder(0.5 * (least + most) / step, 1.0);
    return {static_cast<float>((most - least) / (2 * half * step)), static_cast<float>(middle)};
}

void clear(ImU32 colour) {
    const std::array<float, 3> rgb = to_rgb(colour);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(rgb[0], rgb[1], rgb[2], 1);
    glClearDepth(1);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
}

}  // namespace

void TerrainView::update(const HeightField& field) {
    if (field.version == taken_ && field.logarithmic == terrain_.scale().logarithmic()) return;
    terrain_ = Terrain(field);
    std::vector<std::uint32_t> triangles = terrain_.triangles(1);
    const std::vector<std::uint32_t> coarse = terrain_.triangles(2);
    fine_indices_ = triangles.size(), coarse_indices_ = coarse.size();
    triangles.insert(triangles.end(), coarse.begin(), coarse.end());
    mesh_.upload(terrain_.corners(), Terrain::corner_parts, triangles);
    taken_ = field.version;
    ++terrain_version_;
}

bool TerrainView::draw(const CameraView& view, int width, int height) {
    const std::array<float, 16> matrix = view.matrix();
    std::vector<double> key{static_cast<double>(taken_), terrain_.scale().logarithmic() ? 1.0 : 0.0,
                            static_cast<double>(px(1)), theme().light ? 1.0 : 0.0};
    key.insert(key.end(), matrix.begin(), matrix.end());
    const bool coarse = key != shown_from_;
    shown_from_ = key;
    key.push_back(coarse ? 1.0 : 0.0);
    picture_.draw(width, height, std::move(key), [&](const gl::Framebuffer& picture) { paint(view, coarse, picture); });
    return coarse;
}

void TerrainView::paint(const CameraView& view, bool coarse, const gl::Framebuffer& picture) {
    constexpr int samples = 4;
    if (canvas_.width() != picture.width() || canvas_.height() != picture.height())
        canvas_ = gl::SampledFramebuffer(picture.width(), picture.height(), samples);
    canvas_.bind();
    clear(theme().sunken);
    const std::array<double, 4>& window = terrain_.window();
    const int wanted = std::clamp(static_cast<int>(static_cast<float>(picture.width()) / px(18)), 8, 24);
    const auto across = lines_along(window[0], window[1], 1, wanted),
               along = lines_along(window[2], window[3], terrain_.half_y(), wanted);
    program_->use();
    program_->set_matrix("projection", view.matrix());
    program_->set_colours("scale_colours", height_colour_count, height_colours().front().data());
    program_->set("lines", {across[0], across[1], along[0], along[1]});
    program_->set("line_width", px(1));
    program_->set("line_strength", 0.34f);
    program_->set("side_colour", to_rgb(mixed(theme().panel, theme().line, theme().light ? 0.5f : 0.9f)));
    program_->set("least_known", static_cast<float>(Terrain::least_known));
    const Vector3& eye = view.eye();
    program_->set("eye", std::array{static_cast<float>(eye.x), static_cast<float>(eye.y), static_cast<float>(eye.z)});
    program_->set("light", std::array{-0.36f, -0.48f, 0.8f});
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LESS);
    glDisable(GL_BLEND);
    if (coarse)
        mesh_.draw(fine_indices_, coarse_indices_);
    else
        mesh_.draw(0, fine_indices_);
    glDisable(GL_DEPTH_TEST);
    glUseProgram(0);
    canvas_.resolve_to(picture);
}

}  // namespace ravine
