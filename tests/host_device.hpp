#pragma once
// A device of the host's threads: works written for a GPU run on them, a thread in place of each warp.

#include <algorithm>
#include <barrier>
#include <memory>
#include <span>
#include <string_view>
#include <thread>
#include <vector>

#include "engine/compute/kernels/grid_network.hpp"
#include "engine/compute/kernels/group.hpp"

namespace ravine::test {

class HostDevice {
  public:
    struct Meeting {
        std::barrier<>* barrier;
        void operator()() const { barrier->arrive_and_wait(); }
    };
    using Group = kernels::Group<Meeting>;

    template <class T>
    class Array {
      public:
        explicit Array(HostDevice&) {}
        Array(HostDevice&, const std::vector<T>& numbers) : numbers_(numbers) {}
        void resize(std::size_t count) { numbers_.resize(count); }
        template <class Numbers>
        void assign(const Numbers& numbers) {
            numbers_.assign(numbers.begin(), numbers.end());
        }
        void read(std::vector<T>& to) const { to = numbers_; }
        void read(std::span<T> to) const { std::copy(numbers_.begin(), numbers_.end(), to.begin()); }
        std::size_t size() const { return numbers_.size(); }
        T* data() const { return numbers_.data(); }

      private:
        mutable std::vector<T> numbers_;
    };

    explicit HostDevice(int warps = 1, std::size_t most_block_bytes = std::size_t{1} << 24)
        : warps_(warps), most_block_bytes_(most_block_bytes) {}

    int blocks_at_once(int, std::size_t) const { return 3; }
    std::size_t most_block_bytes() const { return most_block_bytes_; }

    /// The blocks one after the other, with the warps that this device has.
    template <class Work>
    void launch(const Work& work, int blocks, int, std::size_t bytes) {
        for (int block = 0; block < blocks; ++block) {
            std::vector<double> memory(bytes / sizeof(double) + 1, -1e300);
            std::barrier barrier(warps_);
            std::vector<std::jthread> others;
            const auto run = [&](int warp) {
                work(Group{warp, warps_, warp, warps_, {}, {&barrier}}, block,
                     reinterpret_cast<std::byte*>(memory.data()));
            };
            for (int warp = 1; warp < warps_; ++warp) others.emplace_back(run, warp);
            run(0);
        }
    }

    /// All warps as one group, which does not meet.
    template <class Work>
    void launch_grid(const Work& work, int) {
        struct Apart {
            void operator()() const {}
        };
        std::vector<std::jthread> others;
        const auto run = [&](int warp) { work(kernels::Group<Apart>{warp, warps_, warp, warps_, {}, {}}); };
        for (int warp = 1; warp < warps_; ++warp) others.emplace_back(run, warp);
        run(0);
    }

    static constexpr std::string_view products = "plain loops";
    template <class Launches>
    void beside(const Launches& launches) {
        launches();
    }
    void meet() {}
    template <class S>
    bool multiply(const kernels::Product<S>& product) {
        for (int row = 0; row < product.rows; ++row)
            for (int column = 0; column < product.columns; ++column) {
                S sum = 0;
                for (int k = 0; k < product.inner; ++k)
                    sum += at(product.left, product.left_stride, product.left_is_turned, row, k) *
                           at(product.right, product.right_stride, product.right_is_turned, k, column);
                S& out = product.out[std::ptrdiff_t(row) * product.out_stride + column];
                out = (product.adds ? out : S(0)) + sum;
            }
        return false;
    }

    /// Launches again what it is given, each time.
    struct Recording {
        explicit Recording(HostDevice&) {}
        void clear() {}
        template <class Launches>
        void replay(std::size_t, const Launches& launches) {
            launches();
        }
    };

  private:
    template <class S>
    static S at(const S* matrix, int stride, bool is_turned, int row, int column) {
        return matrix[is_turned ? std::ptrdiff_t(column) * stride + row : std::ptrdiff_t(row) * stride + column];
    }

    int warps_;
    std::size_t most_block_bytes_;
};

}  // namespace ravine::test
