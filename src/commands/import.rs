//! `jejak import`: takes over the files of the programs that people use, by profile.

pub mod print;
mod unfinished;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use jejak_events::Date;

use super::person::{KeyArgs, open_vault, vault};
use super::recording::{RecordArgs, Recording};
use super::{Context, Failure, VaultAtHand, errors, open};
use crate::exchange::inbound::{
    self, BadRows, Desk, Encoding, InboundError, Mapping, Order, Outcome, Phase, Profile, profiles,
    reasons,
};
use crate::ledger::{Ledger, Unwarranted, WriteError};
use crate::said::{Said, said};

/// What a file may look like.
const SHAPES: &str = "\
A file is a workbook (XLSX) or a text (CSV) between commas, semicolons, tabs or bars, in UTF-8,
UTF-16 or Windows-1252. Titles may stand above the heading. What a spreadsheet damaged is made undone
where only one value can have been there, and told; every other bad row is listed, and nothing is
recorded while one is bad. `jejak import --profiles` lists profiles, columns and settings.";

/// Options of `import`.
#[derive(Debug, clap::Args)]
#[command(after_help = SHAPES)]
pub struct Args {
    /// What the file is; see --profiles.
    #[arg(value_name = "PROFILE", required_unless_present_any = ["profiles", "unfinished", "abandon"])]
    profile: Option<String>,
    /// The file. It is read more than once, so it cannot be standard input.
    #[arg(value_name = "FILE", required_unless_present_any = ["profiles", "unfinished", "abandon"])]
    file: Option<PathBuf>,
    /// List the profiles with their columns and settings.
    #[arg(long)]
    profiles: bool,
    /// List the imports that were opened and not completed.
    #[arg(long, conflicts_with_all = ["profile", "profiles", "abandon"])]
    unfinished: bool,
    /// Give up an import that cannot be completed, by the number of the event that opened it: none of
    /// its rows ever counts. One that can is completed by importing the same file again.
    #[arg(long, value_name = "SEQ", conflicts_with_all = ["profile", "profiles"])]
    abandon: Option<u64>,
    /// A setting of the profile, such as `cash=12`.
    #[arg(long = "set", value_name = "NAME=VALUE")]
    settings: Vec<String>,
    /// A heading of the file that stands for a column of the profile, such as `Nama KPM=nama`.
    #[arg(long = "map", value_name = "HEADING=COLUMN")]
    map: Vec<String>,
    /// Use the headings that were kept by --save-mapping.
    #[arg(long, value_name = "FILE.json")]
    mapping: Option<PathBuf>,
    /// Keep the headings of this file and the columns they stand for in a new file.
    #[arg(long, value_name = "FILE.json", conflicts_with = "mapping")]
    save_mapping: Option<PathBuf>,
    /// The sheet of a workbook, where several have such a table.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// Encoding of a text, where it cannot be told: utf-8, utf-16le, utf-16be or windows-1252.
    #[arg(long, value_name = "ENCODING", value_parser = Encoding::from_str)]
    encoding: Option<Encoding>,
    /// How amounts in text are written: `id` for 1.234,56, `en` for 1,234.56.
    #[arg(long, value_name = "id|en", default_value = "id", value_parser = ["id", "en"])]
    amounts: String,
    /// Version of the list, such as `2026-11`; the day for which it speaks when absent.
    #[arg(long, value_name = "TEXT")]
    version: Option<String>,
    /// Day for which the list speaks; from the rows when absent, else today.
    #[arg(long, value_name = "DATE")]
    position: Option<Date>,
    /// Look only: keep and record nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write bad rows back into this new sheet (mode 0600), all rows with a column of reasons.
    #[arg(long, value_name = "OUT.xlsx")]
    reasons: Option<PathBuf>,
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    record: RecordArgs,
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    if args.profiles {
        return print::profiles(context);
    }
    if args.unfinished {
        return unfinished::list(context);
    }
    if let Some(import) = args.abandon {
        return unfinished::give_up(context, import, args.record, args.dry_run);
    }
    let (Some(name), Some(path)) = (&args.profile, &args.file) else { return Ok(()) };
    let profile = profiles::named(name).ok_or_else(|| no_profile(name))?;
    if !path.is_file() {
        return Err(Failure::Io(said!(
            "{}: expected a file, found none; a file is read more than once, so it cannot be \
             standard input",
            "{}: seharusnya berkas, ditemukan tidak ada; berkas dibaca lebih dari sekali, jadi \
             tidak bisa dari masukan standar",
            path.display()
        )));
    }
    let settings = settings(&args.settings)?;
    let order = order(&args, profile, path, &settings)?;
    let folder = open::folder(context)?;
    let keeps = profile.needs_vault && crate::vault::Vault::exists(&folder.vault());
    let vault = if keeps { Some(open_vault(context, &folder, &args.key)?) } else { None };
    let recording = Recording::of(context, &folder, args.record)?;
    let kept = vault.as_ref().map(VaultAtHand::write);
    let outcome = bound(&recording.ledger, kept.as_deref()).and_then(|()| {
        let desk = Desk {
            ledger: &recording.ledger,
            vault: kept.as_deref(),
            actor: context.actor(args.record.account),
            today: recording.today,
        };
        take(context, &desk, &order)
            .map_err(|error| failed(context, error, &order, args.reasons.as_deref()))
    });
    recording.ledger.close().map_err(Failure::io)?;
    let outcome = outcome?;
    if let Some(to) = &args.save_mapping {
        keep(to, &outcome.mapping.to_json(profile))?;
    }
    print::outcome(context, &outcome, args.dry_run)
}

