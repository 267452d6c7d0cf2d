#pragma once
// Options and flags of a subcommand. CLI11, which parses them, stays behind this: a source that includes it takes
// seconds more to compile.

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace ravine {

/// An option that has been added, for its further properties.
class Option {
  public:
    explicit Option(CLI::Option& option) : option_(&option) {}

    Option& required();
    /// What stands for the value in the help: "FILE".
    Option& type_name(const std::string& name);
    /// The help tells the value that it has now.
    Option& shows_default();
    /// Fails where the value is not from `least` to `most`.
    Option& between(int least, int most);
    /// Fails with what `complaint` says of the text given; empty where it is well.
    Option& check(const std::function<std::string(const std::string&)>& complaint);

  private:
    CLI::Option* option_;
};

/// Adds the option `name` ("--size"; without dashes, by position), which is parsed into `value`.
Option add_option(CLI::App& app, const std::string& name, std::string& value, const std::string& help);
Option add_option(CLI::App& app, const std::string& name, int& value, const std::string& help);
Option add_option(CLI::App& app, const std::string& name, long long& value, const std::string& help);
Option add_option(CLI::App& app, const std::string& name, std::optional<int>& value, const std::string& help);
Option add_option(CLI::App& app, const std::string& name, double& value, const std::string& help);
/// One more text each time it is given.
Option add_option(CLI::App& app, const std::string& name, std::vector<std::string>& value, const std::string& help);
/// Adds the flag `name`; given, `value` becomes true.
void add_flag(CLI::App& app, const std::string& name, bool& value, const std::string& help);

}  // namespace ravine
