//! `jejak copy`: the same ledger in another folder or engine, every hash unchanged.
//!
//! The key that signs checkpoints stays behind unless it is asked for: two folders that sign for
//! one origin could sign two histories, and each would convict the other.

use std::fs;
use std::path::PathBuf;

use super::{Context, Failure, errors, init, open};
use crate::ledger::own::Own;
use crate::said::said;
use crate::store::{Engine, EventStore, Folder, copy, open_store};

/// Options of `copy`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// New folder.
    #[arg(value_name = "DIR")]
    to: PathBuf,
    /// Engine of the copy; that of the original when absent.
    #[arg(long, value_name = "sled|redb", value_parser = init::engine)]
    store: Option<Engine>,
    /// Copy the keys that sign checkpoints, too; the old folder must then sign no more.
    #[arg(long)]
    with_key: bool,
}

/// Extension of the files in `keys/` that can sign.
const SIGNING: &str = "key";

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let from = open::folder(context)?;
    let engine = args.store.unwrap_or(from.engine());
    let source = open_store(&from).map_err(Failure::io)?;
    let to = Folder::create(&args.to, engine).map_err(Failure::io)?;
    let target = open_store(&to).map_err(Failure::io)?;
    let bar = context.progress(source.head().size, context.pick("copying", "menyalin"));
    let copied = copy(&*source, &*target, &mut |done| bar.set_position(done));
    bar.finish_and_clear();
    copied.map_err(Failure::io)?;
    target.close().map_err(Failure::io)?;
    let second = copy_second(&from, &to).map_err(|error| Failure::Io(errors::said(&*error)))?;
    let keys = copy_files(&from, &to, args.with_key).map_err(Failure::io)?;
    tell_who_signs(context, &from, &to, &keys, args.with_key);
    seals_match(&*source, second.as_deref())?;
    let head = target.head();
    if context.json {
        return context.print_json(&serde_json::json!({
            "data": args.to, "store": engine.name(), "size": head.size,
            "chain_head": head.hash.to_string(), "signing_keys_copied": args.with_key && !keys.is_empty(),
        }));
    }
    context.tell(&said!(
        "copied {} events to {} ({})",
        "{} kejadian disalin ke {} ({})",
        head.size,
        args.to.display(),
        engine.name()
    ))?;
    context.tell(&said!("head {head}", "kepala {head}"))
}

/// The second ledger, without which the heads that the main one recorded would stand alone.
fn copy_second(
    from: &Folder,
    to: &Folder,
) -> Result<Option<Box<dyn EventStore>>, Box<dyn std::error::Error>> {
    if !from.second().exists() {
        return Ok(None);
    }
    let source = open_store(&Folder::open(&from.second())?)?;
    let target = open_store(&Folder::create(&to.second(), to.engine())?)?;
    copy(&*source, &*target, &mut |_| {})?;
    target.close()?;
    Ok(Some(target))
}

/// The copied second ledger must be the one whose head the main one recorded last.
fn seals_match(main: &dyn EventStore, second: Option<&dyn EventStore>) -> Result<(), Failure> {
    let Some(sealed) = Own::of(main).sealed else { return Ok(()) };
    if second.is_some_and(|second| sealed.is_continued_by(second)) {
        return Ok(());
    }
    let (seq, size) = (sealed.seq, sealed.head.size);
    Err(Failure::Refused(said!(
        "event {seq} records the head of the second ledger at {size} events: expected a second ledger \
         that continues it, found none, or another; it was copied as it is: run `jejak verify`",
        "kejadian {seq} mencatat kepala buku kedua pada {size} kejadian: seharusnya buku kedua yang \
         melanjutkannya, ditemukan tidak ada, atau lain; disalin apa adanya: jalankan `jejak verify`"
    )))
}

/// What belongs to the ledger besides its entries: keys, and what was signed. The
/// secret of request ids always goes along, else no repeated request would be known again. Gives
/// the names of the signing keys, copied or not.
fn copy_files(from: &Folder, to: &Folder, with_key: bool) -> std::io::Result<Vec<String>> {
    let mut signing = Vec::new();
    fs::create_dir_all(to.keys())?;
    if from.keys().is_dir() {
        for entry in fs::read_dir(from.keys())? {
            let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
            let signs = path.extension().is_some_and(|extension| extension == SIGNING);
            if signs {
                signing.push(name.to_string_lossy().into_owned());
            }
            if with_key || !signs {
                fs::copy(path, to.keys().join(name))?;
            }
        }
    }
    if from.signed().is_file() {
        fs::copy(from.signed(), to.signed())?;
    }
    signing.sort();
    Ok(signing)
}

/// Says which of the two folders signs for the origin from now on, and what is left to do.
fn tell_who_signs(context: &Context, from: &Folder, to: &Folder, keys: &[String], with_key: bool) {
    if keys.is_empty() {
        return;
    }
    let (keys, old, new) = (keys.join(", "), from.keys(), to.keys());
    let (old, new) = (old.display(), new.display());
    context.note(&if with_key {
        said!(
            "warning: the signing key ({keys}) is now in {new} as well. Retire the old folder: \
             write to it no more and remove the key from {old}. Two folders that sign for one \
             origin sign two histories, and whoever holds both checkpoints sees a forgery",
            "peringatan: kunci penanda tangan ({keys}) kini juga ada di {new}. Pensiunkan folder \
             lama: jangan menulisinya lagi dan hapus kunci dari {old}. Dua folder yang \
             menandatangani untuk satu asal menandatangani dua riwayat, dan pemegang kedua titik \
             periksa melihat pemalsuan"
        )
    } else {
        said!(
            "note: the signing key ({keys}) was not copied: the copy can be read, checked and \
             written, but signs no checkpoint. To move signing there, stop the old folder, copy \
             again with --with-key, and remove the key from {old}",
            "catatan: kunci penanda tangan ({keys}) tidak ikut disalin: salinan dapat dibaca, \
             diperiksa dan ditulisi, tetapi tidak menandatangani titik periksa. Untuk memindahkan \
             penandatanganan, hentikan folder lama, salin lagi dengan --with-key, lalu hapus kunci \
             dari {old}"
        )
    });
}
