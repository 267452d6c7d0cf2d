#pragma once
// The decision boundary as a picture.

#include "app/window/pictures/shaded_picture.hpp"
#include "engine/landscape/decision_map.hpp"
#include "engine/session/snapshot.hpp"

namespace ravine {

/// How much of a class's colour a place has where that is certain, in 0…1; the rest is the panel's.
float region_strength();

class BoundaryView {
  public:
    explicit BoundaryView(std::shared_ptr<gl::PictureProgram> program) : picture_(std::move(program)) {}

    /// Draws the map, and the lines of its members if any, as seen through `window`, `width` × `height` pixels; `most`:
    /// the number with the full colour.
    void update(const Picture<DecisionMap>& map, const Window& window, int width, int height, double most);
    void show_below(ImVec2 least) const { picture_.show_below(least); }

  private:
    void upload(const DecisionMap& map);

    gl::FloatTexture predictions_, members_;
    std::uint64_t uploaded_ = 0;
    ShadedPicture picture_;
};

}  // namespace ravine
