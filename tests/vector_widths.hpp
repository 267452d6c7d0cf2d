#pragma once
// Tests of what the processor's vectors decide run in each width that the machine has.

#include <vector>

#include "engine/core/vector_loop.hpp"

namespace ravine::test {

/// From the narrowest to the widest.
inline std::vector<vectors::Width> all_widths() {
    std::vector<vectors::Width> widths;
    for (const vectors::Width width : {vectors::Width::plain, vectors::Width::avx2, vectors::Width::avx512})
        if (width <= vectors::widest()) widths.push_back(width);
    return widths;
}

/// While it lives, loops and products use this width.
struct OneWidth {
    explicit OneWidth(vectors::Width width) { vectors::chosen = width; }
    ~OneWidth() { vectors::chosen = vectors::widest(); }
    OneWidth(const OneWidth&) = delete;
    OneWidth& operator=(const OneWidth&) = delete;
};

}  // namespace ravine::test
