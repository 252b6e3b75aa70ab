//! `jejak import --unfinished` and `--abandon`: imports that were opened and never completed.

use serde_json::{Value, json};

use super::super::recording::{RecordArgs, Recording};
use super::super::{Context, Failure, open};
use crate::exchange::inbound::{Abandoned, Desk, abandon, unfinished};
use crate::said::{Said, said};

/// Lists the imports that are open.
pub fn list(context: &Context) -> Result<(), Failure> {
    let open = open::ledger(context)?.read(|folded| unfinished(&folded.reading.state));
    if context.json {
        let open: Vec<Value> = open
            .iter()
            .map(|it| {
                json!({ "import": it.import, "dataset": it.dataset.word(),
                    "announced": it.announced, "rows": it.rows })
            })
            .collect();
        return context.print_json(&json!({ "unfinished": open }));
    }
    if open.is_empty() {
        return context
            .tell(&said!("no import is unfinished", "tidak ada impor yang belum selesai"));
    }
    for it in open {
        let (import, word, rows, all) = (it.import, it.dataset.word(), it.rows, it.announced);
        context.tell(&if all == 0 {
            said!(
                "import {import}: {word}, whose rows name the decree",
                "impor {import}: {word}, yang barisnya menyebut SK"
            )
        } else {
            said!(
                "import {import}: {word}, {rows} of {all} rows",
                "impor {import}: {word}, {rows} dari {all} baris"
            )
        })?;
    }
    context.note(&said!(
        "import the same file again to complete one, or give it up with --abandon",
        "impor berkas yang sama lagi untuk melengkapinya, atau tinggalkan dengan --abandon"
    ));
    Ok(())
}

/// Gives an import up.
pub fn give_up(
    context: &Context,
    import: u64,
    record: RecordArgs,
    dry_run: bool,
) -> Result<(), Failure> {
    let recording = Recording::open(context, record)?;
    let desk = Desk {
        ledger: &recording.ledger,
        vault: None,
        actor: context.actor(record.account),
        today: recording.today,
    };
    let done = abandon(&desk, import, dry_run);
    recording.ledger.close().map_err(Failure::io)?;
    let done = done.map_err(|error| super::refused(context, error))?;
    if context.json {
        return context.print_json(&json!({
            "recorded": !dry_run, "import": import, "rows": done.rows,
            "file_free": done.again, "seq": Some(done.seq).filter(|_| !dry_run),
            "head": Some(done.head.to_string()).filter(|_| !dry_run),
        }));
    }
    let what = told(import, &done);
    context.tell(&if dry_run {
        said!(with what; "would be recorded: {what}", "akan dicatat: {what}")
    } else {
        let head = done.head;
        said!(with what; "{what}\nhead {head}", "{what}\nkepala {head}")
    })
}

fn told(import: u64, done: &Abandoned) -> Said {
    let rows = done.rows;
    if done.again {
        return said!(
            "import {import} is abandoned: its {rows} rows never count, and its file may be imported \
             again",
            "impor {import} ditinggalkan: {rows} barisnya tidak pernah berlaku, dan berkasnya boleh \
             diimpor lagi"
        );
    }
    said!(
        "import {import} is abandoned: its rows name something else and stay there; its file is not \
         imported again",
        "impor {import} ditinggalkan: barisnya menyebut hal lain dan tetap di sana; berkasnya tidak \
         diimpor lagi"
    )
}
