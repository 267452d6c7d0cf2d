#include "engine/io/files.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>

#include "engine/core/read_file.hpp"
#include "tests/catch.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace ravine;
namespace fs = std::filesystem;

namespace {

/// While it lives, no file can grow beyond `bytes`: what a full disk looks like to write().
class SmallDisk {
  public:
    explicit SmallDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit small = {bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

  private:
    void (*handler_)(int);
    rlimit before_{};
};

}  // namespace

TEST_CASE("what is written is what is read") {
    const test::TemporaryFolder folder;
    const std::string path = folder / "file";
    const std::string content("a\0b\r\n\xff", 6);
    REQUIRE(write_file(path, content));
    CHECK(*read_file(path) == content);
    REQUIRE(write_file(path, ""));
    CHECK(read_file(path)->empty());
    CHECK(folder.names() == std::vector<std::string>{"file"});
}

TEST_CASE("writing keeps a file's permissions and follows its link") {
    const test::TemporaryFolder folder;
    REQUIRE(write_file(folder / "file", "old"));
    fs::permissions(folder / "file", fs::perms::owner_all | fs::perms::group_write);
    fs::create_symlink(folder / "file", folder / "link");
    REQUIRE(write_file(folder / "link", "new"));
    CHECK(fs::is_symlink(folder / "link"));
    CHECK(*read_file(folder / "file") == "new");
    CHECK(fs::status(folder / "file").permissions() == (fs::perms::owner_all | fs::perms::group_write));
}

TEST_CASE("a full disk leaves the old file and nothing else") {
    const test::TemporaryFolder folder;
    REQUIRE(write_file(folder / "file", "old"));
    Status status;
    {
        const SmallDisk disk(4096);
        status = write_file(folder / "file", std::string(10000, 'x'));
    }
    REQUIRE(!status);
    CHECK(status.error().fault == Fault::system);
    CHECK(status.error().where == folder / "file");
    CHECK_THAT(status.error().message(), contains_text("File too large"));
    CHECK(*read_file(folder / "file") == "old");
    CHECK(folder.names() == std::vector<std::string>{"file"});
}

TEST_CASE("a device is written in place") {
    REQUIRE(write_file("/dev/null", "text"));
    CHECK(fs::is_character_file("/dev/null"));
    const Status full = write_file("/dev/full", "text");
    REQUIRE(!full);
    CHECK(full.error().fault == Fault::system);
    CHECK_THAT(full.error().message(), contains_text("No space left on device"));
}

TEST_CASE("bad paths are the user's to mend") {
    const test::TemporaryFolder folder;
    REQUIRE(write_file(folder / "file", "text"));
    for (const std::string& path : {folder / "missing" + "/file", folder / "file" + "/below", folder.path(),
                                    folder / std::string(300, 'n'), std::string()}) {
        INFO(path);
        const Status status = write_file(path, "text");
        REQUIRE(!status);
        CHECK(status.error().fault == Fault::input);
    }
    CHECK(folder.names() == std::vector<std::string>{"file"});
    CHECK_THAT(read_file(folder / "missing").error().message(), contains_text("no such file"));
    CHECK_THAT(read_file(folder.path()).error().message(), contains_text("is a folder"));
    CHECK(read_file(folder.path()).error().fault == Fault::input);
}

TEST_CASE("a file over 1 GiB is refused") {
    const test::TemporaryFolder folder;
    REQUIRE(write_file(folder / "file", ""));
    fs::resize_file(folder / "file", (std::uintmax_t{1} << 30) + 1);  // sparse: takes no space
    const Result<std::string> read = read_file(folder / "file");
    REQUIRE(!read);
    CHECK(read.error().fault == Fault::input);
}

TEST_CASE("a folder is made with its parents, unless a file is in the way") {
    const test::TemporaryFolder folder;
    REQUIRE(make_folder(folder / "a/b/c"));
    REQUIRE(make_folder(folder / "a/b/c"));
    CHECK(fs::is_directory(folder / "a/b/c"));
    REQUIRE(write_file(folder / "file", "text"));
    for (const char* name : {"file", "file/below"}) {
        const Status status = make_folder(folder / name);
        REQUIRE(!status);
        CHECK(status.error().fault == Fault::input);
        CHECK(status.error().where == folder / name);
    }
}
