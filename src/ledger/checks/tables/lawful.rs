//! Random stories that no rule refuses or flags: deterministic checks must find nothing in them.

use jejak_projections::check::{self, Known, findings};
use proptest::prelude::*;

use super::parse::step;
use super::run::{Player, outcomes};
use super::{parse, rules};
use crate::ledger::rules::tables::parse::{Place, Step};
use crate::ledger::rules::tables::run::World;

/// Everybody whom the prelude proposes.
const PEOPLE: [&str; 4] = ["ani", "budi", "citra", "dewi"];

/// What varies between stories.
#[derive(Debug, Clone)]
struct Story {
    people: usize,
    tranches: i64,
    rupiah: i64,
    /// Days between one paper and the next.
    days: Vec<u8>,
    /// What becomes of each payment.
    fates: Vec<u8>,
    /// Which of the other stories happen as well.
    others: Vec<bool>,
}

/// Stories of other areas, each a `story` of `lawful.txt` that may follow.
const OTHERS: &str = include_str!("lawful.txt");

/// The other stories, as lines.
fn others() -> Vec<Vec<&'static str>> {
    let mut stories: Vec<Vec<&str>> = Vec::new();
    for line in OTHERS.lines().map(str::trim) {
        match line.split_whitespace().next() {
            None => {}
            Some(word) if word.starts_with('#') => {}
            Some("story") => stories.push(Vec::new()),
            Some(_) => stories.last_mut().expect("a story before its lines").push(line),
        }
    }
    stories
}

fn story() -> impl Strategy<Value = Story> {
    let parts = (1..=4_usize, 1..=3_i64, 1..=50_i64, prop::collection::vec(0..=2_u8, 10));
    let others = prop::collection::vec(any::<bool>(), others().len());
    (parts, prop::collection::vec(0..=5_u8, 12), others).prop_map(
        |((people, tranches, each, days), fates, others)| Story {
            people,
            tranches,
            rupiah: each * tranches,
            days,
            fates,
            others,
        },
    )
}

/// The story as lines of a table.
fn lines(story: &Story) -> Vec<String> {
    let mut day = 2;
    let mut days = story.days.iter();
    let mut on = || {
        day += i32::from(days.next().copied().unwrap_or(0));
        format!("@2026-01-{day:02}")
    };
    let (count, each, tranches) = (story.people, story.rupiah, story.tranches);
    let total = each * i64::try_from(count).unwrap_or(1);
    let mut lines = vec![
        format!("A: BudgetCeilingSet amount={}", total * 2),
        format!("SpdIssued lines=[A:{total}]"),
        format!("D: DecreeOpened count={count} total={total}"),
    ];
    for (at, person) in PEOPLE.iter().take(count).enumerate() {
        let number = at + 1;
        lines.push(format!(
            "R{at}: RecipientDesignated recipient={person} number={number} amount={each} tranches={tranches}"
        ));
    }
    lines.push(format!("DecreeClosed count={count} total={total} {}", on()));
    lines.extend((0..count).map(|at| format!("IntegrityPactSigned designation=R{at}")));
    let draws = format!("decree=D lines=[A:{total}] amount={total}");
    lines.push(format!("S: SppSubmitted {draws} {}", on()));
    lines.push(format!("SppVerified {}", on()));
    lines.push(format!("SpmIssued amount={total} {}", on()));
    lines.push(format!("Sp2dIssued gross={total} net={total} {}", on()));
    lines.push(format!("Sp2dPaidOut {}", on()));
    let payments = i64::try_from(count).unwrap_or(1) * tranches;
    lines.push(format!("L: PaymentListOpened count={payments} total={total}"));
    let of = |at: usize, tranche: i64| format!("P{at}x{tranche}");
    let part = each / tranches;
    for tranche in 1..=tranches {
        for at in 0..count {
            let name = of(at, tranche);
            lines.push(format!(
                "{name}: PaymentInstructed designation=R{at} tranche={tranche} amount={part}"
            ));
        }
    }
    lines.push(format!("PaymentListClosed count={payments} total={total} {}", on()));
    let mut fates = story.fates.iter().cycle();
    for tranche in 1..=tranches {
        for at in 0..count {
            let fate = fates.next().copied().unwrap_or(0);
            lines.extend(paid(&of(at, tranche), part, fate));
        }
    }
    let told = others().into_iter().zip(&story.others).filter(|(_, told)| **told);
    lines.extend(told.flat_map(|(other, _)| other).map(str::to_owned));
    lines
}

/// What may become of a payment.
fn paid(name: &str, part: i64, fate: u8) -> Vec<String> {
    let credit = |name: &str| format!("PaymentCredited payment={name} amount={part}");
    match fate {
        0 => Vec::new(),
        1 => vec![credit(name), format!("PaymentReturned payment={name}")],
        2 => vec![
            credit(name),
            format!("PaymentReturned payment={name}"),
            format!("{name}r: PaymentReissued payment={name}"),
            credit(&format!("{name}r")),
        ],
        3 => vec![format!("RefundDeposited payment={name} amount={part}")],
        4 => vec![credit(name), format!("AidTransacted payment={name} amount={part} minute=600")],
        _ => vec![credit(name)],
    }
}

fn steps(story: &Story) -> Result<Vec<Step>, String> {
    let place = Place { folder: parse::FOLDER, file: "lawful.rs".to_owned(), line: 0 };
    let words = crate::ledger::rules::tables::parse::words;
    let read = |line: &String| step(&place, &words(line)?, None);
    lines(story).iter().map(read).collect()
}

fn play(player: &Player<'_>, story: &Story) -> Result<World, String> {
    let mut world = player.beginning();
    for step in steps(story)? {
        player.step(&mut world, &step)?;
    }
    match world.flags.as_slice() {
        [] => Ok(world),
        flags => Err(format!("not lawful: {flags:?}\n{:#?}", lines(story))),
    }
}

#[test]
fn every_other_story_is_lawful() {
    let tables = rules::parse::Tables::read(&rules::folder()).unwrap();
    let player = Player::new(&tables).unwrap();
    let count = others().len();
    let mut report = String::new();
    for at in 0..count {
        let others = (0..count).map(|other| other == at).collect();
        let (days, fates) = (vec![0; 10], vec![5]);
        let story = Story { people: 2, tranches: 1, rupiah: 10, days, fates, others };
        if let Err(error) = play(&player, &story) {
            report.extend(["other story ", &at.to_string(), ": ", &error, "\n"]);
        }
    }
    assert!(report.is_empty(), "{report}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn lawful_events_give_the_deterministic_checks_nothing(story in story()) {
        let tables = rules::parse::Tables::read(&rules::folder()).map_err(TestCaseError::fail)?;
        let player = Player::new(&tables).map_err(TestCaseError::fail)?;
        let world = play(&player, &story).map_err(TestCaseError::fail)?;
        let specs: Vec<_> = check::all().into_iter().filter(|spec| spec.deterministic).collect();
        let first = outcomes(&world, &specs, None, Known::Then).map_err(TestCaseError::fail)?;
        for (spec, outcome) in &first {
            let found = findings(outcome);
            prop_assert!(found.is_empty(), "{}: {:#?}\n{:#?}", spec.id, found, lines(&story));
        }
        let again = outcomes(&world, &specs, None, Known::Then).map_err(TestCaseError::fail)?;
        let plain = |all: &[(_, check::Outcome)]| all.iter().map(|(_, o)| o.clone()).collect::<Vec<_>>();
        prop_assert_eq!(plain(&first), plain(&again), "the same events give the same bytes");
    }
}
