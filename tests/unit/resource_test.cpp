#include "engine/core/resource.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/catch.hpp"

namespace fs = std::filesystem;

namespace {

std::string file_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("every shader and asset is embedded with its bytes") {
    std::size_t files = 0;
    for (const char* folder : {"shaders", "assets"}) {
        const fs::path top = fs::path(RAVINE_SOURCE_DIR) / folder;
        if (!fs::exists(top)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(top)) {
            if (!entry.is_regular_file()) continue;
            const std::string name = fs::relative(entry.path(), RAVINE_SOURCE_DIR).generic_string();
            INFO(name);
            REQUIRE(std::string(ravine::resource_text(name)) == file_text(entry.path()));
            ++files;
        }
    }
    CHECK(ravine::resource_names("shaders/").size() + ravine::resource_names("assets/").size() == files);
}

TEST_CASE("an unknown resource is empty") {
    CHECK(ravine::resource("assets/no such file").empty());
    CHECK(ravine::resource_names("no such folder/").empty());
}
