//! Printing: tables for people, JSON for programs, progress for those who wait.

use std::io::{IsTerminal, Write};

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jejak_events::Rupiah;

use super::Failure;

/// Prints one line on stdout.
pub fn line(text: &str) -> Result<(), Failure> {
    printed(writeln!(std::io::stdout().lock(), "{text}"))
}

/// Prints a text on stdout as it is.
pub fn text(text: &[u8]) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    printed(stdout.write_all(text).and_then(|()| stdout.flush()))
}

/// Tells those who watch something on stderr. That nobody can read it changes nothing.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// A reader that went away ends the command, and not the process: what is to be cleaned up still is.
fn printed(outcome: std::io::Result<()>) -> Result<(), Failure> {
    outcome.map_err(|error| match error.kind() {
        std::io::ErrorKind::BrokenPipe => Failure::NobodyReads,
        _ => Failure::io(error),
    })
}

/// One line under the header and nothing else: figures need no cages.
const PLAIN: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));

/// A table with a header; columns from `right_from` on are aligned to the right.
pub fn table(header: &[&str], right_from: usize, watched: bool) -> Table {
    let mut table = Table::new();
    table.load_style(PLAIN);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    if !watched {
        // A file or pager has no width: nothing is wrapped.
        table.set_content_arrangement(ContentArrangement::Disabled);
    }
    table.set_header(header.to_vec());
    for (index, column) in table.column_iter_mut().enumerate() {
        if index >= right_from {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// Sen as people read it, `37.000.000.000,00`; `-` for zero.
pub fn money(sen: i128) -> String {
    match i64::try_from(sen) {
        Ok(0) => "-".to_owned(),
        Ok(sen) => Rupiah::from_sen(sen).id_id().replacen("Rp", "", 1),
        Err(_) => sen.to_string(),
    }
}

/// Sen as a decimal string of rupiah, for JSON.
pub fn decimal(sen: i128) -> String {
    let sign = if sen < 0 { "-" } else { "" };
    let sen = sen.unsigned_abs();
    format!("{sign}{}.{:02}", sen / 100, sen % 100)
}

/// A progress bar on stderr, hidden when nobody looks.
pub fn progress(length: u64, what: &'static str) -> ProgressBar {
    let target = if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(length), target);
    let style = "{msg} [{bar:30}] {human_pos}/{human_len} {per_sec} {eta}";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar
}
