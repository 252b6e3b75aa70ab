//! Verdicts on a sound ledger, on every damaged byte, and on forged histories.

use super::*;
use crate::proof::fixture;

fn quiet(_: Step) {}

fn verified(target: &Target<'_>, options: &Options) -> Report {
    verify(target, options, &quiet)
}

#[test]
fn a_sound_ledger_passes_every_verdict() {
    let (_disk, writing) = fixture::small();
    let report = verified(&Target::ledger(writing.ledger(), None), &Options::default());
    eprintln!("{}", serde_json::to_string_pretty(&report).expect("serialises"));
    assert!(report.ok);
    assert_eq!(report.size, writing.ledger().head().size);
    assert_eq!(report.chain_head, Some(writing.ledger().head().hash));
    for verdict in &report.verdicts {
        assert_eq!(verdict.ok, Some(true), "{verdict:?}");
    }
}
