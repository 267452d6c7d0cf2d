#pragma once
// What the worker has to say, in words: messages that come and go, and a strip while a lesson is open or training has
// diverged.

#include <string>
#include <vector>

#include "app/window/panels.hpp"
#include "engine/session/snapshot.hpp"

namespace ravine {

class Messages {
  public:
    void add(Event::Kind kind, std::string words);
    /// Takes the frame's events and draws those that are still young, above the lower right corner `most`.
    void draw(PanelContext& context, ImVec2 most);
    /// The newest words; empty for none. For tests.
    const std::string& newest() const { return newest_; }

  private:
    struct Message {
        Event::Kind kind;
        std::string words;
        double seconds_left;
    };
    std::vector<Message> messages_;
    std::string newest_;
};

/// The strip above the panels; returns its height in pixels, 0 for none.
float draw_strip(PanelContext& context, ImVec2 least, float width);

}  // namespace ravine
