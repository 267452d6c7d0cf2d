#pragma once

#include <exception>
#include <string>

namespace ravine::session {

/// Words for the exception being handled; for `catch (...)`.
inline std::string failure_words() {
    try {
        throw;
    } catch (const std::exception& exception) {
        return exception.what();
    } catch (...) {
        return "unknown failure";
    }
}

}  // namespace ravine::session
