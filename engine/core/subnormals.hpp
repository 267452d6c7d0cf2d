#pragma once
// Numbers below the least normal one (1.2e-38 in single precision). Processors of x86 take many times as long for them,
// and training is full of them: a moment of Adam whose gradient stays 0 fades to one and never gets to 0, and so do the
// gradients of samples that a network is sure of.

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace ravine {

/// While it lives, its thread computes with 0 in their place (or does not, where `are_zero` is false). It may be one
/// inside another that says the same, which costs nothing: to switch the processor takes as long as a twentieth of a
/// small network's step, so that who takes many steps holds one around them all. Does nothing on processors that are as
/// quick with them.
class Subnormals {
  public:
    explicit Subnormals(bool are_zero) : before_(zero_) { set(are_zero); }
    ~Subnormals() { set(before_); }
    Subnormals(const Subnormals&) = delete;
    Subnormals& operator=(const Subnormals&) = delete;

    /// On this thread, at present.
    static bool are_zero() { return zero_; }

  private:
    static void set(bool zero) {
        if (zero == zero_) return;  // to ask the processor takes longer
        zero_ = zero;
#if defined(__x86_64__)
        constexpr unsigned results_are_zero = 0x8000, operands_are_zero = 0x0040,
                           both = results_are_zero | operands_are_zero;
        _mm_setcsr(zero ? _mm_getcsr() | both : _mm_getcsr() & ~both);
#endif
    }

    static inline thread_local bool zero_ = false;
    const bool before_;
};

}  // namespace ravine
