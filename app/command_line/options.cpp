#include "app/command_line/options.hpp"

#include <CLI/CLI.hpp>

namespace ravine {

Option& Option::required() {
    option_->required();
    return *this;
}

Option& Option::type_name(const std::string& name) {
    option_->type_name(name);
    return *this;
}

Option& Option::shows_default() {
    option_->capture_default_str();
    return *this;
}

Option& Option::between(int least, int most) {
    option_->check(CLI::Range(least, most));
    return *this;
}

Option& Option::check(const std::function<std::string(const std::string&)>& complaint) {
    option_->check(complaint);
    return *this;
}

Option add_option(CLI::App& app, const std::string& name, std::string& value, const std::string& help) {
    return Option(*app.add_option(name, value, help));
}

Option add_option(CLI::App& app, const std::string& name, int& value, const std::string& help) {
    return Option(*app.add_option(name, value, help));
}

Option add_option(CLI::App& app, const std::string& name, long long& value, const std::string& help) {
    return Option(*app.add_option(name, value, help));
}

Option add_option(CLI::App& app, const std::string& name, std::optional<int>& value, const std::string& help) {
    return Option(*app.add_option(name, value, help));
}

Option add_option(CLI::App& app, const std::string& name, double& value, const std::string& help) {
    return Option(*app.add_option(name, value, help));
}

Option add_option(CLI::App& app, const std::string& name, std::vector<std::string>& value, const std::string& help) {
    return Option(*app.add_option(name, value, help)->allow_extra_args(false));
}

void add_flag(CLI::App& app, const std::string& name, bool& value, const std::string& help) {
    app.add_flag(name, value, help);
}

}  // namespace ravine
