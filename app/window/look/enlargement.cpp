#include "app/window/look/enlargement.hpp"

#include <algorithm>

namespace ravine {
namespace {

/// The panels need so much, in the logical pixels of their own scale.
constexpr float least_width = 860, least_height = 560;

}  // namespace

float affordable_enlargement(float wanted, float width, float height) {
    const float most = std::max(1.0f, std::min(width / least_width, height / least_height));
    return std::min(wanted, most);
}

}  // namespace ravine
