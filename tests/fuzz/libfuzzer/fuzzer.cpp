// What libFuzzer calls with one text after another.

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/readers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    for (const ravine::test::FuzzedReader& reader : ravine::test::fuzzed_readers()) {
        if (reader.name != RAVINE_FUZZED_READER) continue;
        const std::string fault = reader.fault(text);
        if (fault.empty()) return 0;
        std::fprintf(stderr, "%s\n", fault.c_str());
        std::abort();
    }
    std::fprintf(stderr, "no reader is called %s\n", RAVINE_FUZZED_READER);
    std::abort();
}
