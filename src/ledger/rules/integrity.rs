//! Rules for the ledger about itself.

use jejak_events::Event;
use jejak_events::integrity::{CheckpointIssued, LedgerContinued, SecondLedgerHead};
use jejak_projections::oversight::{is_second, stands_in};

use super::{Figures, Judge, Judgement, RULESET, rules};

rules! {
    GENESIS_MISPLACED = "INT-01" Refuse,
        "pembukaan buku harus kejadian pertama dan satu-satunya", "the creation must be the first event, and only the first", "LedgerCreated";
    RULESET_UNKNOWN = "INT-02" Refuse,
        "perangkat aturan tidak dikenal atau mundur", "the ruleset is unknown or moves backwards", "RulesetAdopted";
    CHECKPOINT_SIZE = "INT-03" Refuse,
        "ukuran titik periksa bukan akhir permintaan terakhir, atau tidak maju", "the checkpoint's size is none of the last batch ends, or not beyond the last checkpoint", "CheckpointDiterbitkan CheckpointIssued A45";
    KEY_STATE = "INT-04" Refuse,
        "kunci titik periksa sudah atau belum terdaftar", "the checkpoint key is already, or not, in use", "CheckpointKeyAdded CheckpointKeyRetired";
    GAP_MISMATCH = "INT-05" Refuse,
        "jam yang diterima tidak sesuai kepala rantai", "the accepted clock does not fit the head", "ClockGapAccepted A45";
    CHECKPOINT_HEAD = "INT-06" Refuse,
        "kepala rantai titik periksa bukan kepala pada ukuran itu", "the checkpoint's chain head is not the one at its size", "CheckpointDiterbitkan CheckpointIssued A45";
    KIND_ELSEWHERE = "INT-07" Refuse,
        "jenis kejadian ini milik buku lain: buku utama atau buku kedua", "this kind of event belongs to the other ledger: the main one, or the second one", "SecondLedgerHead";
    SECOND_SHRANK = "INT-08" Refuse,
        "buku kedua menyusut, atau berbeda pada ukuran yang sama", "the second ledger shrank, or differs at the same size", "SecondLedgerHead";
    SECOND_REPEATED = "INT-09" Refuse,
        "kepala buku kedua hari ini sudah dicatat dan tidak ada yang baru", "the head of the second ledger was recorded today, and nothing is new", "SecondLedgerHead";
    ORIGIN_KEPT = "INT-10" Refuse,
        "nama asal baru masih yang lama, atau milik buku kedua, atau titik periksa terakhirnya tidak lengkap", "the new origin is still the old one, or that of a second ledger, or its last checkpoint is incomplete", "LedgerContinued";
}

/// Nothing stands before the creation.
pub(super) fn created(judge: &Judge<'_>) -> Judgement {
    let creation = matches!(judge.fact.event, Event::LedgerCreated(_));
    let created = judge.state.integrity.size() > 0;
    judge.require(created || creation, &GENESIS_MISPLACED, || {
        Figures::expected("kind", "LedgerCreated", judge.fact.event.kind().name())
    })
}

/// What belongs to the second ledger stands there, and nothing else does. The first event says
/// which of the two it is.
pub(super) fn belongs(judge: &Judge<'_>) -> Judgement {
    let (meta, kind) = (judge.state.integrity.meta(), judge.fact.event.kind());
    let second = meta.is_second();
    judge.require(stands_in(kind, second), &KIND_ELSEWHERE, || {
        let expected =
            if second { "a kind of the second ledger" } else { "a kind of the main ledger" };
        Figures::expected("kind", expected, kind.name())
    })
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    let meta = judge.state.integrity.meta();
    match &judge.fact.event {
        Event::LedgerCreated(body) => {
            judge.require(meta.size == 0, &GENESIS_MISPLACED, || {
                Figures::expected("kind", "an event other than LedgerCreated", meta.size)
            })?;
            known_ruleset(judge, body.ruleset, 1)
        }
        Event::RulesetAdopted(body) => {
            known_ruleset(judge, body.version, meta.ruleset.saturating_add(1))
        }
        Event::CheckpointIssued(body) => checkpoint(judge, body),
        Event::CheckpointKeyAdded(body) => {
            key(judge, !meta.checkpoint_keys.contains(&body.key), "a key not yet in use")
        }
        Event::CheckpointKeyRetired(body) => {
            let others = meta.checkpoint_keys.len() > 1;
            key(judge, others && meta.checkpoint_keys.contains(&body.key), "one of several keys")
        }
        Event::ClockGapAccepted(body) => {
            let fits =
                body.last_recorded_at == meta.recorded_at && body.accepted > body.last_recorded_at;
            judge.require(fits, &GAP_MISMATCH, || {
                Figures::expected("last_recorded_at", meta.recorded_at, body.last_recorded_at)
            })
        }
        Event::SecondLedgerHead(body) => second_head(judge, body),
        Event::LedgerContinued(body) => continued(judge, body),
        _ => Ok(()),
    }
}

