#pragma once
// Maps of descents as colours: of the minimum that was reached, bright for few steps; or of the steps alone.

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "app/window/pictures/height_view.hpp"
#include "app/window/pictures/shaded_picture.hpp"
#include "engine/landscape/arrival_map.hpp"

namespace ravine {

/// Arrivals [rows × columns], row 0 at the bottom.
struct ArrivalField {
    std::uint64_t version = 0;  ///< changes with the arrivals
    int columns = 0, rows = 0;
    std::span<const Arrival> arrivals;
    std::size_t minima = 0;  ///< how many the surface has
    bool is_scale = false;   ///< colours of the steps, not of the minima
};

class ArrivalView {
  public:
    explicit ArrivalView(std::shared_ptr<gl::PictureProgram> program) : picture_(std::move(program)) {}

    /// Draws the part of the field that these shares of it bound: left, bottom, width, height; beyond 0 … 1 there is
    /// nothing. Contours lie over it, where there are some.
    void update(const ArrivalField& field, const std::array<double, 4>& part, int width, int height,
                const std::optional<ContourOverlay>& contours = {});
    void show(ImDrawList& list, ImVec2 least, ImVec2 end) const { picture_.show(list, least, end); }
    void show_below(ImVec2 least) const { picture_.show_below(least); }
    /// Of the field that was drawn last.
    const ArrivalSummary& summary() const { return summary_; }

  private:
    void upload(const ArrivalField& field);

    gl::FloatTexture cells_;
    std::uint64_t uploaded_ = 0;
    ArrivalSummary summary_;
    ShadedPicture picture_;
};

/// Of what ended at a minimum, after so many steps; bright for few.
ImU32 arrival_colour(int minimum, double steps_share);
/// Of steps alone: viridis, bright for few.
ImU32 steps_colour(double steps_share);
ImU32 elsewhere_colour();
/// What diverged is hatched; a rectangle of it, as legends have it.
void draw_diverged(ImDrawList& draw, ImVec2 least, ImVec2 most);

}  // namespace ravine
