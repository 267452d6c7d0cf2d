#pragma once
// Arrays in the GPU's memory, and arrays of the host that the GPU reads and writes while the host goes on.

#include <cstddef>
#include <memory>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "engine/compute/cuda/stream.hpp"

namespace ravine::cuda {

void* allocate_on_device(std::size_t bytes);
void* allocate_pinned(std::size_t bytes);
/// Between any two places, host or device.
void copy(void* to, const void* from, std::size_t bytes, const Stream& stream);
void set_zero(void* to, std::size_t bytes, const Stream& stream);

struct FreeOnDevice {
    void operator()(void* memory) const;
};
struct FreePinned {
    void operator()(void* memory) const;
};

/// `size` numbers in the GPU's memory, unset. Empty after a move. Throws BackendFailure where memory is short.
template <class T>
class DeviceArray {
    static_assert(std::is_trivially_copyable_v<T>);

  public:
    DeviceArray() = default;
    explicit DeviceArray(std::size_t size)
        : memory_(size ? static_cast<T*>(allocate_on_device(size * sizeof(T))) : nullptr), size_(size) {}
    DeviceArray(DeviceArray&& other) noexcept
        : memory_(std::move(other.memory_)), size_(std::exchange(other.size_, 0)) {}
    DeviceArray& operator=(DeviceArray&& other) noexcept {
        memory_ = std::move(other.memory_);
        size_ = std::exchange(other.size_, 0);
        return *this;
    }

    T* data() const { return memory_.get(); }  ///< for kernels: the host cannot read it
    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    /// Copies from the host to `first` and after. From pinned memory the call returns at once, and the numbers must
    /// stay until the stream has come there.
    void upload(std::span<const T> numbers, const Stream& stream, std::size_t first = 0) {
        copy(place(first, numbers.size()), numbers.data(), numbers.size_bytes(), stream);
    }
    /// Copies to the host; the numbers are there when the stream has come there.
    void download(std::span<T> numbers, const Stream& stream, std::size_t first = 0) const {
        copy(numbers.data(), place(first, numbers.size()), numbers.size_bytes(), stream);
    }
    void set_zero(const Stream& stream) { cuda::set_zero(data(), size_ * sizeof(T), stream); }

  private:
    T* place(std::size_t first, std::size_t count) const {
        if (first > size_ || count > size_ - first) throw std::logic_error("a copy goes past an array's end");
        return data() + first;
    }

    std::unique_ptr<T, FreeOnDevice> memory_;
    std::size_t size_ = 0;
};

/// `size` numbers of the host, unset, that copies go through without the processor, at the full speed of the bus. Empty
/// after a move.
template <class T>
class PinnedArray {
    static_assert(std::is_trivially_copyable_v<T>);

  public:
    PinnedArray() = default;
    explicit PinnedArray(std::size_t size)
        : memory_(size ? static_cast<T*>(allocate_pinned(size * sizeof(T))) : nullptr), size_(size) {}
    PinnedArray(PinnedArray&& other) noexcept
        : memory_(std::move(other.memory_)), size_(std::exchange(other.size_, 0)) {}
    PinnedArray& operator=(PinnedArray&& other) noexcept {
        memory_ = std::move(other.memory_);
        size_ = std::exchange(other.size_, 0);
        return *this;
    }

    T* data() const { return memory_.get(); }
    std::size_t size() const { return size_; }
    std::span<T> numbers() const { return {data(), size_}; }
    T& operator[](std::size_t i) const { return data()[i]; }

  private:
    std::unique_ptr<T, FreePinned> memory_;
    std::size_t size_ = 0;
};

/// A copy of the host's numbers in the GPU's memory.
template <class T>
DeviceArray<T> on_device(std::span<const T> numbers, const Stream& stream) {
    DeviceArray<T> array(numbers.size());
    array.upload(numbers, stream);
    return array;
}

}  // namespace ravine::cuda
