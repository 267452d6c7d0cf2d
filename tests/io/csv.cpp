// CSV files as people have them: every way to be wrong is named with its line.
#include "engine/data/csv.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

namespace fs = std::filesystem;

PointsSource points_of(const std::string& text, Task task = Task::classify, const ColumnNames& columns = {}) {
    const Result<PointsSource> source = points_from_csv(text, "points.csv", task, columns);
    if (!source) FAIL(source.error().message());
    return *source;
}

std::string error(const std::string& text, Task task = Task::classify, const ColumnNames& columns = {}) {
    const Result<PointsSource> source = points_from_csv(text, "points.csv", task, columns);
    REQUIRE_FALSE(source);
    CHECK(source.error().fault == Fault::input);
    const std::string message = source.error().message();
    CHECK(message.size() < 300);
    CHECK(message.find('\n') == std::string::npos);
    return message;
}

/// A folder of its own that is gone afterwards.
class Folder {
  public:
    Folder() : path_(fs::temp_directory_path() / ("ravine-csv-" + std::to_string(std::rand()))) {
        fs::create_directories(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return (path_ / name).string();
    }
    std::string path() const { return path_.string(); }

  private:
    fs::path path_;
};

}  // namespace

TEST_CASE("columns may come in any order, with spaces, signs and exponents") {
    const PointsSource source = points_of("label, x2 ,x1\n 1 ,+2.5,-1e-3\n0,7,\t8\n");
    CHECK(source.points == std::vector<Point>{{-1e-3, 2.5, 1}, {8, 7, 0}});
    CHECK(source.splits.empty());
    CHECK(source.class_names.empty());
}

TEST_CASE("each task has its columns") {
    CHECK(points_of("x1,x2,y\n1,2,-3.5\n", Task::regress).points == std::vector<Point>{{1, 2, -3.5}});
    CHECK(points_of("y,x\n1,2\n", Task::curve).points == std::vector<Point>{{2, 0, 1}});
    CHECK_THAT(error("x1,x2,label\n1,2,0\n", Task::regress),
               contains_text("line 1: unknown column 'label'; known: x1, x2, y, split"));
    CHECK_THAT(error("x1,x2,y\n1,2,0\n", Task::curve), contains_text("known: x, y, split"));
}

TEST_CASE("byte-order mark, line ends of all systems and blank lines") {
    const std::vector<Point> expected{{1, 2, 0}, {3, 4, 1}};
    for (std::string end : {"\n", "\r\n", "\r"}) {
        std::string text = "\xEF\xBB\xBFx1,x2,label" + end + "1,2,0" + end + end + "3,4,1";
        CHECK(points_of(text).points == expected);
        CHECK(points_of(text + end + end + "  " + end).points == expected);
    }
    CHECK_THAT(error("x1,x2,label\r\n\r\n1,2,0\r\n1,,0\r\n"), StartsWith("points.csv line 4: x2 is empty"));
}

TEST_CASE("words are classes in order of appearance, quoted or not") {
    const PointsSource source =
        points_of("x1,x2,label\n0,0,dog\n0,0,\"cat\"\n0,0,dog\n0,0,\"a \"\"b\"\", c\"\n0,0, π \n");
    CHECK(source.class_names == std::vector<std::string>{"dog", "cat", "a \"b\", c", "π"});
    CHECK(source.points[3].target == 2);
    CHECK(source.points[2].target == 0);
}

TEST_CASE("the split may be given for some points") {
    const PointsSource source = points_of("x1,x2,label,split\n0,0,0,train\n0,0,1,validation\n0,0,1,\n");
    CHECK(source.splits == std::vector<std::optional<Split>>{Split::train, Split::validation, {}});
    CHECK_THAT(error("x1,x2,label,split\n0,0,0,test\n"),
               StartsWith("points.csv line 2: split 'test' is unknown; give train, validation"));
}

