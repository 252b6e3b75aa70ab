//! The fifth screen: attacks on copies, and which verdict noticed.

use std::collections::BTreeMap;

use crate::proof::tamper::{Attack, tamper};
use crate::proof::verify::{Against, Name, Options, Report, Step, verify_folder};
use crate::proof::{Checkpoint, VerifierKey, checkpoint};
use crate::said::{Said, said};
use crate::sample;

use super::Demo;
use crate::commands::verify::{said_name, scratch};
use crate::commands::{Failure, output};

/// What is tried: the attack, and how it is told.
fn tried() -> [(Attack, Said); 3] {
    [
        (
            Attack::FlipInEntry { seq: None },
            said!("one bit of one event is flipped", "satu bit dari satu kejadian dibalik"),
        ),
        (
            Attack::ChangePayment { seq: None },
            said!(
                "one rupiah is added to a payment, and everything after it hashed again",
                "satu rupiah ditambahkan pada pembayaran, dan semua sesudahnya di-hash lagi"
            ),
        ),
        (
            Attack::CutTail { batches: 3 },
            said!("the last three batches are cut off", "tiga kelompok terakhir dipotong"),
        ),
    ]
}

/// Attacks copies of the sample and says which verdict noticed.
pub fn show(demo: &Demo<'_>) -> Result<(), Failure> {
    let context = demo.context;
    context.tell(&said!(
        "\n5. An attack on a copy, and who notices",
        "\n5. Serangan pada salinan, dan siapa yang melihatnya"
    ))?;
    let held = held_outside(demo)?;
    for (attack, told) in tried() {
        context.tell(&said!(with told; "   {told}:", "   {told}:"))?;
        let alone = noticed(&attacked(demo, attack, None)?);
        context.tell(&said!(
            with alone;
            "     the ledger alone:               {alone}",
            "     buku itu saja:                        {alone}"
        ))?;
        let held = noticed(&attacked(demo, attack, Some(&held))?);
        context.tell(&said!(
            with held;
            "     with a checkpoint held outside: {held}",
            "     dengan titik periksa di tangan lain:  {held}"
        ))?;
    }
    context.tell(&said!(
        "   A thorough forger is caught only by a checkpoint in somebody else's hands: give them \
         away.",
        "   Pemalsu yang teliti hanya tertangkap oleh titik periksa di tangan orang lain: bagikan."
    ))?;
    output::line(&format!("   {}", demo.command("checkpoint --accept-clock > checkpoint.txt")))?;
    output::line(&format!("   {}", demo.command("verify --against checkpoint.txt")))
}

/// A checkpoint of the sample as an auditor would hold it, and the key to open it with.
fn held_outside(demo: &Demo<'_>) -> Result<(Against, VerifierKey), Failure> {
    let signer = sample::checkpoint_key().map_err(Failure::io)?;
    let checkpoint = demo.ledger.read(|folded| Checkpoint {
        origin: sample::ORIGIN.to_owned(),
        size: folded.head.size,
        root: folded.tree.root(),
    });
    let note = checkpoint::sign(&checkpoint, &signer).map_err(Failure::io)?;
    let name = "checkpoint held outside".to_owned();
    Ok((Against { name, note: note.to_string().into_bytes() }, signer.verifier_key().clone()))
}

fn attacked(
    demo: &Demo<'_>,
    attack: Attack,
    held: Option<&(Against, VerifierKey)>,
) -> Result<Vec<Report>, Failure> {
    let place = scratch(None)?;
    let forged = place.path().join("forged");
    tamper(demo.ledger.store(), &forged, demo.folder.engine(), attack).map_err(Failure::io)?;
    // The quick verdicts; the others replay every event.
    let asked = [Name::Integrity, Name::Completeness, Name::Checkpoints];
    asked
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let options = Options {
                against: held.map(|(against, _)| against.clone()).into_iter().collect(),
                keys: held.map(|(_, key)| key.clone()).into_iter().collect(),
                only: Some(*name),
                ..Options::default()
            };
            let copy = place.path().join(format!("copy-{index}"));
            verify_folder(&forged, &copy, &options, &|_: Step| {}).map_err(Failure::io)
        })
        .collect()
}

/// The verdicts that failed, each once. A checkpoint covers everything before it, so only the
/// other verdicts name an event.
fn noticed(reports: &[Report]) -> Said {
    let failed: BTreeMap<Name, Option<u64>> = reports
        .iter()
        .flat_map(|report| &report.verdicts)
        .filter(|verdict| verdict.failed())
        .map(|verdict| (verdict.name, verdict.problems.first().and_then(|problem| problem.seq)))
        .collect();
    let told: Vec<Said> = failed
        .into_iter()
        .map(|(verdict, seq)| {
            let name = said_name(verdict);
            match seq {
                Some(seq) if verdict != Name::Checkpoints => said!(
                    with name;
                    "{name} FAILED at event {seq}",
                    "{name} GAGAL pada kejadian {seq}"
                ),
                _ => said!(with name; "{name} FAILED", "{name} GAGAL"),
            }
        })
        .collect();
    if told.is_empty() {
        return said!("nothing noticed", "tidak ada yang terlihat");
    }
    Said::join(&told, ", ")
}
