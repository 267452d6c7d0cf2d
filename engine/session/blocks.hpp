#pragma once
// A grid cut into blocks that take a few milliseconds each.

#include <algorithm>

namespace ravine::session {

/// Columns and rows of a grid: [column, column + columns) × [row, row + rows).
struct Block {
    int column = 0, row = 0, columns = 0, rows = 0;
};

/// Goes over a grid from its first row to its last one.
class BlockCursor {
  public:
    BlockCursor() = default;
    BlockCursor(int columns, int rows) : columns_(columns), rows_(rows) {}

    int columns() const { return columns_; }
    int rows() const { return rows_; }
    bool done() const { return row_ >= rows_; }

    /// The next block of about so many points, at least one: whole rows, or a part of one.
    Block next(double points) const {
        if (column_ > 0 || points < columns_)
            return {column_, row_, int(std::clamp<double>(points, 1, columns_ - column_)), 1};
        return {0, row_, columns_, int(std::clamp<double>(points / columns_, 1, rows_ - row_))};
    }

    /// The block is done.
    void advance(const Block& block) {
        column_ = block.column + block.columns;
        if (column_ < columns_) return;
        column_ = 0;
        row_ = block.row + block.rows;
    }

  private:
    int columns_ = 0, rows_ = 0, column_ = 0, row_ = 0;
};

/// Copies a block's values to their places in the values of the whole grid, which has so many columns.
template <class Source, class Target>
void copy_block(const Block& block, Source source, Target target, int columns) {
    for (int row = 0; row < block.rows; ++row)
        std::copy_n(source + std::ptrdiff_t(row) * block.columns, block.columns,
                    target + std::ptrdiff_t(block.row + row) * columns + block.column);
}

}  // namespace ravine::session
