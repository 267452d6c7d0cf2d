#pragma once
// Switches at the right of a card's header line; they take no room in the layout.

#include <imgui.h>

#include <string_view>

namespace ravine {

struct HeaderSwitch {
    const char* id;
    std::string_view label;
    std::string_view short_label;  ///< where the card is narrow
    std::string_view tooltip;
};

/// Places switches from right to left, beside the card's save button.
class HeaderSwitches {
  public:
    HeaderSwitches();
    ~HeaderSwitches();
    HeaderSwitches(const HeaderSwitches&) = delete;
    HeaderSwitches& operator=(const HeaderSwitches&) = delete;

    void add(const HeaderSwitch& look, bool& value);
    /// Where the switches so far begin.
    float left() const { return right_; }

  private:
    ImVec2 cursor_;
    float right_;
};

}  // namespace ravine
