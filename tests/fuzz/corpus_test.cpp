// What the fuzzers start from, and what they have found.

#include <filesystem>

#include "engine/core/read_file.hpp"
#include "tests/catch.hpp"
#include "tests/fuzz/readers.hpp"

using namespace ravine;

namespace {

namespace fs = std::filesystem;

/// Reads all files of a folder under tests/fuzz; returns how many there are.
int check_folder(const test::FuzzedReader& reader, const fs::path& folder) {
    int files = 0;
    const fs::path path = fs::path(RAVINE_SOURCE_DIR) / "tests/fuzz" / folder / reader.name;
    if (!fs::exists(path)) return 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
        INFO(entry.path());
        CHECK(reader.fault(*read_file(entry.path().string())) == "");
        ++files;
    }
    return files;
}

}  // namespace

TEST_CASE("the corpus and all that was ever found is read as it should be") {
    for (const test::FuzzedReader& reader : test::fuzzed_readers()) {
        INFO(reader.name);
        CHECK(check_folder(reader, "corpus") >= 5);
        check_folder(reader, "findings");
    }
}
