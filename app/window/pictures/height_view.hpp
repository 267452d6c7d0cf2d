#pragma once
// Heights as colours with contour lines.

#include <array>
#include <span>
#include <variant>
#include <vector>

#include "app/window/pictures/shaded_picture.hpp"

namespace ravine {

/// Heights [rows × columns], row 0 at the bottom, and how to show them.
struct HeightField {
    std::uint64_t version = 0;  ///< changes with the values
    int columns = 0, rows = 0;
    std::variant<std::span<const float>, std::span<const double>> values;
    bool logarithmic = true;  ///< of the heights above `floor`
    double floor = 0;
    bool at_edges = false;           ///< the outer values lie on the edges, not half a cell inside
    std::array<double, 4> window{};  ///< of the grid: x least, x most, y least, y most
};

class HeightView {
  public:
    explicit HeightView(std::shared_ptr<gl::PictureProgram> program) : picture_(std::move(program)) {}

    /// Draws what of the field is seen through `window` (x least, x most, y least, y most).
    void update(const HeightField& field, const std::array<double, 4>& window, int width, int height,
                int contours = 14);
    void show(ImDrawList& list, ImVec2 least, ImVec2 end) const { picture_.show(list, least, end); }
    void show_below(ImVec2 least) const { picture_.show_below(least); }
    /// Range of the heights shown; both finite.
    double least() const { return least_; }
    double most() const { return most_; }

  private:
    void upload(const HeightField& field);

    gl::FloatTexture heights_;
    std::uint64_t uploaded_ = 0;
    bool uploaded_logarithmic_ = false;
    double least_ = 0, most_ = 1;  // of the heights
    int columns_ = 0, rows_ = 0;   // of the texture
    ShadedPicture picture_;
};

}  // namespace ravine
