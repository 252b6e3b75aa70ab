//! What an event of a programme's area is about: whoever follows a group, a row, a line or a shop
//! finds it, and whoever follows something else does not.

use jejak_events::{Kind, Object, Recorded, Tag};
use jejak_projections::Postings;

use super::body::id_of;
use super::folder;
use super::parse::{EventLine, Outcome, Tables};
use super::run::{Runner, World};
use crate::ledger::rules::judge;

/// What stands before, the event, its words; the objects, by label, in whose trails it is, and one
/// in whose it is not.
struct Story {
    setup: &'static str,
    kind: Kind,
    words: &'static [(&'static str, &'static str)],
    about: &'static [(Object, &'static str)],
    not_about: (Object, &'static str),
}

const GROUP: (Object, &str) = (Object::KubeGroup, "G");
const ROW: (Object, &str) = (Object::Designation, "R1");
const OTHER_ROW: (Object, &str) = (Object::Designation, "R2");
const LINE: (Object, &str) = (Object::Line, "A");
const DECREE: (Object, &str) = (Object::Decree, "D");
const PLAN: (Object, &str) = (Object::SpendingPlan, "RAB");

const STORIES: &[Story] = &[
    Story {
        setup: "spending-plan",
        kind: Kind::PurchaseRecorded,
        words: &[],
        about: &[PLAN, ROW, DECREE, LINE],
        not_about: OTHER_ROW,
    },
    Story {
        setup: "spending-report",
        kind: Kind::PurchaseReversed,
        words: &[],
        about: &[(Object::Purchase, "X"), PLAN, ROW, DECREE, LINE],
        not_about: OTHER_ROW,
    },
    Story {
        setup: "spending-report",
        kind: Kind::SpendingClosed,
        words: &[],
        about: &[(Object::Spj, "J"), ROW, DECREE, LINE],
        not_about: OTHER_ROW,
    },
    Story {
        setup: "spending-accounts",
        kind: Kind::AccountWithdrawn,
        words: &[],
        about: &[ROW, DECREE, LINE],
        not_about: OTHER_ROW,
    },
    Story {
        setup: "kube-row",
        kind: Kind::KubeGrantDesignated,
        words: &[],
        about: &[GROUP, (Object::Designation, "R"), DECREE, LINE],
        not_about: (Object::Proposal, "proposal"),
    },
    Story {
        setup: "kube-row",
        kind: Kind::IntegrityPactSigned,
        words: &[("designation", "R")],
        about: &[GROUP, (Object::Designation, "R"), LINE],
        not_about: (Object::Proposal, "proposal"),
    },
    Story {
        setup: "kube-row",
        kind: Kind::KubeBusinessReported,
        words: &[],
        about: &[GROUP],
        not_about: LINE,
    },
    Story {
        setup: "kube-row",
        kind: Kind::MentoringVisited,
        words: &[("recipient", "mawar")],
        about: &[GROUP],
        not_about: LINE,
    },
];

/// Judges and applies one event that must be accepted.
fn play(runner: &Runner<'_>, world: &mut World, story: &Story) -> Recorded {
    let words = story.words.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    let line = EventLine {
        label: None,
        kind: story.kind,
        words: words.collect(),
        on: None,
        outcome: Outcome::default(),
    };
    let fact = runner.fact(world, &line).unwrap();
    let verdict = judge(&world.state, &fact, 0, &mut Vec::new());
    assert!(verdict.is_ok(), "{:?}: {:?}", story.kind, verdict.err());
    world.state.apply(&fact, &mut Postings::default());
    fact
}

#[test]
fn events_of_areas_are_in_the_trails_of_what_they_belong_to() {
    let tables = Tables::read(&folder()).unwrap();
    let runner = Runner::new(&tables).unwrap();
    for story in STORIES {
        let mut world = runner.beginning();
        runner.set_up(&mut world, story.setup).unwrap();
        let fact = play(&runner, &mut world, story);
        let concerns = |(object, label): (Object, &str)| {
            let seq = world.labelled(label).unwrap();
            world.state.concerns(&fact, &[Tag::Object(object, seq)])
        };
        for about in story.about {
            assert!(concerns(*about), "{:?} is not in the trail of {}", story.kind, about.1);
        }
        let stray = story.not_about;
        assert!(!concerns(stray), "{:?} is in the trail of {}", story.kind, stray.1);
    }
}

#[test]
fn a_purchase_is_in_the_trail_of_its_shop_and_so_is_its_reversal() {
    let tables = Tables::read(&folder()).unwrap();
    let runner = Runner::new(&tables).unwrap();
    for story in STORIES.iter().take(2) {
        let mut world = runner.beginning();
        runner.set_up(&mut world, story.setup).unwrap();
        let fact = play(&runner, &mut world, story);
        let token = |name: &str| -> Tag { format!("token:{}", id_of(name)).parse().unwrap() };
        assert!(world.state.concerns(&fact, &[token("shop")]), "{:?}", story.kind);
        assert!(!world.state.concerns(&fact, &[token("another shop")]), "{:?}", story.kind);
    }
}
