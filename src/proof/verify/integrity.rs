//! Integrity: every entry is one, in its place, and carries the hash of the entry before it.
//!
//! A broken link says that one of two entries was altered; the next link says which. If entry 8
//! carries the hash that entry 7 has, then 7 is as it was sealed, and it was 6 that changed.
//!
//! Not here: whether the last entry is the right one. Nothing in the chain comes after it; that
//! is what the high-water mark and checkpoints are for.

use jejak_events::Head;

use super::pass::{Broken, Pass};
use super::report::{Name, Problem, Problems, Verdict};
use crate::said::{Said, said};

/// The verdict, given what opening the store found, and the high-water mark for the last entry.
pub(super) fn verdict(pass: &Pass, opening: &[Problem], mark: Option<Head>) -> Verdict {
    let mut problems = Problems::default();
    opening.iter().cloned().for_each(|problem| problems.push(problem));
    problems.absorb(pass.problems.clone());
    let mut altered = None;
    for (index, broken) in pass.links.iter().enumerate() {
        let next_breaks = pass.links.get(index + 1).is_some_and(|next| next.seq == broken.seq + 1);
        let blamed = blame(broken, next_breaks, pass, mark);
        // One altered entry may break the link before it and the link behind it.
        if altered != Some(blamed) {
            problems.add(blamed, sentence(broken, blamed));
        }
        altered = Some(blamed);
    }
    problems.sort();
    let mut notes = Vec::new();
    if pass.unreadable.is_some() {
        notes.push(said!(
            "not all entries could be read, so there is no root over them",
            "tidak semua entri terbaca, sehingga tidak ada akar atasnya"
        ));
    }
    Verdict::judged(Name::Integrity, pass.read, pass.took, problems).with_notes(notes)
}

/// The entry that was altered: the one that carries the wrong hash, or the one before it.
fn blame(broken: &Broken, next_breaks: bool, pass: &Pass, mark: Option<Head>) -> u64 {
    let Some(before) = broken.seq.checked_sub(1) else { return broken.seq };
    let sealed = match pass.head {
        Some(head) if head.size == broken.seq + 1 => mark.is_none_or(|mark| mark == head),
        _ => !next_breaks,
    };
    if sealed { before } else { broken.seq }
}

fn sentence(broken: &Broken, blamed: u64) -> Said {
    let Broken { seq, expected, found } = broken;
    let Some(before) = seq.checked_sub(1) else {
        return said!(
            "expected the previous hash of entry 0 to be zeros, it carries {found}",
            "hash sebelumnya pada entri 0 seharusnya nol, yang dibawanya {found}"
        );
    };
    let meaning = if blamed == before {
        said!(
            "entry {before} is not what it was when entry {seq} was sealed",
            "entri {before} bukan lagi yang ada ketika entri {seq} disegel"
        )
    } else {
        said!("entry {seq} is not what was sealed", "entri {seq} bukan yang disegel")
    };
    said!(
        with meaning;
        "{meaning}: entry {seq} carries previous hash {found}, entry {before} hashes to {expected}",
        "{meaning}: entri {seq} membawa hash sebelumnya {found}, hash entri {before} adalah \
         {expected}"
    )
}