TEST_CASE("columns of other names are picked by name, and the rest is ignored") {
    const ColumnNames columns{{"x1", "width"}, {"label", "kind"}};
    const PointsSource source = points_of("kind,height,width,x2\na,?,1,2\nb,?,3,4\n", Task::classify, columns);
    CHECK(source.points == std::vector<Point>{{1, 2, 0}, {3, 4, 1}});
    CHECK_THAT(error("kind,x1,x2\na,1,2\n", Task::classify, columns), contains_text("column 'width' is missing"));
    CHECK_THAT(error("x1,x2,label\n1,2,0\n", Task::classify, {{"x3", "a"}}),
               contains_text("data.columns: unknown column 'x3'; known: x1, x2, label, split"));
    CHECK_THAT(error("x1,x2,label\n1,2,0\n", Task::classify, {{"x1", "x2"}}),
               contains_text("data.columns.x1: column 'x2' is wanted twice"));
}

TEST_CASE("wrong numbers are named with file, line and column") {
    const auto error_of = [](const std::string& bad) {
        return error("x1,x2,label\n1,2,0\n\n3,4,1\n" + bad + ",2,0\n");
    };
    for (std::string bad : {"abc", "\"1,5\"", "1.5.2", "0x10", "--1", "+-1", "1 2"}) {
        CHECK_THAT(error_of(bad), StartsWith("points.csv line 5: x1 '"));
        CHECK_THAT(error_of(bad), contains_text("is not a number; give a finite number"));
    }
    for (std::string bad : {"1e999", "1e-999", "nan", "NaN", "inf", "-inf", "1e31"})
        CHECK_THAT(error_of(bad), StartsWith("points.csv line 5: x1 '" + bad +
                                             "' is out of range; give a finite number, at most 1e+30"));
    CHECK_THAT(error("x1,x2,y\n1,2,x\n", Task::regress), StartsWith("points.csv line 2: y 'x' is not a number"));
}

TEST_CASE("wrong labels are named") {
    for (std::string bad : {"0.5", "-1", "10", "1e9", "nan", "inf", "1e999"})
        CHECK_THAT(
            error("x1,x2,label\n1,2," + bad + "\n"),
            StartsWith("points.csv line 2: label '" + bad + "' is not a class; give a whole number from 0 to 9"));
    CHECK_THAT(error("x1,x2,label\n1,2,0\n1,2,a\n"), StartsWith("points.csv line 3: label 'a' is a word"));
    CHECK_THAT(error("x1,x2,label\n1,2,a\n1,2,0\n"), StartsWith("points.csv line 3: label '0' is a number"));
    CHECK_THAT(error("x1,x2,label\n1,2,\n"), StartsWith("points.csv line 2: the label is empty"));
    std::string many = "x1,x2,label\n";
    for (char c = 'a'; c < 'a' + most_classes + 1; ++c) many += std::string("0,0,") + c + "\n";
    CHECK_THAT(error(many), StartsWith("points.csv line 12: label 'k' is one class too many; at most 10"));
}

TEST_CASE("wrong headers are named") {
    CHECK_THAT(error(""), StartsWith("points.csv: the file is empty"));
    CHECK_THAT(error("\xEF\xBB\xBF \n\n"), StartsWith("points.csv: the file is empty"));
    CHECK_THAT(error("x1,x2,label\n"), StartsWith("points.csv: there are no points after the header"));
    CHECK_THAT(error("1,2,0\n3,4,1\n"), StartsWith("points.csv line 1: there is no header; the first line names"));
    CHECK_THAT(error("x1\n1\n"), StartsWith("points.csv line 1: column 'x2' is missing"));
    CHECK_THAT(error("x1,x2,class\n"),
               StartsWith("points.csv line 1: unknown column 'class'; known: x1, x2, label, split"));
    CHECK_THAT(error("x1,x2,label,\n"), contains_text("unknown column ''"));
    CHECK_THAT(error("x1,x1,x2,label\n"), contains_text("column x1 is there twice"));
}

