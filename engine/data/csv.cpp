#include "engine/data/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <optional>
#include <span>
#include <system_error>

#include "engine/core/read_file.hpp"
#include "engine/core/shown_text.hpp"
#include "engine/data/csv_lines.hpp"

namespace ravine {

namespace {

constexpr std::size_t target_role = 2, split_role = 3;
/// Our name of each role's column (x1, x2, target, split); empty where the task has none.
using RoleNames = std::array<std::string, 4>;
/// The place of each role's column in the file, or absent.
using Places = std::array<std::size_t, 4>;
constexpr std::size_t absent = static_cast<std::size_t>(-1);

RoleNames role_names(Task task) {
    const auto& columns = task_row(task).columns;
    return {std::string(columns[0]), std::string(columns[1]), std::string(columns[2]), "split"};
}

std::string header_hint(const RoleNames& names) {
    std::string hint = "the first line names the columns: ";
    for (std::size_t role = 0; role < split_role; ++role)
        if (!names[role].empty()) hint += names[role] + (role == target_role ? "" : ",");
    return hint + ", and split if there is one";
}

std::string known_columns(const RoleNames& names) {
    std::string known;
    for (const std::string& name : names)
        if (!name.empty()) known += (known.empty() ? "" : ", ") + name;
    return known;
}

/// The number a field holds: the whole field, with a decimal point; NaN stands for nan, inf and what is too large or
/// too small for a point.
std::optional<double> number_in(std::string_view field) {
    if (field.starts_with('+') && !field.starts_with("+-")) field.remove_prefix(1);
    double value = 0;
    const auto [end, code] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (code == std::errc::invalid_argument || end != field.data() + field.size()) return {};
    const bool fits = code == std::errc() && std::abs(value) <= largest_coordinate;
    return fits ? value : std::numeric_limits<double>::quiet_NaN();
}

/// The file's names of our columns. Errors: a name of ours that the task does not know.
Result<RoleNames> names_in_file(const RoleNames& names, const ColumnNames& columns) {
    RoleNames wanted = names;
    for (const auto& [ours, theirs] : columns) {
        const auto name = std::ranges::find(names, ours);
        if (ours.empty() || name == names.end())
            return input_error("unknown column '" + ours + "'", "data.columns", "known: " + known_columns(names));
        wanted[static_cast<std::size_t>(name - names.begin())] = theirs;
    }
    for (const auto& [ours, theirs] : columns)
        if (std::ranges::count(wanted, theirs) > 1)
            return input_error("column " + in_quotes(theirs) + " is wanted twice", "data.columns." + ours,
                               "name each column once");
    return wanted;
}

/// Where the named columns are in the header. Errors: a column that is there twice or, if `strict`, one not asked for.
Result<Places> find_columns(const CsvLines& header, const RoleNames& names, bool strict) {
    Places places;
    places.fill(absent);
    for (std::size_t place = 0; place < header.fields().size(); ++place) {
        const std::string& field = header.fields()[place];
        const auto name = std::ranges::find(names, field);
        if (field.empty() || name == names.end()) {
            if (!strict) continue;
            if (number_in(field)) return header.error("there is no header", header_hint(names));
            return header.error("unknown column " + in_quotes(field), "known: " + known_columns(names));
        }
        std::size_t& found = places[static_cast<std::size_t>(name - names.begin())];
        if (found != absent) return header.error("column " + field + " is there twice", "name each column once");
        found = place;
    }
    return places;
}

Status require_columns(const CsvLines& header, const RoleNames& names, const Places& places, std::size_t roles) {
    for (std::size_t role = 0; role < roles; ++role)
        if (places[role] == absent && !names[role].empty())
            return header.error("column " + in_quotes(names[role]) + " is missing", header_hint(names));
    return {};
}

Result<double> number_field(const CsvLines& line, const RoleNames& names, const Places& places, std::size_t role) {
    if (places[role] == absent) return 0.0;
    const std::string& field = line.fields()[places[role]];
    const std::optional<double> number = number_in(field);
    if (number && std::isfinite(*number)) return *number;
    const std::string complaint = field.empty() ? " is empty"
                                  : number      ? " " + in_quotes(field) + " is out of range"
                                                : " " + in_quotes(field) + " is not a number";
    return line.error(names[role] + complaint,
                      fmt::format("give a finite number, at most {:g} in size", largest_coordinate));
}

/// Class labels of one file: all numbers or all words, as the first one is.
class LabelReader {
  public:
    Result<double> read(const CsvLines& line, const std::string& field) {
        const std::optional<double> number = number_in(field);
        if (field.empty()) return line.error("the label is empty", "give the point's class");
        if (!started_) are_words_ = !number.has_value();
        started_ = true;
        if (are_words_ == number.has_value())
            return line.error(
                "label " + in_quotes(field) + (number ? " is a number" : " is a word") + ", those before it are not",
                "use either numbers or words");
        return number ? whole(line, field, *number) : numbered(line, field);
    }
    std::vector<std::string> names() && { return std::move(names_); }