fn no_profile(name: &str) -> Failure {
    let known: Vec<&str> = profiles::ALL.iter().map(|profile| profile.name).collect();
    let (known, found) = (known.join(", "), jejak_events::parse::Found::quote(name));
    Failure::Usage(said!(
        "expected a profile among {known}, found {found}",
        "seharusnya profil dari {known}, ditemukan {found}"
    ))
}

fn settings(given: &[String]) -> Result<BTreeMap<String, String>, Failure> {
    let pair = |text: &String| {
        let (name, value) = text.split_once('=').ok_or_else(|| {
            let found = jejak_events::parse::Found::quote(text);
            Failure::Usage(said!(
                "--set: expected NAME=VALUE, found {found}",
                "--set: seharusnya NAMA=NILAI, ditemukan {found}"
            ))
        })?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    };
    given.iter().map(pair).collect()
}

fn order<'a>(
    args: &'a Args,
    profile: &'static Profile,
    path: &'a Path,
    settings: &'a BTreeMap<String, String>,
) -> Result<Order<'a>, Failure> {
    let mut mapping = match &args.mapping {
        Some(kept) => {
            let named = |error| Failure::Io(errors::said(&error).after(kept.display()));
            Mapping::read(profile, &std::fs::read(kept).map_err(named)?).map_err(plain)?
        }
        None => Mapping::default(),
    };
    for said in &args.map {
        mapping.add(profile, said).map_err(plain)?;
    }
    Ok(Order {
        profile,
        path,
        sheet: args.sheet.as_deref(),
        mapping,
        encoding: args.encoding,
        english_amounts: args.amounts == "en",
        version: args.version.as_deref(),
        position: args.position,
        settings,
        dry_run: args.dry_run,
    })
}

/// The vault must be the one that the ledger is bound to: its ids stand for people.
fn bound(ledger: &Ledger, vault: Option<&crate::vault::Vault>) -> Result<(), Failure> {
    let Some(vault) = vault else { return Ok(()) };
    let bound = ledger.read(|folded| folded.reading.state.privacy.vault());
    if bound.is_some_and(|(known, _)| known == vault.commitment()) {
        return Ok(());
    }
    Err(Failure::Refused(said!(
        "the ledger is not bound to the vault in {}: run `jejak person init`, or put the right vault \
         back",
        "buku tidak tertaut ke brankas di {}: jalankan `jejak person init`, atau kembalikan brankas \
         yang benar",
        vault.folder().display()
    )))
}

/// Takes the file over, with a bar for those who watch.
fn take(context: &Context, desk: &Desk<'_>, order: &Order<'_>) -> Result<Outcome, InboundError> {
    let bar = context.progress(0, context.pick("reading", "membaca"));
    let recording = context.pick("recording", "mencatat");
    let outcome = inbound::take(desk, order, &mut |phase, done, all| {
        if phase == Phase::Recording {
            bar.set_message(recording);
        }
        bar.set_length(all.max(done));
        bar.set_position(done);
    });
    bar.finish_and_clear();
    outcome
}

/// An error in its language; bad rows are listed, and written back where that was asked for.
fn failed(context: &Context, error: InboundError, order: &Order<'_>, to: Option<&Path>) -> Failure {
    match error {
        InboundError::Bad(bad) => bad_rows(context, &bad, order, to),
        other => refused(context, other),
    }
}