/// The second ledger only grows. On one day a second head is recorded only where it grew; that the
/// hashes are those of the second ledger is for `verify`, as nothing here sees it.
fn second_head(judge: &Judge<'_>, body: &SecondLedgerHead) -> Judgement {
    let meta = judge.state.integrity.meta();
    let Some(last) = meta.second else {
        return judge.require(body.size > 0, &SECOND_SHRANK, || {
            Figures::expected("size", "1 or more", body.size)
        });
    };
    judge.require(body.size >= last.size, &SECOND_SHRANK, || {
        Figures::expected("size", format_args!("{} or more", last.size), body.size).by(last.seq)
    })?;
    let same = (body.chain_hash, body.tree_root) == (last.chain_hash, last.tree_root);
    judge.require(body.size > last.size || same, &SECOND_SHRANK, || {
        Figures::expected("chain_hash", last.chain_hash, body.chain_hash).by(last.seq)
    })?;
    let [then, now] = [last.recorded_at, judge.fact.recorded_at].map(|at| at.date_in(meta.zone));
    judge.require(body.size > last.size || now > then, &SECOND_REPEATED, || {
        Figures::expected("size", format_args!("above {}, or another day", last.size), body.size)
            .by(last.seq)
    })
}

/// Nobody takes checkpoints under the new origin for a continuation of those under the old one. Whether
/// the last of those was really lost is for whoever holds it: nothing here sees it.
fn continued(judge: &Judge<'_>, body: &LedgerContinued) -> Judgement {
    let meta = judge.state.integrity.meta();
    let (old, new) = (&*meta.origin, body.origin.as_str());
    judge.require(new != old && !is_second(new), &ORIGIN_KEPT, || {
        let expected =
            format_args!("another than `{old}`, and none of a second ledger").to_string();
        Figures::expected("origin", expected, new)
    })?;
    let whole = body.last_size.is_some() == body.last_root.is_some();
    judge.require(whole, &ORIGIN_KEPT, || {
        Figures::expected("last_root", "beside last_size, or neither", "one of them")
    })?;
    key(judge, !meta.checkpoint_keys.contains(&body.key), "a key not yet in use")
}

/// Size and chain hash of a checkpoint are those of one of the last batch ends. Its tree root and
/// state root take the entries, or all of the state: `verify` computes them again.
fn checkpoint(judge: &Judge<'_>, body: &CheckpointIssued) -> Judgement {
    let meta = judge.state.integrity.meta();
    let head = judge.state.integrity.head_at(body.size);
    let possible = body.size > meta.checkpoint_size && head.is_some();
    judge.require(possible, &CHECKPOINT_SIZE, || {
        let (above, most) = (meta.checkpoint_size, meta.size);
        let expected = format_args!("a recent batch end above {above}, at most {most}").to_string();
        Figures::expected("size", expected, body.size)
    })?;
    let expected = head.unwrap_or(body.chain_head);
    judge.require(body.chain_head == expected, &CHECKPOINT_HEAD, || {
        Figures::expected("chain_head", expected, body.chain_head)
    })?;
    key(judge, meta.checkpoint_keys.contains(&body.key), "a key in use")
}

fn known_ruleset(judge: &Judge<'_>, version: u16, lowest: u16) -> Judgement {
    judge.require((lowest..=RULESET).contains(&version), &RULESET_UNKNOWN, || {
        Figures::expected("version", format_args!("{lowest} to {RULESET}"), version)
    })
}

fn key(judge: &Judge<'_>, holds: bool, expected: &'static str) -> Judgement {
    judge.require(holds, &KEY_STATE, || Figures::expected("key", expected, "another key"))
}
