//! `jejak backup`: copy the ledger to where it outlives this disk, and prove the copy by reading it.

use std::path::{Path, PathBuf};

use jejak_events::Timestamp;
use jejak_events::ids::Bytes32;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Context, Failure, House, Place, errors, init, open};
use crate::backup::{self, BackupError, Made, Source};
use crate::ledger::{Clock as _, SystemClock};
use crate::said::{Said, said};
use crate::store::{Engine, Folder};

/// Options of `backup`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder of the backup: new, or one that this command made before, to which what is new is
    /// added. A service backs up to where it was told to.
    #[arg(value_name = "DIR")]
    to: Option<PathBuf>,
    /// Engine of a new backup: redb where nothing is said, which needs little memory.
    #[arg(long, value_name = "sled|redb", value_parser = init::engine)]
    store: Option<Engine>,
    /// Folder for a copy of logins, sessions and tokens, apart; their key is not copied.
    #[arg(long, value_name = "DIR")]
    access: Option<PathBuf>,
}

/// A backup that was made, read again from the disk and proved.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Backup)]
pub struct BackupShown<'a> {
    /// The folder of the backup.
    #[schema(value_type = String)]
    to: &'a Path,
    /// When it was finished, by the clock of the machine.
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    /// Events that it did not hold before.
    added: u64,
    /// Events that it holds.
    size: u64,
    /// Hash of the chain after them.
    #[schema(value_type = String)]
    chain_head: Bytes32,
    /// Root of the Merkle tree over them.
    #[schema(value_type = String)]
    tree_root: Bytes32,
    /// Root over balances and states after them.
    #[schema(value_type = String)]
    state_root: Bytes32,
    /// When the last of them was recorded.
    #[schema(value_type = String, format = DateTime)]
    recorded_at: Timestamp,
    /// Events of the second ledger that it holds; null: there is none.
    second_size: Option<u64>,
    /// Always true: a copy that is not proved is a failure.
    proved: bool,
    /// What the ledger has against itself, in English: the copy is faithful all the same.
    #[schema(value_type = Vec<String>)]
    doubts: &'a [Said],
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let (to, made) = match &context.place {
        Place::Open(house) => through_service(context, house)?,
        Place::Folder(_) => at_the_machine(context, &args)?,
    };
    for doubt in &made.doubts {
        context.note(&said!(
            with doubt;
            "note: the ledger itself is in doubt, and so is its copy: {doubt}",
            "catatan: buku itu sendiri diragukan, demikian pula salinannya: {doubt}"
        ));
    }
    if context.json { context.print_answer(&shown(&to, &made)) } else { print(context, &to, &made) }
}

/// To where the service was told to back up.
fn through_service(context: &Context, house: &House) -> Result<(PathBuf, Made), Failure> {
    let Some(place) = &house.backups else {
        return Err(Failure::Refused(said!(
            "this service knows no place for backups: start it with --backup-to DIR, or back up at \
             the machine while it does not run",
            "layanan ini tidak tahu tempat cadangan: jalankan dengan --backup-to DIR, atau cadangkan \
             di mesin selagi layanan tidak berjalan"
        )));
    };
    let source =
        Source { folder: &house.folder, ledger: &house.ledger, now: SystemClock::default().now() };
    let made = watched(context, |progress| place.back_up(&source, progress));
    let made = made.map_err(|error| failure(&error))?;
    Ok((place.to().to_owned(), made))
}

/// To the folder that was named.
fn at_the_machine(context: &Context, args: &Args) -> Result<(PathBuf, Made), Failure> {
    let Some(to) = &args.to else {
        return Err(Failure::Usage(said!(
            "DIR: expected the folder of the backup, found none",
            "DIR: seharusnya folder cadangan, ditemukan tidak ada"
        )));
    };
    let folder = open::folder(context)?;
    let ledger = open::ledger_of(context, &folder)?;
    let source = Source { folder: &folder, ledger: &ledger, now: SystemClock::default().now() };
    let made = watched(context, |progress| backup::make(&source, to, args.store, progress));
    ledger.close().map_err(Failure::io)?;
    let made = made.map_err(|error| failure(&error))?;
    if let Some(apart) = &args.access {
        copy_access(context, &folder, apart)?;
    }
    Ok((to.clone(), made))
}

fn failure(error: &BackupError) -> Failure {
    let why = errors::said(error);
    if error.is_refusal() { Failure::Refused(why) } else { Failure::Io(why) }
}

/// Logins and tokens, which nobody has open: whoever has them open holds the folder.
fn copy_access(context: &Context, folder: &Folder, to: &Path) -> Result<(), Failure> {
    if backup::copy_access(&folder.access(), to).map_err(Failure::io)? {
        return Ok(());
    }
    context.note(&said!(
        "note: there are no logins yet: nothing was copied to {}",
        "catatan: belum ada nama masuk: tidak ada yang disalin ke {}",
        to.display()
    ));
    Ok(())
}

/// Does the work with a bar for those who watch.
fn watched<T>(context: &Context, work: impl FnOnce(backup::Progress<'_>) -> T) -> T {
    let bar = context.progress(0, context.pick("backing up", "mencadangkan"));
    let done = work(&|done, of| {
        bar.set_length(of);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    done
}

fn shown<'a>(to: &'a Path, made: &'a Made) -> BackupShown<'a> {
    let main = &made.manifest.main;
    BackupShown {
        to,
        made_at: made.manifest.made_at,
        added: made.added,
        size: main.size,
        chain_head: main.chain_head,
        tree_root: main.tree_root,
        state_root: main.state_root,
        recorded_at: main.recorded_at,
        second_size: made.manifest.second.map(|second| second.size),
        proved: true,
        doubts: &made.doubts,
    }
}

fn print(context: &Context, to: &Path, made: &Made) -> Result<(), Failure> {
    let (main, to) = (&made.manifest.main, to.display());
    context.tell(&said!(
        "backed up {} events to {to}, {} of them new; read again from the disk and proved",
        "{} kejadian dicadangkan ke {to}, {} di antaranya baru; dibaca lagi dari cakram dan terbukti",
        main.size,
        made.added
    ))?;
    let second = made.manifest.second.map_or(0, |second| second.size);
    context.tell(&said!("second ledger {second} events", "buku kedua {second} kejadian"))?;
    let rows = [
        (context.pick("chain head", "kepala rantai"), main.chain_head),
        (context.pick("tree root", "akar pohon"), main.tree_root),
        (context.pick("state root", "akar keadaan"), main.state_root),
    ];
    rows.iter().try_for_each(|(what, hash)| context.print_line(&format!("{what:13} {hash}")))?;
    context.note(&said!(
        "note: not in it, to be kept apart: SIGNED, the signing key, the vault",
        "catatan: tidak di dalamnya, simpan terpisah: SIGNED, kunci penanda tangan, brankas"
    ));
    Ok(())
}
