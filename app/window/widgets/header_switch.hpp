#pragma once
// Switches and buttons at the right of a card's header line; they take no room in the layout.

#include <imgui.h>

#include <string_view>

#include "app/window/look/icons.hpp"

namespace ravine {

struct HeaderSwitch {
    const char* id;
    std::string_view label;
    std::string_view short_label;  ///< where the card is narrow
    std::string_view tooltip;
};

struct HeaderButton {
    const char* id;
    std::string_view label;
    Icon icon = nullptr;
    std::string_view tooltip;
};

/// Places them from right to left, beside the card's save button where it has one.
class HeaderSwitches {
  public:
    explicit HeaderSwitches(bool has_save_button = true);
    ~HeaderSwitches();
    HeaderSwitches(const HeaderSwitches&) = delete;
    HeaderSwitches& operator=(const HeaderSwitches&) = delete;

    void add(const HeaderSwitch& look, bool& value);
    /// True when clicked.
    bool add(const HeaderButton& look);
    /// Where the switches so far begin.
    float left() const { return right_; }

  private:
    /// Places an item of this width, and returns its height.
    float place(float width);

    ImVec2 cursor_;
    float right_;
};

}  // namespace ravine
