#include <fmt/format.h>

#include "app/pictures/colormaps.hpp"
#include "app/pictures/plot.hpp"
#include "app/pictures/race_pictures.hpp"
#include "app/pictures/relief/relief_content.hpp"
#include "app/pictures/relief/relief_mesh.hpp"

namespace ravine {

namespace {

constexpr double left = 40, top = 64, view_width = 760, view_height = 570, below = 40, right = 118;
constexpr Box view_box{left, top, left + view_width, top + view_height};

}  // namespace

PictureSize relief_size(const ReliefPicture& picture) {
    const double legend = legend_height(view_width, legend_of(picture.racers));
    return {static_cast<int>(view_box.right + right), static_cast<int>(view_box.bottom + below + legend)};
}

ReliefScene relief_scene(const ReliefPicture& picture) {
    return {*picture.terrain, CameraView(picture.camera, view_box)};
}

void draw_relief(Drawing& drawing, const ReliefPicture& picture, const ThemeRow& theme) {
    const ReliefScene scene = relief_scene(picture);
    const ShapeLook look{&theme, 1};
    ReliefContent content{picture.surface, picture.start};
    std::vector<std::vector<LinePart>> paths;
    for (const DrawnRacer& racer : picture.racers) {
        content.racers.push_back(shapes_of(racer));
        paths.push_back(relief_path(scene, content.racers.back()));
    }
    content.paths.assign(paths.begin(), paths.end());
    drawing.clip(view_box);
    drawing.rectangle(view_box, theme.sunken);
    draw_relief_mesh(drawing, scene, look);
    draw_relief_content(drawing, scene, content, look);
    drawing.unclip();
    const HeightScale& scale = scene.terrain.scale();
    const SurfaceTraits& traits = picture.surface->traits();
    const Plot plot{view_box, {}, {}, "", "", &theme};
    draw_title(drawing, plot, traits.label, traits.formula);
    draw_color_bar(drawing, {view_box.right + 20, top, view_box.right + 32, view_box.bottom}, scale.axis(),
                   scale.name("f"), theme, [](double share) { return sample(viridis, share); });
    draw_legend(drawing, {left, view_box.bottom + below}, view_width, legend_of(picture.racers), theme);
}

}  // namespace ravine