TEST_CASE("wrong lines are named") {
    CHECK_THAT(error("x1,x2,label\n1,2\n"), StartsWith("points.csv line 2: 2 fields where the header has 3"));
    CHECK_THAT(error("x1,x2,label\n1,2,0,4\n"), contains_text("4 fields"));
    CHECK_THAT(error("x1,x2,label\n1,2,\"a\n3,4,b\"\n"),
               StartsWith("points.csv line 2: a quote is opened and not closed"));
    CHECK_THAT(error("x1,x2,label\n1,2,\"a\"b\n"), contains_text("line 2: there is text after a closed quote: 'b'"));
    CHECK_THAT(error("x1,x2,label\n1,2,caf\xE9\n"), StartsWith("points.csv line 2: this is not UTF-8 text"));
}

TEST_CASE("a line of 10 MB is an error of one short line") {
    const std::string long_line(10'000'000, 'a');
    CHECK_THAT(error(long_line), contains_text("line 1: unknown column 'aaa"));
    CHECK_THAT(error("x1,x2,label\n" + long_line + "\n"), contains_text("line 2: 1 fields"));
    CHECK_THAT(error("x1,x2,label\n" + long_line + ",2,3\n"), contains_text("line 2: x1 'aaa"));
    CHECK_THAT(error("x1,x2,label\n" + std::string(10'000'000, ',') + "\n"), contains_text("line 2: 10000001 fields"));
    CHECK_THAT(error("x1,x2,label\n1,2,\"" + long_line + "\n"), contains_text("line 2: a quote is opened"));
    CHECK_THAT(error("x1,x2,label\n1,2,0\n3,4," + long_line), contains_text("line 3: label 'aaa"));
}

TEST_CASE("files that are missing or folders are errors that name them") {
    const Folder folder;
    const auto missing = read_points_csv(folder.path() + "/none.csv", Task::classify);
    REQUIRE_FALSE(missing);
    CHECK_THAT(missing.error().message(), contains_text("none.csv: there is no such file"));
    const auto a_folder = read_points_csv(folder.path(), Task::classify);
    REQUIRE_FALSE(a_folder);
    CHECK_THAT(a_folder.error().message(), contains_text("folder"));
    CHECK(a_folder.error().fault == Fault::input);
}

TEST_CASE("a relative path starts at the scenario's folder") {
    const Folder folder;
    folder.file("own.csv", "x1,x2,label\n1,2,0\n3,4,1\n");
    const Result<Dataset> data = load_dataset(Task::classify, {.source = CsvSource{"own.csv"}}, folder.path());
    REQUIRE(data);
    CHECK(data->points.size() == 2);
    const Result<Dataset> elsewhere =
        load_dataset(Task::classify, {.source = CsvSource{"own.csv"}}, folder.path() + "/x");
    REQUIRE_FALSE(elsewhere);
    CHECK_THAT(elsewhere.error().where, EndsWith("/x/own.csv"));
}

TEST_CASE("one class alone in a CSV file is an error that names the file") {
    const Folder folder;
    const std::string path = folder.file("one.csv", "x1,x2,label\n1,2,setosa\n3,4,setosa\n");
    const Result<Dataset> data = load_dataset(Task::classify, {.source = CsvSource{path}});
    REQUIRE_FALSE(data);
    CHECK(data.error().where == path);
    CHECK_THAT(data.error().what, contains_text("only one class: every label is 'setosa'"));
}

