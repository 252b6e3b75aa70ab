//! `jejak restore`: put a backup into a new folder, proved before it is there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Context, Failure, errors, init, verify};
use crate::backup::{Anew, Going, Lost, Restore, Restored, Witnesses, restore};
use crate::ledger::identity::random_bytes;
use crate::ledger::{Clock as _, SystemClock};
use crate::proof::{Signer, VerifierKey};
use crate::said::{Said, said};
use crate::store::Engine;

/// Options of `restore`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder of the backup; it is only read.
    #[arg(value_name = "BACKUP")]
    from: PathBuf,
    /// New or empty folder for the ledger.
    #[arg(value_name = "DIR")]
    to: PathBuf,
    /// A signed checkpoint that somebody else holds: it must be a prefix of what is restored. May be
    /// given again.
    #[arg(long, value_name = "FILE")]
    against: Vec<PathBuf>,
    /// Key to open the checkpoints with, as it was handed out; those that the ledger names when
    /// absent. May be given again.
    #[arg(long, value_name = "KEY")]
    vkey: Vec<VerifierKey>,
    /// The file SIGNED of the ledger that was lost; it is put beside what is restored.
    #[arg(long, value_name = "FILE")]
    signed: Option<PathBuf>,
    /// Engine of the ledger; that of the original when absent.
    #[arg(long, value_name = "sled|redb", value_parser = init::engine)]
    store: Option<Engine>,
    /// Folder for a copy of the backup meanwhile; that of the new folder when absent.
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,
    /// Restore it even where events were lost that were signed: to be read, nothing can be recorded.
    #[arg(long, conflicts_with = "new_origin")]
    to_read: bool,
    /// Go on under another origin with a new key, whatever was signed under the old one; recorded.
    #[arg(long, value_name = "NAME")]
    new_origin: Option<String>,
    /// Consent to writing more than 30 days after the last event; the consent is recorded.
    #[arg(long)]
    accept_clock: bool,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let scratch = scratch(&args)?;
    let clock = Arc::new(SystemClock::default());
    let against: Result<Vec<_>, Failure> =
        args.against.iter().map(|path| verify::handed_in(path)).collect();
    let ask = Restore {
        backup: &args.from,
        to: &args.to,
        scratch: scratch.path(),
        engine: args.store,
        witnesses: Witnesses {
            against: against?,
            keys: args.vkey.clone(),
            signed: args.signed.as_deref(),
        },
        now: clock.now(),
        going: going(&args, clock)?,
    };
    let bar = context.progress(0, context.pick("restoring", "memulihkan"));
    let restored = restore(&ask, &|done, of| {
        bar.set_length(of);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let restored = restored.map_err(|error| {
        let why = errors::said(&error);
        if error.is_refusal() { Failure::Refused(why) } else { Failure::Io(why) }
    })?;
    notes(context, &args, &restored);
    if context.json {
        return context.print_json(&to_json(&args.to, &restored));
    }
    print(context, &args.to, &restored)
}

/// Where the copy of the backup lies meanwhile.
fn scratch(args: &Args) -> Result<tempfile::TempDir, Failure> {
    let above = args.to.parent().filter(|above| !above.as_os_str().is_empty());
    let above = above.unwrap_or(Path::new("."));
    verify::scratch(Some(args.scratch.as_deref().unwrap_or(above)))
}

/// What becomes of a ledger that does not continue what was signed.
fn going(args: &Args, clock: Arc<SystemClock>) -> Result<Going, Failure> {
    let Some(origin) = &args.new_origin else {
        return Ok(if args.to_read { Going::ToRead } else { Going::On });
    };
    let signer = Signer::from_seed(origin, &random_bytes())
        .map_err(|error| Failure::Usage(errors::said(&error).after("--new-origin")))?;
    let accept_clock = args.accept_clock;
    Ok(Going::Anew(Box::new(Anew { signer, clock, accept_clock })))
}

/// What is still to be done before it can be worked with.
fn notes(context: &Context, args: &Args, restored: &Restored) {
    let to = args.to.display();
    for doubt in &restored.doubts {
        context.note(&said!(with doubt; "note: {doubt}", "catatan: {doubt}"));
    }
    if let Some(lost) = &restored.lost {
        context.note(&lost_told(lost, restored.continued));
    }
    if !restored.has_signed {
        context.note(&said!(
            "note: SIGNED was not given: nobody knows whether more was signed than this holds. Until it \
             lies in {to} no checkpoint can be signed; where it is lost for good, restore again with \
             --new-origin NAME",
            "catatan: SIGNED tidak diberikan: tidak ada yang tahu apakah yang ditandatangani lebih \
             banyak dari isi ini. Sampai berkas itu ada di {to} tidak ada titik periksa yang dapat \
             ditandatangani; bila hilang selamanya, pulihkan lagi dengan --new-origin NAMA"
        ));
    }
    if restored.continued.is_none() {
        context.note(&said!(
            "note: put the signing key, the vault and access/ into {to} from where they are kept",
            "catatan: taruh kunci penanda tangan, brankas dan access/ ke {to} dari tempat simpannya"
        ));
    }
}

/// What is lost, and what it means for the folder.
fn lost_told(lost: &Lost, continued: Option<u64>) -> Said {
    let Lost { from, until, after, .. } = lost;
    match continued {
        Some(seq) => said!(
            "warning: the events {from} to {until}, recorded after {after}, are lost; event {seq} \
             records that the ledger goes on without them",
            "peringatan: kejadian {from} sampai {until}, yang dicatat sesudah {after}, hilang; kejadian \
             {seq} mencatat bahwa buku diteruskan tanpanya"
        ),
        None => said!(
            "warning: the events {from} to {until}, recorded after {after}, are lost; this folder is to \
             be read, and refuses to record anything",
            "peringatan: kejadian {from} sampai {until}, yang dicatat sesudah {after}, hilang; folder \
             ini untuk dibaca, dan menolak mencatat apa pun"
        ),
    }
}

fn to_json(to: &Path, restored: &Restored) -> serde_json::Value {
    let main = &restored.manifest.main;
    let lost = restored.lost.as_ref().map(|lost| {
        serde_json::json!({
            "from": lost.from, "until": lost.until, "after": lost.after,
            "signed_at": lost.signed_at,
        })
    });
    serde_json::json!({
        "data": to, "size": main.size, "chain_head": main.chain_head,
        "tree_root": main.tree_root, "state_root": main.state_root,
        "recorded_at": main.recorded_at, "checkpoints_compared": restored.compared,
        "lost": lost, "has_signed": restored.has_signed, "continued_by": restored.continued,
        "proved": true, "doubts": restored.doubts,
    })
}

fn print(context: &Context, to: &Path, restored: &Restored) -> Result<(), Failure> {
    let (main, to) = (&restored.manifest.main, to.display());
    context.tell(&said!(
        "restored {} events to {to}; read again from the disk, as the manifest says, and compared with \
         {} known checkpoints",
        "{} kejadian dipulihkan ke {to}; dibaca lagi dari cakram, sesuai manifes, dan dibandingkan \
         dengan {} titik periksa yang dikenal",
        main.size,
        restored.compared
    ))?;
    let rows = [
        (context.pick("chain head", "kepala rantai"), main.chain_head),
        (context.pick("tree root", "akar pohon"), main.tree_root),
        (context.pick("state root", "akar keadaan"), main.state_root),
    ];
    rows.iter().try_for_each(|(what, hash)| context.print_line(&format!("{what:13} {hash}")))
}
