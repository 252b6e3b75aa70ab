//! Plays a case: records its events, asks its check, compares what it says.

use std::fmt::Write as _;

use jejak_events::ids::Bytes32;
use jejak_events::{ChainHash, Date, Recorded, Rupiah, Tag};
use jejak_projections::check::{Found, Known, Outcome, Pass, Spec};
use jejak_projections::{Facts, Reading, Scope, Scratch, Stamp, Unanswered, View, said};

use super::parse::{Case, Expected, Line, Marks, Say, When};
use crate::ledger::rules::tables::body::id_of;
use crate::ledger::rules::tables::parse::{Place, Step, Tables};
use crate::ledger::rules::tables::run::{Runner, World};

/// Plays cases from the same beginning.
pub struct Player<'a> {
    runner: Runner<'a>,
}

/// Lines of one point in a case that speak of one moment.
struct Point<'a> {
    place: &'a Place,
    when: When,
    says: Vec<&'a Say>,
}

/// Events in memory.
struct InMemory<'a>(&'a [Recorded]);

impl Facts for InMemory<'_> {
    fn fact(&self, seq: u64) -> Result<Recorded, Unanswered> {
        let at = usize::try_from(seq).unwrap_or(usize::MAX);
        self.0.get(at).cloned().ok_or_else(|| {
            Unanswered::Unreadable(said!("event {seq} is not here", "kejadian {seq} tidak ada"))
        })
    }
}

impl<'a> Player<'a> {
    /// Plays the prelude.
    pub fn new(tables: &'a Tables) -> Result<Player<'a>, String> {
        Ok(Player { runner: Runner::new(tables)? })
    }

    /// The ledger after the prelude.
    pub fn beginning(&self) -> World {
        self.runner.beginning()
    }

    /// Plays one line.
    pub fn step(&self, world: &mut World, step: &Step) -> Result<(), String> {
        self.runner.step(world, step)
    }

    /// Plays a case; the error says where it went another way.
    pub fn play(&self, case: &Case) -> Result<(), String> {
        let head = |error: String| format!("case {} \"{}\"\n  {error}", case.check.id, case.title);
        let mut world = self.runner.beginning();
        let (mut points, mut seen) = (Vec::<Point>::new(), Marks::default());
        for line in &case.lines {
            match line {
                Line::Step(step) => {
                    conclude(&world, case.check, &mut points, &mut seen).map_err(head)?;
                    self.runner.step(&mut world, step).map_err(head)?;
                }
                Line::Says(place, when, say) => add(&mut points, place, *when, say),
            }
        }
        conclude(&world, case.check, &mut points, &mut seen).map_err(head)?;
        seen.borderline = seen.clean && seen.flagged;
        let marks = case.marks;
        let honest = (!marks.clean || seen.clean) && (!marks.flagged || seen.flagged);
        let honest = honest && (!marks.undecided || seen.undecided);
        // A case that shows what cannot be decided needs no mark.
        let undecided = |line: &Line| matches!(line, Line::Says(_, _, Say::Undecided));
        let shows = marks != Marks::default() || case.lines.iter().any(undecided);
        if honest && (!marks.borderline || seen.borderline) && shows {
            return Ok(());
        }
        Err(head(case.place.error(format!("marks not earned: {seen:?}"))))
    }
}

fn add<'a>(points: &mut Vec<Point<'a>>, place: &'a Place, when: When, say: &'a Say) {
    match points.iter_mut().find(|point| point.when == when) {
        Some(point) => point.says.push(say),
        None => points.push(Point { place, when, says: vec![say] }),
    }
}

fn conclude(
    world: &World,
    spec: &'static Spec,
    points: &mut Vec<Point>,
    seen: &mut Marks,
) -> Result<(), String> {
    for point in points.drain(..) {
        for known in point.when.known() {
            let outcome = ask(world, spec, point.when, known).map_err(|e| point.place.error(e))?;
            let expected = expected(world, &point.says).map_err(|e| point.place.error(e))?;
            let actual = actual(&outcome, &point.says);
            if expected != actual {
                let (expected, actual) = (told(&expected), told(&actual));
                let what = sentences(&outcome);
                return Err(point.place.error(format!(
                    "known {known:?}\n    expected {expected}\n    actual   {actual}{what}"
                )));
            }
            seen.clean |= matches!(&outcome, Outcome::Found(found) if found.is_empty());
            seen.flagged |= !found(&outcome).is_empty();
            seen.undecided |= matches!(outcome, Outcome::NotDecidable(..));
        }
    }
    Ok(())
}

/// Asks the check of everything recorded so far.
fn ask(world: &World, spec: &'static Spec, when: When, known: Known) -> Result<Outcome, String> {
    let said = outcomes(world, &[spec], when.on, known)?;
    let outcome = said.into_iter().next().map(|(_, outcome)| outcome).ok_or("no answer")?;
    evidence_resolves(world, &outcome)?;
    Ok(outcome)
}

/// Answers a question about everything recorded so far, as of a day where one is given.
pub fn with_view<T>(world: &World, on: Option<Date>, ask: impl FnOnce(&View) -> T) -> T {
    let mut reading = Reading::default();
    fold(world, on, &mut reading, |_, _, _| {});
    let facts = InMemory(&world.facts);
    ask(&View { reading: &reading, facts: &facts, stamp: stamp(&reading, on) })
}

