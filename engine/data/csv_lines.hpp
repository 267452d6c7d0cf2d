#pragma once
// Lines and fields of a CSV text (RFC 4180, but a quoted field ends on its line, so that an error can name the line).

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace ravine {

class CsvLines {
  public:
    /// `text` has to outlive this. `file` names it in errors. A byte-order mark is skipped; lines end with \n, \r\n or
    /// \r.
    CsvLines(std::string_view text, std::string file);

    /// Goes to the next line that is not blank; false at the end. Errors: an open quote, text after a quote, not UTF-8.
    Result<bool> next();
    /// Of the current line; spaces around a field are not part of it, unless they are quoted.
    std::span<const std::string> fields() const { return fields_; }

    /// An error about the current line: "points.csv line 7: …".
    Error error(std::string what, std::string hint = {}) const;
    /// An error about the whole file.
    Error file_error(std::string what, std::string hint = {}) const;

  private:
    std::string_view take_line();
    Status split(std::string_view line);

    std::string_view rest_;
    std::string file_;
    std::size_t number_ = 0;
    std::vector<std::string> fields_;
};

/// The text as one CSV field, quoted where it has to be.
std::string csv_field(std::string_view text);

}  // namespace ravine
