//! `jejak verify`: five separate verdicts on a ledger, without changing it.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Context, Failure, Place, errors};
use crate::ledger::rules::Language;
use crate::proof::VerifierKey;
pub use crate::proof::verify::Report;
use crate::proof::verify::{
    Against, Name, Options, Step, Verdict, not_asked, verify_folder, verify_running,
};
use crate::said::{Said, said};

/// Options of `verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A signed checkpoint that you were handed: the ledger must continue it. May be repeated.
    #[arg(long, value_name = "FILE")]
    against: Vec<PathBuf>,
    /// The ledger's key as you were handed it, to open checkpoints with; else the keys that the
    /// ledger itself names.
    #[arg(long, value_name = "NAME+ID+KEY")]
    vkey: Vec<VerifierKey>,
    /// One verdict alone: integrity, completeness, checkpoints, lawfulness, rebuilt.
    #[arg(long, value_name = "VERDICT", value_parser = name)]
    only: Option<Name>,
    /// Recompute the state root of every recorded checkpoint, not only of the newest.
    #[arg(long)]
    all_state_roots: bool,
    /// Folder for the copy that is verified; the system's temporary folder when absent.
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,
}

fn name(word: &str) -> Result<Name, String> {
    Name::from_word(word).ok_or_else(|| {
        let words: Vec<&str> = Name::ALL.iter().map(|name| name.word()).collect();
        format!("expected one of {}, found `{word}`", words.join(", "))
    })
}

pub(super) fn run(context: &Context, args: Args) -> Result<(), Failure> {
    let judged = args.only.is_none_or(|only| only == Name::Checkpoints);
    let given = !args.against.is_empty() || !args.vkey.is_empty();
    if given && !judged {
        return Err(Failure::Usage(said!(
            "--against and --vkey are for the verdict on checkpoints: leave --only out, or ask for \
             --only checkpoints",
            "--against dan --vkey untuk putusan titik periksa: tinggalkan --only, atau minta \
             --only checkpoints"
        )));
    }
    let against: Result<Vec<Against>, Failure> =
        args.against.iter().map(|path| handed_in(path)).collect();
    let options = Options {
        against: against?,
        keys: args.vkey,
        only: args.only,
        threads: None,
        state_roots: args.all_state_roots.then_some(usize::MAX),
        ..Options::default()
    };
    let bar = context.progress(0, context.pick("verifying", "memeriksa"));
    let progress = |step: Step| {
        bar.set_length(step.of);
        bar.set_position(step.done);
        bar.set_message(step.name.word());
    };
    let report = match &context.place {
        Place::Folder(folder) => {
            let scratch = scratch(args.scratch.as_deref())?;
            verify_folder(folder, scratch.path(), &options, &progress).map_err(Failure::io)
        }
        Place::Open(house) => {
            Ok(verify_running(&house.ledger, house.folder.signed(), &options, &progress))
        }
    };
    bar.finish_and_clear();
    let report = report?;
    let printed = if context.json {
        context.print_json(&serde_json::to_value(&report).map_err(Failure::io)?)
    } else {
        print_both(context, &report)
    };
    // A reader that went away changes no verdict.
    outcome(&report).and(printed)
}

/// A checkpoint that was handed in.
pub(super) fn handed_in(path: &Path) -> Result<Against, Failure> {
    let name = path.display().to_string();
    let note = fs::read(path).map_err(|error| Failure::Io(errors::said(&error).after(&name)))?;
    Ok(Against { name, note })
}

/// A new folder for a copy, removed at the end.
pub fn scratch(within: Option<&Path>) -> Result<tempfile::TempDir, Failure> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("jejak-copy-");
    let made = match within {
        Some(folder) => builder.tempdir_in(folder),
        None => builder.tempdir(),
    };
    made.map_err(|error| {
        let why = errors::said(&error);
        Failure::Io(said!(
            with why;
            "cannot make a folder for the copy: {why}",
            "tidak dapat membuat folder untuk salinan: {why}"
        ))
    })
}

fn outcome(report: &Report) -> Result<(), Failure> {
    let failed = report.verdicts.iter().filter(|verdict| verdict.failed());
    let mut failed: Vec<Said> = failed.map(|verdict| said_name(verdict.name)).collect();
    let second = report.second.iter().flat_map(|second| &second.verdicts);
    failed.extend(second.filter(|verdict| verdict.failed()).map(|verdict| {
        let name = said_name(verdict.name);
        said!(with name; "{name} of the second ledger", "{name} buku kedua")
    }));
    if failed.is_empty() {
        return Ok(());
    }
    let failed = Said::join(&failed, ", ");
    Err(Failure::Refused(said!(
        with failed;
        "verification failed: {failed}",
        "verifikasi gagal: {failed}"
    )))
}

