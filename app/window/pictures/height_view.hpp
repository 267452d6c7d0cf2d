#pragma once
// Heights as colours with contour lines.

#include <array>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "app/pictures/contour_marks.hpp"
#include "app/pictures/height_field.hpp"
#include "app/window/pictures/shaded_picture.hpp"

namespace ravine {

struct HeightLook {
    int contours = 14;    ///< about so many; 0 for none
    bool shaded = false;  ///< with light from the upper left
    std::string_view quantity = "f";
};

/// What a shader needs that draws contours over something else (shaders/contours.glsl).
struct ContourOverlay {
    std::vector<double> key;  ///< all numbers that decide the look
    /// The heights get texture unit 1.
    std::function<void(gl::PictureProgram&)> set;
};

class HeightView {
  public:
    explicit HeightView(std::shared_ptr<gl::PictureProgram> program) : picture_(std::move(program)) {}

    /// Draws what of the field is seen through `window` (x least, x most, y least, y most).
    void update(const HeightField& field, const std::array<double, 4>& window, int width, int height,
                const HeightLook& look = {});
    /// The field's contours alone, as long as this lives. In the shader, height_window is what of the field is seen.
    ContourOverlay overlay(const HeightField& field, const std::array<double, 4>& window, int width, int height,
                           const HeightLook& look = {});
    void show(ImDrawList& list, ImVec2 least, ImVec2 end) const { picture_.show(list, least, end); }
    void show_below(ImVec2 least) const { picture_.show_below(least); }
    /// Of the heights shown.
    const HeightScale& scale() const { return scale_; }
    const ContourMarks& contours() const { return contours_; }

  private:
    /// What the texture and the contours were made from.
    struct Source {
        std::uint64_t version = 0;
        bool logarithmic = false;
        int contours = 0;
        bool operator==(const Source&) const = default;
    };
    void upload(const HeightField& field, const HeightLook& look);
    void set_contours(gl::PictureProgram& program, int unit, int width, int height) const;

    gl::FloatTexture heights_;
    Source source_;
    HeightScale scale_;
    ContourMarks contours_;
    int columns_ = 0, rows_ = 0;  // of the texture
    ShadedPicture picture_;
};

}  // namespace ravine
