//! A limit on everything that a file can be. Whoever meets one is told which, and what to do.

/// Longest file: 256 MiB. A million rows of BNBA are about 200 MB.
pub const FILE_BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Most members of a zipped workbook. Excel writes about a dozen, and one per sheet.
pub const MEMBERS_MAX: usize = 2_000;

/// Most bytes that one member may inflate to: 512 MiB, a sheet of a million rows.
pub const MEMBER_BYTES_MAX: u64 = 512 * 1024 * 1024;

/// Most bytes that all members together may inflate to.
pub const INFLATED_BYTES_MAX: u64 = 1024 * 1024 * 1024;

/// How many times longer a member may become when it is inflated. Sheets become 5 to 40 times
/// longer, sheets of nothing but formats about 200 times; a bomb more than 1,000 times.
pub const RATIO_MAX: u64 = 400;

/// Members below this may have any ratio: 1 MiB of blanks harms nobody.
pub const RATIO_FROM_BYTES: u64 = 1024 * 1024;

/// Most sheets of a workbook.
pub const SHEETS_MAX: usize = 200;

/// Most rows of a sheet or file, as Excel has them.
pub const ROWS_MAX: usize = 1_048_576;

/// Most columns; no list that is read here has a quarter of it.
pub const COLUMNS_MAX: usize = 256;

/// Most cells, filled or blank.
pub const CELLS_MAX: u64 = 40_000_000;

/// Most blank cells before the first filled one after them: formats that somebody gave to whole
/// columns.
pub const BLANK_CELLS_MAX: u64 = 2_000_000;

/// Longest cell, as Excel has it.
pub const CELL_BYTES_MAX: usize = 32 * 1024;

/// Rows in which the heading is looked for: letterheads and titles stand above it.
pub const HEADING_ROWS_MAX: usize = 40;

/// Rows that are recorded by one request, at most. A request must fit into memory and into the
/// limits of the ledger, and a bar should move.
pub const ROWS_PER_REQUEST: usize = 10_000;

/// Bad cells that are kept to be told; beyond them they are counted.
pub const BAD_CELLS_MAX: usize = 100_000;
