#pragma once
// Places on the screen, as ImGui has them and as pictures have them.

#include <imgui.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <vector>

#include "app/pictures/drawing.hpp"

namespace ravine {

inline ImVec2 pixel(Place place) { return {static_cast<float>(place.x), static_cast<float>(place.y)}; }
inline std::vector<ImVec2> pixels(std::span<const Place> places) {
    std::vector<ImVec2> all;
    all.reserve(places.size());
    std::transform(places.begin(), places.end(), std::back_inserter(all), pixel);
    return all;
}
inline Place place_at(ImVec2 pixel) { return {static_cast<double>(pixel.x), static_cast<double>(pixel.y)}; }
inline Box box_between(ImVec2 least, ImVec2 most) {
    return {static_cast<double>(least.x), static_cast<double>(least.y), static_cast<double>(most.x),
            static_cast<double>(most.y)};
}

}  // namespace ravine
