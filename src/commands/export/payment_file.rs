//! `jejak export payment-file`: the instructions of a closed list for the bank or post.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use jejak_events::ids::PaymentListRef;
use jejak_events::payment::PaymentFileMade;
use jejak_events::{Rupiah, Text};

use crate::commands::person::{Desk, DeskArgs, RecordArgs, TextArg};
use crate::commands::{Context, Failure, errors, open, when};
use crate::exchange::payfile::{self, Layout, Order, PayFile, PayFileError, Unpayable};
use crate::exchange::render::Looker;
use crate::ledger::When;
use crate::said::said;

/// What the second ledger says that people were looked at for.
const PURPOSE: &str = "BERKAS-BAYAR";

/// Options of `export payment-file`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The list, by the number of the event that opened it.
    #[arg(value_name = "LIST")]
    list: u64,
    /// Layout that the bank asks for: UMUM, POS, or a JSON file of one.
    #[arg(long, value_name = "NAME|FILE.json", default_value = "UMUM")]
    layout: String,
    /// Where to write it; must be new.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Number of the letter or instruction that it is made for; public, never a name.
    #[arg(long, value_name = "REF")]
    case: TextArg,
    #[command(flatten)]
    desk: DeskArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let case = args.case.read("--case")?;
    let layout = layout(&args.layout)?;
    if args.output.exists() {
        return Err(Failure::Usage(said!(
            "{}: expected a new file, found one; remove it or name another",
            "{}: seharusnya berkas baru, ditemukan sudah ada; hapus atau pakai nama lain",
            args.output.display()
        )));
    }
    let desk = Desk::open(context, &args.desk)?;
    let orders = when::view(context, &desk.ledger, When::default(), |view| {
        payfile::orders(view, args.list)
    })?;
    if orders.is_empty() {
        return Err(Failure::Usage(said!(
            "expected the number of a payment list with instructions, found {}",
            "seharusnya nomor daftar bayar yang ada instruksinya, ditemukan {}",
            args.list
        )));
    }
    reveal(context, &desk, &orders, &layout, args.desk.record, case)?;
    let made =
        payfile::write(&desk.vault.read(), &layout, &orders).map_err(|error| match error {
            PayFileError::Vault(error) => crate::commands::person::vault(error),
            PayFileError::Write(error) => Failure::io(error),
        })?;
    let file = made.map_err(|unpayable| refuse(context, &unpayable))?;
    let fresh = args.output.with_extension("new");
    put(&fresh, &file)?;
    let recorded = record(context, desk, &args, &layout, &file);
    let placed = recorded.and_then(|seq| {
        fs::rename(&fresh, &args.output).map_err(|error| named(&args.output, &error))?;
        Ok(seq)
    });
    if placed.is_err() {
        // What was not recorded must not be paid.
        let _ = fs::remove_file(&fresh);
    }
    let seq = placed?;
    let (count, total) = (file.count, Rupiah::from_sen(file.sen));
    if context.json {
        return context.print_json(&serde_json::json!({
            "event": seq, "list": args.list, "layout": layout.name, "count": count,
            "total": total, "file": args.output,
        }));
    }
    context.tell(&said!(
        "wrote {count} payments of {} to {}, recorded as event {seq}",
        "menulis {count} pembayaran sebesar {} ke {}, dicatat sebagai kejadian {seq}",
        total.id_id(),
        args.output.display()
    ))
}

fn layout(text: &str) -> Result<Layout, Failure> {
    let path = Path::new(text);
    let read = if path.extension().is_some_and(|ending| ending == "json") {
        Layout::read(&fs::read_to_string(path).map_err(|error| named(path, &error))?)
    } else {
        Layout::named(text)
    };
    read.map_err(|error| Failure::Usage(said!("--layout: {error}", "--layout: {error}")))
}

/// Everybody in the file is looked at; that is recorded before anything is read.
fn reveal(
    context: &Context,
    desk: &Desk,
    orders: &[Order],
    layout: &Layout,
    record: RecordArgs,
    case: Text,
) -> Result<(), Failure> {
    let account = context.actor(record.account).account.0;
    let purpose = PURPOSE.parse().map_err(Failure::io)?;
    let (looker, shown) = (Looker { account, purpose, case }, payfile::revealed(layout));
    let people = orders.iter().filter_map(|order| order.recipient);
    open::oversee(&desk.ledger, people.map(|id| looker.sees(id, shown.clone())).collect())
}

/// Lists every payment that cannot be written.
fn refuse(context: &Context, unpayable: &[Unpayable]) -> Failure {
    for it in unpayable {
        let (seq, why) = (it.payment, &it.why);
        context.note(&said!(with why; "payment:{seq} {why}", "payment:{seq} {why}"));
    }
    let count = unpayable.len();
    Failure::Refused(said!(
        "{count} payments cannot be written; no file was made",
        "{count} pembayaran tidak dapat ditulis; tidak ada berkas yang dibuat"
    ))
}

fn put(path: &Path, file: &PayFile) -> Result<(), Failure> {
    let write = || {
        let mut options = fs::OpenOptions::new();
        let mut out = options.write(true).create(true).truncate(true).mode(0o600).open(path)?;
        out.write_all(&file.bytes)?;
        out.sync_all()
    };
    write().map_err(|error: std::io::Error| named(path, &error))
}

fn record(
    context: &Context,
    desk: Desk,
    args: &Args,
    layout: &Layout,
    file: &PayFile,
) -> Result<u64, Failure> {
    let commitment =
        desk.vault.write().commit(None, &file.bytes).map_err(crate::commands::person::vault)?;
    let event = PaymentFileMade {
        list: PaymentListRef(args.list),
        layout: layout.name.clone(),
        file: commitment,
        count: file.count,
        total: Rupiah::from_sen(file.sen),
    };
    let nothing = said!("no file was made", "tidak ada berkas yang dibuat");
    let request = desk.request(vec![desk.draft(event)]);
    desk.conclude(context, request, &nothing).map(|receipt| receipt.first_seq)
}

fn named(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Io(errors::said(error).after(path.display()))
}
