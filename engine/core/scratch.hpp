#pragma once
// Memory to compute in, which an owner keeps from call to call so that it need not be taken again.

#include <memory>
#include <typeinfo>

namespace ravine {

/// One value of any type that has a standard constructor. It is no part of what its owner is: a copy of the owner has
/// none at first, and an owner that is copied to keeps the one it has.
class Scratch {
  public:
    Scratch() = default;
    Scratch(const Scratch&) {}
    Scratch(Scratch&&) = default;
    Scratch& operator=(const Scratch&) { return *this; }
    Scratch& operator=(Scratch&&) = default;
    ~Scratch() = default;

    /// The value as the last caller for this type left it; made anew where there is none of the type.
    template <class T>
    T& as() {
        if (Any* held = held_.get(); held != nullptr && typeid(*held) == typeid(Held<T>))
            return static_cast<Held<T>*>(held)->value;
        auto made = std::make_unique<Held<T>>();
        T& value = made->value;
        held_ = std::move(made);
        return value;
    }

  private:
    struct Any {
        virtual ~Any() = default;
    };
    template <class T>
    struct Held : Any {
        T value;
    };

    std::unique_ptr<Any> held_;
};

}  // namespace ravine