/// An error of recording in its language, with what became of the rows before it.
fn refused(context: &Context, error: InboundError) -> Failure {
    match error {
        InboundError::Rule { refusal, row, recorded } => {
            let sentence = Said::same(refusal.sentence(context.language));
            let what = match row {
                Some(row) => {
                    said!(with sentence; "row {row}: {sentence}", "baris {row}: {sentence}")
                }
                None => sentence,
            };
            Failure::Refused(so_far(&what, recorded))
        }
        InboundError::Write { error, recorded } => {
            let why = match &error {
                WriteError::Refused(refusal) => Said::same(refusal.sentence(context.language)),
                error => errors::said(error),
            };
            let why = so_far(&why, recorded);
            match error {
                WriteError::Unwarranted(it) => Failure::Denied(Unwarranted { why, ..it }),
                WriteError::DiskFull { available, needed } => {
                    Failure::Full(why, (available, needed))
                }
                _ => Failure::Io(why),
            }
        }
        InboundError::Vault(error) => vault(error),
        other => plain(other),
    }
}

/// What became of the rows before the one that failed.
fn so_far(why: &Said, recorded: u64) -> Said {
    if recorded == 0 {
        return said!(
            with why;
            "refused, nothing was recorded: {why}",
            "ditolak, tidak ada yang dicatat: {why}"
        );
    }
    said!(
        with why;
        "stopped after {recorded} rows, which have no effect until the import is complete: {why}. \
         Mend that and give the same command again: it goes on from there. What cannot \
         be mended is given up with --abandon; --unfinished has its number",
        "berhenti setelah {recorded} baris, yang belum berlaku sampai impor lengkap: {why}. Perbaiki \
         dan berikan perintah yang sama lagi: impor dilanjutkan dari sana. Yang tidak dapat diperbaiki \
         ditinggalkan dengan --abandon; nomornya ada pada --unfinished"
    )
}

fn bad_rows(context: &Context, bad: &BadRows, order: &Order<'_>, to: Option<&Path>) -> Failure {
    print::bad(context, bad);
    let (rows, all) = (bad.bad_rows(), bad.rows);
    let told = said!(
        "{rows} of {all} rows are bad; nothing was recorded. Mend them and give the whole file again",
        "{rows} dari {all} baris salah; tidak ada yang dicatat. Perbaiki dan berikan lagi seluruh \
         berkas"
    );
    let Some(to) = to else { return Failure::Refused(told) };
    match reasons::write(order, bad, to, context.language) {
        Ok(()) => {
            let to = to.display();
            Failure::Refused(said!(
                with told;
                "{told}. {to} has all rows with the reasons; it holds what the file holds, delete it \
                 when you are done",
                "{told}. {to} memuat semua baris beserta alasannya; isinya sama dengan berkasnya, \
                 hapus bila sudah selesai"
            ))
        }
        Err(error) => {
            let why = match plain(error) {
                Failure::Refused(said)
                | Failure::Usage(said)
                | Failure::Absent(said)
                | Failure::Io(said)
                | Failure::Full(said, _)
                | Failure::TooOften { what: said, .. }
                | Failure::NotNow(_, said) => said,
                Failure::Denied(unwarranted) => unwarranted.why,
                Failure::NobodyReads => Said::same(""),
            };
            Failure::Io(said!(
                with told, why;
                "{told}. The reasons could not be written: {why}",
                "{told}. Alasannya tidak dapat ditulis: {why}"
            ))
        }
    }
}

/// An error that needs nothing but its words.
fn plain(error: InboundError) -> Failure {
    match error {
        InboundError::Refused(said) => Failure::Refused(said),
        InboundError::Usage(said) => Failure::Usage(said),
        InboundError::Io(said) => Failure::Io(said),
        InboundError::Vault(error) => vault(error),
        InboundError::Bad(_) | InboundError::Rule { .. } | InboundError::Write { .. } => {
            Failure::Refused(said!("the file was not taken over", "berkas tidak diambil"))
        }
    }
}

/// Writes a new file.
fn keep(to: &Path, text: &str) -> Result<(), Failure> {
    let named = |error: std::io::Error| Failure::Io(errors::said(&error).after(to.display()));
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).open(to).map_err(named)?;
    std::io::Write::write_all(&mut file, text.as_bytes()).map_err(named)
}
