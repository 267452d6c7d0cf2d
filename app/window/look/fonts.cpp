#include "app/window/look/fonts.hpp"

#include <backends/imgui_impl_opengl3.h>

#include <algorithm>
#include <cmath>
#include <future>
#include <memory>
#include <string_view>

#include "engine/core/resource.hpp"

namespace ravine {
namespace {

// Pairs of first and last code point; ImGui keeps the pointer. Only glyphs that a face has are taken.
constexpr ImWchar letter_ranges[] = {0x0020, 0x024F, 0x0302, 0x0304, 0x0391, 0x03C9, 0x1E00, 0x1EFF, 0x2010, 0x205E,
                                     0x2070, 0x209C, 0x2190, 0x21FF, 0x2200, 0x22FF, 0x25A0, 0x25FF, 0};
constexpr ImWchar sign_ranges[] = {0x02B0, 0x02FF, 0x0300, 0x0309, 0x03D0, 0x03F5, 0x1D2C, 0x1DBF, 0x1E00,
                                   0x1EFF, 0x2016, 0x2016, 0x2032, 0x2033, 0x2070, 0x209C, 0x2190, 0x22FF,
                                   0x2300, 0x23FF, 0x2500, 0x27FF, 0x2C7C, 0x2C7C, 0};

struct FaceRow {
    ImFont* Fonts::*font;
    std::string_view face, fallback;
    float size;  ///< logical pixels
};

constexpr std::string_view sans_signs = "fonts/DejaVuSans.ttf", mono_signs = "fonts/DejaVuSansMono.ttf";
constexpr FaceRow face_rows[] = {
    {&Fonts::text, "fonts/Inter-Regular.otf", sans_signs, 14},
    {&Fonts::strong, "fonts/Inter-SemiBold.otf", sans_signs, 14},
    {&Fonts::small, "fonts/Inter-Regular.otf", sans_signs, 12.5f},
    {&Fonts::caps, "fonts/Inter-SemiBold.otf", sans_signs, 11.5f},
    {&Fonts::title, "fonts/Inter-Bold.otf", sans_signs, 17},
    {&Fonts::mono, "fonts/JetBrainsMono-Regular.ttf", mono_signs, 13.5f},
    {&Fonts::mono_small, "fonts/JetBrainsMono-Regular.ttf", mono_signs, 12},
};

Fonts current;
float loaded_scale = 0;

/// The embedded face, or nullptr. Resources live as long as the program, so ImGui need not own the bytes.
ImFont* add_face(ImFontAtlas& atlas, std::string_view name, float size, const ImWchar* ranges, bool merge) {
    const auto bytes = resource(name);
    if (bytes.empty()) return nullptr;
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.MergeMode = merge;
    config.OversampleH = size < 24 ? 2 : 1;
    config.OversampleV = 1;
    config.PixelSnapH = false;
    void* data = const_cast<std::byte*>(bytes.data());  // ImGui's interface is not const, but it only reads
    return atlas.AddFontFromMemoryTTF(data, static_cast<int>(bytes.size()), size, &config, ranges);
}

ImFont* add_built_in(ImFontAtlas& atlas, float size) {
    ImFontConfig config;
    config.SizePixels = size;
    return atlas.AddFontDefault(&config);
}

/// Text stands on whole pixels and is rasterised by FreeType or stb; either way the size is a whole number of pixels.
ImFont* load_face(ImFontAtlas& atlas, const FaceRow& row, float scale) {
    const float size = std::max(6.0f, std::round(row.size * scale));
    ImFont* font = add_face(atlas, row.face, size, letter_ranges, false);
    if (font == nullptr) font = add_built_in(atlas, size);
    add_face(atlas, row.fallback, size, sign_ranges, true);
    return font;
}

Fonts load_faces(ImFontAtlas& atlas, float scale) {
    Fonts loaded;
    for (const FaceRow& row : face_rows) loaded.*row.font = load_face(atlas, row, scale);
    return loaded;
}

// Before 1.92 the renderer keeps the atlas as one texture, made after all faces are in (the first one by itself); since
// then it asks for glyphs as they are needed, and there is nothing to prepare.
#if IMGUI_VERSION_NUM < 19200
/// True where there was one.
bool forget_texture() {
    const bool was_there = ImGui::GetIO().Fonts->TexID != ImTextureID();
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    return was_there;
}
void make_texture() { ImGui_ImplOpenGL3_CreateFontsTexture(); }

struct AtlasDeleter {
    void operator()(ImFontAtlas* atlas) const { IM_DELETE(atlas); }
};

struct Prepared {
    std::unique_ptr<ImFontAtlas, AtlasDeleter> atlas;
    Fonts faces;
    float scale;
};
std::future<Prepared> preparation;

Prepared prepared_fonts(float scale) {
    Prepared prepared{decltype(Prepared::atlas)(IM_NEW(ImFontAtlas)()), {}, scale};
    prepared.faces = load_faces(*prepared.atlas, scale);
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    prepared.atlas->GetTexDataAsRGBA32(&pixels, &width, &height);  // which the atlas keeps
    return prepared;
}
#else
bool forget_texture() { return false; }
void make_texture() {}
#endif

}  // namespace

const Fonts& fonts() { return current; }

bool load_fonts(float scale) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    if (scale == loaded_scale && !atlas.Fonts.empty()) return false;
    const bool had_texture = forget_texture();
    atlas.Clear();
    current = load_faces(atlas, scale);
    if (had_texture) make_texture();
    loaded_scale = scale;
    return true;
}

#if IMGUI_VERSION_NUM < 19200
void prepare_fonts(float scale) { preparation = std::async(std::launch::async, prepared_fonts, scale); }

ImFontAtlas* take_prepared_fonts() {
    if (!preparation.valid()) return nullptr;
    Prepared prepared = preparation.get();
    current = prepared.faces;
    loaded_scale = prepared.scale;
    return prepared.atlas.release();
}

bool has_glyph(ImFont* font, unsigned character) {
    return font->FindGlyphNoFallback(static_cast<ImWchar>(character)) != nullptr;
}
FontScope::FontScope(ImFont* font) { ImGui::PushFont(font); }
#else
void prepare_fonts(float) {}
ImFontAtlas* take_prepared_fonts() { return nullptr; }
bool has_glyph(ImFont* font, unsigned character) { return font->IsGlyphInFont(static_cast<ImWchar>(character)); }
FontScope::FontScope(ImFont* font) { ImGui::PushFont(font, font->LegacySize); }
#endif
FontScope::~FontScope() { ImGui::PopFont(); }

}  // namespace ravine
