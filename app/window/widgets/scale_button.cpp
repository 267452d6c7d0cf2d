#include "app/window/widgets/scale_button.hpp"

#include "app/window/widgets/header_switch.hpp"

namespace ravine {

void scale_button(bool& logarithmic) {
    HeaderSwitches().add({.id = "log_scale",
                          .label = "log scale",
                          .short_label = "log",
                          .tooltip = "Losses on a logarithmic axis; off: on a linear one"},
                         logarithmic);
}

}  // namespace ravine