TEST_CASE("Fisher's irises load from inside the program") {
    const CsvSource irises{"assets/data/iris.csv",
                           {{"x1", "petal_length"}, {"x2", "petal_width"}, {"label", "species"}}};
    const Result<Dataset> data = load_dataset(Task::classify, {.source = irises}, "/no/such/folder");
    REQUIRE(data);
    CHECK(data->points.size() == 150);
    CHECK(data->class_names == std::vector<std::string>{"setosa", "versicolor", "virginica"});
    double sums[3][3] = {};
    for (const Point& point : data->points) {
        double* sum = sums[static_cast<int>(point.target)];
        sum[0] += point.x1;
        sum[1] += point.x2;
        sum[2] += 1;
    }
    // The means of petal length and width, as published with the data.
    const double means[3][2] = {{1.462, 0.246}, {4.260, 1.326}, {5.552, 2.026}};
    for (int species = 0; species < 3; ++species) {
        CHECK(sums[species][2] == 50);
        CHECK_THAT(sums[species][0] / 50, WithinAbs(means[species][0], 1e-9));
        CHECK_THAT(sums[species][1] / 50, WithinAbs(means[species][1], 1e-9));
    }
    CHECK(data->points[34] == Point{1.5, 0.2, 0});
    CHECK(data->points[37] == Point{1.4, 0.1, 0});
}

TEST_CASE("coordinates for prediction: other columns are ignored") {
    const auto points = coordinates_from_csv("p0,x2,x1,label\nnan,2,1,zebra\n,4,3,\n", "new.csv", Task::classify);
    REQUIRE(points);
    CHECK(*points == std::vector<Point>{{1, 2, 0}, {3, 4, 0}});
    const ColumnNames columns{{"x1", "width"}, {"x2", "height"}};
    for (std::string header : {"width,height", "x1,x2", "width,x2"}) {
        const auto mapped = coordinates_from_csv(header + "\n1,2\n", "new.csv", Task::classify, columns);
        REQUIRE(mapped);
        CHECK(*mapped == std::vector<Point>{{1, 2, 0}});
    }
    const auto wrong = coordinates_from_csv("x1,x2\n1,2\n1,a\n", "new.csv", Task::classify);
    REQUIRE_FALSE(wrong);
    CHECK_THAT(wrong.error().message(), StartsWith("new.csv line 3: x2 'a' is not a number"));
    const auto curve = coordinates_from_csv("x\n5\n", "new.csv", Task::curve);
    REQUIRE(curve);
    CHECK(*curve == std::vector<Point>{{5, 0, 0}});
    CHECK_FALSE(coordinates_from_csv("", "new.csv", Task::curve));
    CHECK_FALSE(coordinates_from_csv("x1,x2\n", "new.csv", Task::classify));
    CHECK_FALSE(coordinates_from_csv("x1,y\n1,2\n", "new.csv", Task::regress));
}

TEST_CASE("every generator's points are written and read back to the same bits") {
    for (const GeneratorRow& row : generators()) {
        INFO(row.id);
        const auto data = load_dataset(row.task, {.source = GeneratorSource{standard_selection(row), 200, 0.3, 5}});
        REQUIRE(data);
        const PointsSource back = points_of(points_csv(*data), row.task);
        CHECK(back.points == data->points);
        for (std::size_t i = 0; i < data->splits.size(); ++i) REQUIRE(back.splits[i] == data->splits[i]);
    }
}

TEST_CASE("class names are written where they read back, else numbers") {
    Dataset data{.task = Task::classify,
                 .classes = 2,
                 .points = {{0.1, 1e-300, 0}, {-0.0, 1.0 / 3, 1}},
                 .splits = {Split::train, Split::validation},
                 .class_names = {" a, \"b\"", "π"}};
    CHECK(points_of(points_csv(data)).class_names == data.class_names);
    for (std::vector<std::string> names : {std::vector<std::string>{"1", "2"}, {"a\nb", "c"}, {"a", "a"}, {"", "b"}}) {
        data.class_names = names;
        const PointsSource back = points_of(points_csv(data));
        CHECK(back.points == data.points);
        CHECK(back.class_names.empty());
    }
    CHECK(std::signbit(points_of(points_csv(data)).points[1].x1));
}
