//! A reversal leaves everything as it stood before the event, and both are in the same trails.

use jejak_events::{Kind, Object, Recorded, Tag};
use jejak_projections::Postings;
use jejak_projections::decree::RowStatus;

use super::folder;
use super::parse::{EventLine, Outcome, Tables};
use super::run::{Runner, World};
use crate::ledger::rules::judge;

/// What stands before, the event, its words, and what its trail must hold with its reversal.
struct Mistake {
    setup: &'static str,
    kind: Kind,
    words: &'static [(&'static str, &'static str)],
    about: &'static [(Object, &'static str)],
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        setup: "list",
        kind: Kind::PaymentCredited,
        words: &[],
        about: &[
            (Object::Payment, "P"),
            (Object::Designation, "R1"),
            (Object::Decree, "D"),
            (Object::Spp, "S"),
            (Object::Line, "A"),
        ],
    },
    Mistake {
        setup: "list",
        kind: Kind::PaymentCredited,
        words: &[("amount", "150")],
        about: &[(Object::Payment, "P")],
    },
    Mistake {
        setup: "credited",
        kind: Kind::PaymentCredited,
        words: &[],
        about: &[(Object::Payment, "P")],
    },
    Mistake {
        setup: "invoice",
        kind: Kind::PaymentCredited,
        words: &[("amount", "120")],
        about: &[(Object::Payment, "P"), (Object::Spp, "S"), (Object::Line, "A")],
    },
    Mistake {
        setup: "sp2d",
        kind: Kind::Sp2dPaidOut,
        words: &[],
        about: &[(Object::Spp, "S"), (Object::Decree, "D"), (Object::Line, "A")],
    },
    Mistake {
        setup: "credited",
        kind: Kind::RefundDeposited,
        words: &[("payment", "P"), ("stage", "dikreditkan"), ("amount", "100")],
        about: &[(Object::Payment, "P"), (Object::Line, "A")],
    },
];

/// Judges and applies one event that must be accepted.
fn play(runner: &Runner<'_>, world: &mut World, kind: Kind, words: &[(&str, &str)]) -> Recorded {
    let words = words.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    let line = EventLine {
        label: None,
        kind,
        words: words.collect(),
        on: None,
        outcome: Outcome::default(),
    };
    let fact = runner.fact(world, &line).unwrap();
    let verdict = judge(&world.state, &fact, 0, &mut Vec::new());
    assert!(verdict.is_ok(), "{kind:?} {:?}: {:?}", line.words, verdict.err());
    world.state.apply(&fact, &mut Postings::default());
    world.state.commit();
    fact
}

#[test]
fn a_reversal_leaves_everything_as_it_was() {
    let tables = Tables::read(&folder()).unwrap();
    let runner = Runner::new(&tables).unwrap();
    for mistake in MISTAKES {
        let mut world = runner.beginning();
        runner.set_up(&mut world, mistake.setup).unwrap();
        let before = world.state.clone();
        let wrong = play(&runner, &mut world, mistake.kind, mistake.words);
        assert_ne!(world.state.root(), before.root(), "{:?} changed nothing", mistake.kind);
        let event = wrong.seq.to_string();
        let reversal =
            play(&runner, &mut world, Kind::TransactionReversed, &[("event", event.as_str())]);
        let of = format!("{:?} after {}", mistake.kind, mistake.setup);
        assert_eq!(world.state.root(), before.root(), "{of}");
        assert_eq!(world.state.budget, before.budget, "{of}");
        assert_eq!(world.state.decree, before.decree, "{of}");
        assert_eq!(world.state.treasury, before.treasury, "{of}");
        assert_eq!(world.state.payment.payments, before.payment.payments, "{of}");
        assert_eq!(world.state.accountability.claims, before.accountability.claims, "{of}");
        for fact in [&wrong, &reversal] {
            for (object, label) in mistake.about {
                let seq = world.labelled(label).unwrap();
                let concerned = world.state.concerns(fact, &[Tag::Object(*object, seq)]);
                assert!(concerned, "{:?} is not in the trail of {label}", fact.event);
            }
        }
    }
}

/// Credits of two tranches of one row are taken back in either order: the row is paid as long as one
/// stands.
#[test]
fn a_row_is_paid_as_long_as_a_credit_of_it_stands() {
    let tables = Tables::read(&folder()).unwrap();
    let runner = Runner::new(&tables).unwrap();
    for order in [[0, 1], [1, 0]] {
        let mut world = runner.beginning();
        runner.set_up(&mut world, "tranches").unwrap();
        let row = world.labelled("R1").unwrap();
        let status = |world: &World| world.state.decree.designations.get(&row).unwrap().status;
        assert_eq!(status(&world), RowStatus::Instructed);
        let before = world.state.root();
        let credits = ["P", "Q"].map(|payment| {
            let words = [("payment", payment), ("amount", "50")];
            play(&runner, &mut world, Kind::PaymentCredited, &words).seq.to_string()
        });
        for (at, left) in order.into_iter().zip([RowStatus::Paid, RowStatus::Instructed]) {
            let words = [("event", credits[at].as_str())];
            play(&runner, &mut world, Kind::TransactionReversed, &words);
            assert_eq!(status(&world), left, "{order:?}");
        }
        assert_eq!(world.state.root(), before, "{order:?}");
    }
}
