#pragma once
// Text from files and command lines as an error shows it: on one line, and no longer than people read.

#include <string>
#include <string_view>

namespace ravine {

/// The first `most_letters` bytes, cut between UTF-8 characters and followed by "…" where there are more; control
/// characters become '?'.
std::string shown_text(std::string_view text, std::size_t most_letters = 40);

/// The same between '…'.
std::string in_quotes(std::string_view text);

}  // namespace ravine
