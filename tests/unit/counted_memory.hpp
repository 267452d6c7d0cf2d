#pragma once
// Counts what this program takes from the heap: by new, malloc, calloc, realloc, aligned_alloc, posix_memalign and what
// is made of them, in our code and in every library.

namespace ravine::test {

/// Since the program began, by all threads.
long allocations();

}  // namespace ravine::test
