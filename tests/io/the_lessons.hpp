#pragma once
// The shipped lessons; a test ends where they cannot be read.

#include "engine/io/lessons.hpp"
#include "tests/catch.hpp"

namespace ravine::test {

inline std::vector<Lesson> all_lessons() {
    Result<std::vector<Lesson>> read = shipped_lessons();
    if (!read) FAIL(read.error().message());
    return *read;
}

inline Lesson lesson_of(std::string_view id) {
    for (const Lesson& candidate : all_lessons())
        if (candidate.id == id) return candidate;
    FAIL("no lesson " << id);
    return {};
}

}  // namespace ravine::test