/// Folds everything recorded so far, and shows each event after it was applied.
fn fold(
    world: &World,
    on: Option<Date>,
    reading: &mut Reading,
    mut see: impl FnMut(&Reading, &Recorded, &Scratch),
) {
    let mut scratch = Scratch::default();
    let scope = Scope { as_of: on, balances_only: false };
    scratch.begin(scope, &reading.state);
    for fact in &world.facts {
        if reading.apply(fact, scope, &mut scratch) {
            let flags = world.flags.iter().filter(|(seq, _)| *seq == fact.seq);
            flags.for_each(|(seq, code)| reading.flag(*seq, code));
            see(reading, fact, &scratch);
        }
    }
}

/// What several checks say of everything recorded so far, as of a day where one is given.
pub fn outcomes(
    world: &World,
    specs: &[&'static Spec],
    on: Option<Date>,
    known: Known,
) -> Result<Vec<(&'static Spec, Outcome)>, String> {
    let mut pass = Pass::new(specs);
    let mut reading = Reading::default();
    fold(world, on, &mut reading, |reading, fact, scratch| {
        pass.see(&reading.state, fact, scratch.postings());
    });
    let facts = InMemory(&world.facts);
    let view = View { reading: &reading, facts: &facts, stamp: stamp(&reading, on) };
    pass.found(&view, known).map_err(|error| format!("{error:?}"))
}

fn stamp(reading: &Reading, as_of: Option<Date>) -> Stamp {
    let meta = reading.state.integrity.meta();
    Stamp {
        size: reading.state.integrity.size(),
        head: ChainHash::default(),
        root: Bytes32([0; 32]),
        ruleset: meta.ruleset,
        recorded_at: meta.recorded_at,
        zone: meta.zone,
        as_of,
    }
}

/// Whatever a check finds, it proves with events that are there, in order.
fn evidence_resolves(world: &World, outcome: &Outcome) -> Result<(), String> {
    for one in found(outcome) {
        let rising = one.evidence.windows(2).all(|pair| pair[0] < pair[1]);
        let last = one.evidence.last().copied().unwrap_or(u64::MAX);
        if !rising || last >= world.facts.len() as u64 {
            return Err(format!("evidence {:?} is empty, out of order or missing", one.evidence));
        }
    }
    Ok(())
}

fn found(outcome: &Outcome) -> &[Found] {
    let (Outcome::Found(found) | Outcome::NotDecidable(_, found)) = outcome;
    found
}

/// What the lines say, with labels and names replaced, in order.
fn expected(world: &World, says: &[&Say]) -> Result<Vec<String>, String> {
    let line = |say: &&Say| match say {
        Say::Clean => Ok(None),
        Say::Undecided => Ok(Some("undecided".to_owned())),
        Say::Found(found) => written(world, found).map(Some),
    };
    let lines = says.iter().map(line).collect::<Result<Vec<_>, String>>()?;
    let mut lines: Vec<String> = lines.into_iter().flatten().collect();
    lines.sort();
    Ok(lines)
}

fn written(world: &World, found: &Expected) -> Result<String, String> {
    let seq = |label: &str| world.labelled(label).ok_or_else(|| format!("no event `{label}`"));
    let subject = match found.subject.split_once(':') {
        Some((object, label)) if label.starts_with('@') => {
            format!("{object}:{}", seq(&label[1..])?)
        }
        Some((word @ ("recipient" | "household" | "person" | "token"), name)) => {
            format!("{word}:{}", id_of(name))
        }
        _ => found.subject.clone(),
    };
    let mut evidence =
        found.evidence.iter().map(|label| seq(label)).collect::<Result<Vec<_>, _>>()?;
    evidence.sort_unstable();
    let mut text = format!("found {subject} {} {evidence:?}", found.at_risk);
    for (key, value) in &found.totals {
        let _ = write!(text, " {key}={value}");
    }
    Ok(text)
}

/// What the check said, in the words of a table; totals only where every line names them.
fn actual(outcome: &Outcome, says: &[&Say]) -> Vec<String> {
    let named = says.iter().find_map(|say| match say {
        Say::Found(found) => Some(found.totals.iter().map(|(key, _)| key.as_str()).collect()),
        _ => None,
    });
    let named: Vec<&str> = named.unwrap_or_default();
    let mut lines: Vec<String> = found(outcome).iter().map(|one| in_words(one, &named)).collect();
    if matches!(outcome, Outcome::NotDecidable(..)) {
        lines.push("undecided".to_owned());
    }
    lines.sort();
    lines
}

fn in_words(found: &Found, named: &[&str]) -> String {
    let subject: &Tag = &found.subject;
    let at_risk = Rupiah::from_sen(found.at_risk);
    let mut text = format!("found {subject} {at_risk} {:?}", found.evidence);
    let totals = [
        ("programme", found.programme.as_ref().map(ToString::to_string)),
        ("region", found.region.as_ref().map(ToString::to_string)),
        ("source", found.source.as_ref().map(ToString::to_string)),
    ];
    for key in named {
        let value = totals.iter().find(|(name, _)| name == key).and_then(|(_, it)| it.clone());
        let _ = write!(text, " {key}={}", value.unwrap_or_default());
    }
    text
}

fn told(lines: &[String]) -> String {
    if lines.is_empty() { "clean".to_owned() } else { lines.join("\n             ") }
}

/// The sentences of findings, for messages.
fn sentences(outcome: &Outcome) -> String {
    let mut all: Vec<String> = found(outcome).iter().map(|one| one.what.0.en.clone()).collect();
    if let Outcome::NotDecidable(why, _) = outcome {
        all.push(why.en.clone());
    }
    all.iter().fold(String::new(), |text, line| text + "\n             \"" + line + "\"")
}
