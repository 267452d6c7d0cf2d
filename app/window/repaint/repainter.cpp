#include "app/window/repaint/repainter.hpp"

#include <backends/imgui_impl_opengl3.h>

#include "app/window/pictures/shaded_picture.hpp"

namespace ravine {
namespace {

/// Draw data that shows itself within a box only, by clip rectangles of its own; the lists are as before afterwards.
class ClippedDrawData {
  public:
    ClippedDrawData(const ImDrawData& data, const PixelBox& box) : part_(data) {
        for (int i = 0; i < data.CmdListsCount; ++i)
            if (clip(*data.CmdLists[i], box)) lists_.push_back(data.CmdLists[i]);
        part_.CmdListsCount = static_cast<int>(lists_.size());
#if IMGUI_VERSION_NUM >= 18973
        part_.CmdLists.resize(0);
        for (ImDrawList* list : lists_) part_.CmdLists.push_back(list);
#else
        part_.CmdLists = lists_.data();
#endif
    }
    ~ClippedDrawData() {
        for (const Clip& clip : clips_) clip.command->ClipRect = clip.before;
    }
    ClippedDrawData(const ClippedDrawData&) = delete;
    ClippedDrawData& operator=(const ClippedDrawData&) = delete;

    ImDrawData& data() { return part_; }

  private:
    /// False where nothing of the list is in the box.
    bool clip(ImDrawList& list, const PixelBox& box) {
        bool shows = false;
        for (ImDrawCmd& command : list.CmdBuffer) {
            clips_.push_back({&command, command.ClipRect});
            const PixelBox part = common_part(clip_box(command), box);
            shows = shows || (!part.is_empty() && command.ElemCount > 0);
            command.ClipRect = part.is_empty()
                                   ? ImVec4{}
                                   : ImVec4(static_cast<float>(part.left), static_cast<float>(part.top),
                                            static_cast<float>(part.right), static_cast<float>(part.bottom));
        }
        return shows;
    }

    struct Clip {
        ImDrawCmd* command;
        ImVec4 before;
    };
    ImDrawData part_;
    std::vector<ImDrawList*> lists_;
    std::vector<Clip> clips_;
};

}  // namespace

bool Repainter::update(int width, int height, ImU32 background, Backdrop& below, const ImDrawData& data) {
    const std::vector<GLuint> redrawn = take_redrawn_pictures();
    std::vector<ImTextureID> textures;
    for (const GLuint picture : redrawn) textures.push_back(texture_id(picture));
    std::vector<PixelBox> damage = damage_finder_.find(data, textures);
    below.find_damage(redrawn, damage);
    const PixelBox whole{0, 0, width, height};
    const bool fits = frame_ && frame_->width() == width && frame_->height() == height;
    if (!fits) frame_ = std::make_unique<gl::Framebuffer>(width, height);
    if (!fits || background != background_) damage.assign(1, whole);
    background_ = background;
    const gl::FramebufferScope before;
    frame_->bind();
    for (const PixelBox& box : damage) draw(common_part(box, whole), background, below, data);
    below.end_frame();
    return !damage.empty();
}

void Repainter::draw(const PixelBox& box, ImU32 background, const Backdrop& below, const ImDrawData& data) const {
    if (box.is_empty()) return;
    below.draw(frame_->height(), background, box);
    ClippedDrawData part(data, box);
    if (part.data().CmdListsCount > 0) ImGui_ImplOpenGL3_RenderDrawData(&part.data());
}

gl::Pixels Repainter::pixels(int x, int y, int width, int height) const {
    const gl::FramebufferScope before;
    frame_->bind();
    return gl::read_pixels(x, y, width, height);
}

}  // namespace ravine
