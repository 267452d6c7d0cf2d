#pragma once
// The faces and sizes in use. Formulas need Greek, mathematical and small raised or lowered signs; where Inter or
// JetBrains Mono lack one, DejaVu has it; without any of them ImGui's built-in font stands in.

#include <imgui.h>

namespace ravine {

struct Fonts {
    ImFont* text = nullptr;        ///< Inter 14
    ImFont* strong = nullptr;      ///< Inter semi-bold 14
    ImFont* small = nullptr;       ///< Inter 12
    ImFont* caps = nullptr;        ///< Inter semi-bold 11.5: headers in capitals
    ImFont* title = nullptr;       ///< Inter bold 17
    ImFont* mono = nullptr;        ///< JetBrains Mono 13.5: numbers
    ImFont* mono_small = nullptr;  ///< JetBrains Mono 12: axes
};

const Fonts& fonts();

/// Begins to draw the faces at this scale on a thread of its own: that takes as long as it takes to open a display.
void prepare_fonts(float scale);

/// What was prepared, as soon as it is complete, for a context to be made with; nullptr where nothing was. Call it
/// while there is no context: ImGui counts memory in the context of another thread without a lock.
ImFontAtlas* take_prepared_fonts();

/// Loads the faces at this scale, and again when it changes. True where they were loaded anew.
bool load_fonts(float scale);

/// True where the font has a sign of its own for the character.
bool has_glyph(ImFont* font, unsigned character);

/// Uses a font as long as it lives.
class FontScope {
  public:
    explicit FontScope(ImFont* font);
    ~FontScope();
    FontScope(const FontScope&) = delete;
    FontScope& operator=(const FontScope&) = delete;
};

}  // namespace ravine
