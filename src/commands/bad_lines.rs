//! The bad lines of a file, before a command says that nothing was done with it.

use super::{Context, Failure};
use crate::exchange::drafts::BadLine;

/// Lists bad lines: as JSON, or as a table beside the answer.
pub fn list(context: &Context, bad: &[BadLine]) -> Result<(), Failure> {
    if context.json {
        return context.print_json(&serde_json::json!({ "bad_lines": bad }));
    }
    let header = context.pick(
        ["line", "field", "expected", "found"],
        ["baris", "isian", "seharusnya", "ditemukan"],
    );
    let mut table = context.table(&header, 9);
    for line in bad {
        let [expected, found] =
            [&line.expected, &line.found].map(|said| said.within(context.language));
        let field = context.pick(&*line.field, field_id(&line.field));
        table.add_row([&line.line.to_string(), field, expected, found]);
    }
    context.note_text(&table.to_string());
    Ok(())
}

/// The path of a field, which is the same in both languages; a line as a whole has none.
fn field_id(field: &str) -> &str {
    if field == "(line)" { "(baris)" } else { field }
}
