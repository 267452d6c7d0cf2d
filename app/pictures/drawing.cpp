#include "app/pictures/drawing.hpp"

#include "app/pictures/text.hpp"

namespace ravine {

double Drawing::width_of(std::string_view words, const TextStyle& style) const { return text_width(words, style); }

void Drawing::outline(const Box& box, const Stroke& stroke) {
    const Place corners[] = {{box.left, box.top},
                             {box.right, box.top},
                             {box.right, box.bottom},
                             {box.left, box.bottom},
                             {box.left, box.top}};
    line(corners, stroke);
}

void Drawing::line(Place from, Place to, const Stroke& stroke) {
    const Place places[] = {from, to};
    line(places, stroke);
}

}  // namespace ravine
