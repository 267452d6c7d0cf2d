// Paths as CSV.

#include "engine/io/race_csv.hpp"

#include <charconv>
#include <cmath>
#include <sstream>
#include <vector>

#include "engine/io/files.hpp"
#include "tests/catch.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace ravine;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

}  // namespace

TEST_CASE("numbers of a path read back to the same bits") {
    const std::vector<RaceStep> steps{{1.0 / 3, -0.1, 1e-300, 5e-324, -0.0},
                                      {std::nextafter(1, 2), 1e22, 0.1 + 0.2, 2, 3}};
    const std::vector<std::uint64_t> evaluations{0, 7};
    const NamedPath paths[] = {{"Adam", steps, evaluations}};
    const std::vector<std::string> lines = lines_of(race_csv(paths));
    REQUIRE(lines.size() == 3);
    CHECK(lines[0] == "racer,step,x,y,loss,gx,gy,evaluations");
    for (std::size_t i = 0; i < 2; ++i) {
        std::istringstream fields(lines[i + 1]);
        std::string field;
        std::getline(fields, field, ',');
        CHECK(field == "Adam");
        std::getline(fields, field, ',');
        CHECK(field == std::to_string(i));
        for (const double expected :
             {steps[i].x, steps[i].y, steps[i].loss, steps[i].gradient_x, steps[i].gradient_y}) {
            std::getline(fields, field, ',');
            double read = 0;
            std::from_chars(field.data(), field.data() + field.size(), read);
            CHECK((read == expected && std::signbit(read) == std::signbit(expected)));
        }
        std::getline(fields, field, ',');
        CHECK(field == std::to_string(evaluations[i]));
    }
    CHECK(lines_of(path_csv(steps))[0] == "step,x,y,loss,gx,gy");
    CHECK("Adam," + lines_of(path_csv(steps))[1] + ",0" == lines[1]);
}

TEST_CASE("names of racers are quoted where they have to be") {
    const std::vector<RaceStep> steps{{1, 2, 3, 4, 5}};
    const std::vector<std::uint64_t> evaluations{0};
    const NamedPath paths[] = {{"a,b \"c\"", steps, evaluations}};
    CHECK(lines_of(race_csv(paths))[1] == "\"a,b \"\"c\"\"\",0,1,2,3,4,5,0");
}

TEST_CASE("a free path is the wanted one or has the next number") {
    const test::TemporaryFolder folder;
    const std::string wanted = folder / "a.b.svg";
    CHECK(free_path(wanted) == wanted);
    REQUIRE(write_file(wanted, "x"));
    CHECK(free_path(wanted) == folder / "a.b-2.svg");
    REQUIRE(write_file(folder / "a.b-2.svg", "x"));
    CHECK(free_path(wanted) == folder / "a.b-3.svg");
}