  private:
    static Result<double> whole(const CsvLines& line, const std::string& field, double number) {
        if (number == std::floor(number) && number >= 0 && number < most_classes) return number + 0.0;
        return line.error("label " + in_quotes(field) + " is not a class",
                          fmt::format("give a whole number from 0 to {}, or words", most_classes - 1));
    }
    Result<double> numbered(const CsvLines& line, const std::string& field) {
        const auto known = std::ranges::find(names_, field);
        const auto index = known - names_.begin();
        if (index == most_classes)
            return line.error("label " + in_quotes(field) + " is one class too many",
                              fmt::format("at most {} classes", most_classes));
        if (known == names_.end()) names_.push_back(field);
        return static_cast<double>(index);
    }

    bool started_ = false;
    bool are_words_ = false;
    std::vector<std::string> names_;
};

Result<std::optional<Split>> split_field(const CsvLines& line, const std::string& field) {
    if (field.empty()) return std::optional<Split>();
    if (field == "train") return std::optional(Split::train);
    if (field == "validation") return std::optional(Split::validation);
    return line.error("split " + in_quotes(field) + " is unknown", "give train, validation or nothing");
}

/// Calls take() for each line that is left; it says whether it could use it. Errors: a wrong number of fields, no
/// lines.
template <class Take>
Status for_each_row(CsvLines& lines, std::size_t columns, Take take) {
    for (bool any = false;; any = true) {
        Result<bool> more = lines.next();
        if (!more) return more.error();
        if (!*more && !any) return lines.file_error("there are no points after the header", "give one on each line");
        if (!*more) return {};
        if (lines.fields().size() != columns)
            return lines.error(fmt::format("{} fields where the header has {}", lines.fields().size(), columns),
                               "separate fields by commas");
        if (Status status = take(); !status) return status;
    }
}

/// A header that has been read: our names, where their columns are, and how many columns there are.
struct Header {
    RoleNames names;
    Places places;
    std::size_t columns;
};

Result<Header> read_header(CsvLines& lines, const RoleNames& names, bool strict, std::size_t required_roles) {
    Result<bool> more = lines.next();
    if (!more) return more.error();
    if (!*more) return lines.file_error("the file is empty", header_hint(names));
    Result<Places> places = find_columns(lines, names, strict);
    if (!places) return places.error();
    if (Status status = require_columns(lines, names, *places, required_roles); !status) return status.error();
    return Header{names, *places, lines.fields().size()};
}

Result<Point> coordinates(const CsvLines& line, const Header& header) {
    Result<double> x1 = number_field(line, header.names, header.places, 0);
    if (!x1) return x1.error();
    Result<double> x2 = number_field(line, header.names, header.places, 1);
    if (!x2) return x2.error();
    return Point{*x1, *x2, 0};
}

Result<double> target_field(const CsvLines& line, const Header& header, Task task, LabelReader& labels) {
    if (!task_row(task).has_classes) return number_field(line, header.names, header.places, target_role);
    return labels.read(line, line.fields()[header.places[target_role]]);
}

/// Appends the current line's point and split.
Status append_point(PointsSource& source, const CsvLines& line, const Header& header, Task task, LabelReader& labels) {
    Result<Point> point = coordinates(line, header);
    if (!point) return point.error();
    Result<double> target = target_field(line, header, task, labels);
    if (!target) return target.error();
    point->target = *target;
    source.points.push_back(*point);
    if (header.places[split_role] == absent) return {};
    Result<std::optional<Split>> split = split_field(line, line.fields()[header.places[split_role]]);
    if (!split) return split.error();
    source.splits.push_back(*split);
    return {};
}

/// The mapped names that the file has, else ours.
RoleNames names_at_hand(const RoleNames& names, const ColumnNames& columns, std::span<const std::string> header) {
    RoleNames chosen = names;
    for (std::size_t role = 0; role < target_role; ++role) {
        const auto mapped = columns.find(names[role]);
        if (mapped != columns.end() && std::ranges::count(header, mapped->second) > 0) chosen[role] = mapped->second;
    }
    return chosen;
}

std::string write_points(const Dataset& data, std::span<const std::string> class_names) {
    const RoleNames names = role_names(data.task);
    const bool is_curve = names[1].empty();
    std::string text = is_curve ? "x,y,split\n" : fmt::format("{},{},{},split\n", names[0], names[1], names[2]);
    for (std::size_t i = 0; i < data.points.size(); ++i) {
        const Point& point = data.points[i];
        fmt::format_to(std::back_inserter(text), "{},", point.x1);
        if (!is_curve) fmt::format_to(std::back_inserter(text), "{},", point.x2);
        text += class_names.empty() ? fmt::format("{}", point.target)
                                    : csv_field(class_names[static_cast<std::size_t>(point.target)]);
        text += data.splits[i] == Split::train ? ",train\n" : ",validation\n";
    }
    return text;
}

}  // namespace

Result<PointsSource> points_from_csv(std::string_view text, const std::string& file, Task task,
                                     const ColumnNames& columns) {
    Result<RoleNames> names = names_in_file(role_names(task), columns);
    if (!names) return names.error();
    CsvLines lines(text, file);
    Result<Header> header = read_header(lines, *names, columns.empty(), split_role);
    if (!header) return header.error();
    PointsSource source;
    LabelReader labels;
    Status status =
        for_each_row(lines, header->columns, [&] { return append_point(source, lines, *header, task, labels); });
    if (!status) return status.error();
    source.class_names = std::move(labels).names();
    return source;
}

Result<std::vector<Point>> coordinates_from_csv(std::string_view text, const std::string& file, Task task,
                                                const ColumnNames& columns) {
    CsvLines header_line(text, file);
    if (Result<bool> more = header_line.next(); !more) return more.error();
    CsvLines lines(text, file);
    const RoleNames names = names_at_hand(role_names(task), columns, header_line.fields());
    Result<Header> header = read_header(lines, names, false, target_role);
    if (!header) return header.error();
    std::vector<Point> points;
    Status status = for_each_row(lines, header->columns, [&]() -> Status {
        Result<Point> point = coordinates(lines, *header);
        if (!point) return point.error();
        points.push_back(*point);
        return {};
    });
    if (!status) return status.error();
    return points;
}

Result<PointsSource> read_points_csv(const std::string& path, Task task, const ColumnNames& columns) {
    Result<std::string> text = read_file(path);
    if (!text) return text.error();
    return points_from_csv(*text, path, task, columns);
}

Result<std::vector<Point>> read_coordinates_csv(const std::string& path, Task task, const ColumnNames& columns) {
    Result<std::string> text = read_file(path);
    if (!text) return text.error();
    return coordinates_from_csv(*text, path, task, columns);
}

std::string points_csv(const Dataset& data) {
    if (!data.class_names.empty()) {
        std::string text = write_points(data, data.class_names);
        const Result<PointsSource> back = points_from_csv(text, "", data.task);
        if (back && back->points == data.points && back->class_names == data.class_names) return text;
    }
    return write_points(data, {});
}

}  // namespace ravine
