"""What compare_peers.py has measured, as a table of Markdown."""


def table_head(names):
    columns = ["work", "threads", "Ravine, a second", *(f"{name}, a second | times" for name in names), "share of peak"]
    return f"| {' | '.join(columns)} |\n{'|---' * (4 + 2 * len(names))}|"


def table_line(row, names):
    """A peer that does not do the row has empty cells."""
    cells = [f"{row['label']} ({row['unit']})", str(row["threads"]), f"{row['per_second']:,.0f}"]
    for name in names:
        peer = row["peers"].get(name)
        cells += [f"{peer['per_second']:,.0f}", f"{peer['ratio']:.3g}"] if peer else ["", ""]
    return f"| {' | '.join([*cells, format(row['share_of_peak'], '.1%')])} |"