/// The ledger, then the second one under its own heading.
fn print_both(context: &Context, report: &Report) -> Result<(), Failure> {
    let language = context.language;
    print(context, report)?;
    let Some(second) = &report.second else { return Ok(()) };
    let heading = match language {
        Language::Id => "buku kedua",
        Language::En => "second ledger",
    };
    context.print_line("")?;
    context.print_line(heading)?;
    print(context, second)
}

fn print(context: &Context, report: &Report) -> Result<(), Failure> {
    let language = context.language;
    let header = match language {
        Language::Id => ["putusan", "hasil", "diperiksa", "detik", "per detik"],
        Language::En => ["verdict", "result", "checked", "seconds", "per second"],
    };
    let mut table = context.table(&header, 2);
    for verdict in told(report) {
        let rate = match verdict.events_per_second {
            0 => "-".to_owned(),
            rate => rate.to_string(),
        };
        let seconds =
            format!("{}.{:03}", verdict.seconds.as_secs(), verdict.seconds.subsec_millis());
        table.add_row([
            said_name(verdict.name).within(language).to_owned(),
            result(verdict, language).to_owned(),
            verdict.checked.to_string(),
            seconds,
            rate,
        ]);
    }
    context.print_line(&table.to_string())?;
    told(report).try_for_each(|verdict| details(context, verdict))?;
    let [size, chain_head, tree_root, state_root] = match language {
        Language::Id => ["ukuran", "kepala rantai", "akar pohon", "akar keadaan"],
        Language::En => ["size", "chain head", "tree root", "state root"],
    };
    let rows = [
        (size, Some(report.size.to_string())),
        (chain_head, report.chain_head.map(|hash| hash.to_string())),
        (tree_root, report.tree_root.map(|hash| hash.to_string())),
        (state_root, report.state_root.map(|hash| hash.to_string())),
    ];
    let width = rows.iter().map(|(what, _)| what.len() + 1).max().unwrap_or(0).max(11);
    for (what, value) in rows {
        context.print_line(&format!("{what:width$} {}", value.as_deref().unwrap_or("-")))?;
    }
    Ok(())
}

/// Verdicts that people want to see: those asked for.
fn told(report: &Report) -> impl Iterator<Item = &Verdict> {
    let asked = |verdict: &&Verdict| verdict.skipped.as_ref() != Some(&not_asked());
    report.verdicts.iter().filter(asked)
}

fn details(context: &Context, verdict: &Verdict) -> Result<(), Failure> {
    let language = context.language;
    let name = said_name(verdict.name);
    let name = name.within(language);
    let (event, more, not_judged, note) = match language {
        Language::Id => ("kejadian", "lagi", "tidak dinilai", "catatan"),
        Language::En => ("event", "more", "not judged", "note"),
    };
    for problem in &verdict.problems {
        match problem.seq {
            Some(seq) => {
                context.print_line(&format!(
                    "{name}: {event} {seq}: {}",
                    problem.what.within(language)
                ))?;
            }
            None => context.print_line(&format!("{name}: {}", problem.what.within(language)))?,
        }
    }
    let left = verdict.problem_count.saturating_sub(verdict.problems.len() as u64);
    if left > 0 {
        context.print_line(&format!("{name}: + {left} {more}"))?;
    }
    if let Some(why) = &verdict.skipped {
        context.print_line(&format!("{name}: {not_judged}: {}", why.within(language)))?;
    }
    let told =
        |text: &Said| context.print_line(&format!("{name}: {note}: {}", text.within(language)));
    verdict.notes.iter().try_for_each(told)
}

/// The name of a verdict.
pub fn said_name(name: Name) -> Said {
    let en = name.word();
    let id = match name {
        Name::Integrity => "keutuhan",
        Name::Completeness => "kelengkapan",
        Name::Checkpoints => "titik periksa",
        Name::Lawfulness => "kepatuhan",
        Name::Rebuilt => "putar ulang",
    };
    said!("{en}", "{id}")
}

fn result(verdict: &Verdict, language: Language) -> &'static str {
    match (language, verdict.ok) {
        (Language::Id, Some(true)) => "baik",
        (Language::Id, Some(false)) => "GAGAL",
        (Language::Id, None) => "tidak dinilai",
        (Language::En, Some(true)) => "ok",
        (Language::En, Some(false)) => "FAILED",
        (Language::En, None) => "not judged",
    }
}
