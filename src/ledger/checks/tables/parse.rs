//! Reads the tables of checks. Not here: events, which the tables of rules read.

use std::path::Path;

use jejak_events::Date;
use jejak_projections::check::{self, Known, Spec};

use crate::ledger::rules::tables::parse::{Act, Place, Setup, Step, Tables, act, pairs, words};

/// Where the tables of checks lie.
pub const FOLDER: &str = "src/ledger/checks/tables";

/// Everything that was read.
pub struct Read {
    /// Setups and defaults of rules and checks.
    pub tables: Tables,
    /// Cases of checks.
    pub cases: Vec<Case>,
}

/// What a case claims to show of its check.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// Nothing found.
    pub clean: bool,
    /// Something found.
    pub flagged: bool,
    /// Both, next to each other.
    pub borderline: bool,
}

impl Marks {
    /// Adds what another case shows.
    pub fn join(&mut self, other: Marks) {
        self.clean |= other.clean;
        self.flagged |= other.flagged;
        self.borderline |= other.borderline;
    }

    /// What is not shown, in words.
    pub fn lacking(self) -> String {
        let all =
            [(self.clean, "clean"), (self.flagged, "flagged"), (self.borderline, "borderline")];
        let lacking: Vec<&str> = all.iter().filter(|(has, _)| !has).map(|(_, it)| *it).collect();
        lacking.join(", ")
    }
}

/// One case.
pub struct Case {
    /// Where it stands.
    pub place: Place,
    /// The check that it is about.
    pub check: &'static Spec,
    /// What it claims to show.
    pub marks: Marks,
    /// What it says, in words.
    pub title: String,
    /// What happens, and what the check must say.
    pub lines: Vec<Line>,
}

/// One line of a case.
pub enum Line {
    /// Something happens.
    Step(Step),
    /// What the check says at this point; lines next to each other are said together.
    Says(Place, When, Say),
}

/// Of which moment and knowledge a line speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// Under which knowledge of the rules; both where absent.
    pub known: Option<Known>,
    /// As of this day.
    pub on: Option<Date>,
}

impl When {
    /// Under which knowledges.
    pub fn known(self) -> Vec<Known> {
        self.known.map_or_else(|| vec![Known::Then, Known::Now], |known| vec![known])
    }
}

/// What a check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Say {
    /// Nothing found.
    Clean,
    /// Not decidable.
    Undecided,
    /// One finding.
    Found(Expected),
}

/// A finding as a table writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// What it is about.
    pub subject: String,
    /// Rupiah at risk.
    pub at_risk: String,
    /// Labels of the evidence.
    pub evidence: Vec<String>,
    /// `programme`, `region`, `source`, where named.
    pub totals: Vec<(String, String)>,
}

/// Reads every table of a folder; its setups join those of the rules.
pub fn read(folder: &Path, tables: &mut Tables) -> Result<Vec<Case>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| error.to_string())?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "table"));
    files.sort();
    let mut cases = Vec::new();
    for path in files {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let mut into = Into::Nothing;
        for (index, text) in text.lines().enumerate() {
            let place = Place { folder: FOLDER, file: file.clone(), line: index + 1 };
            let read = line(&place, text, tables, &mut cases, &mut into);
            read.map_err(|error| place.error(error))?;
        }
    }
    Ok(cases)
}

/// What the next line belongs to.
enum Into {
    Nothing,
    Case,
    Setup,
}

fn line(
    place: &Place,
    text: &str,
    tables: &mut Tables,
    cases: &mut Vec<Case>,
    into: &mut Into,
) -> Result<(), String> {
    let (given, outcome) = text.split_once('|').map_or((text, None), |(a, b)| (a, Some(b)));
    let words = words(given)?;
    let Some(first) = words.first().filter(|word| !word.starts_with('#')) else {
        return Ok(());
    };
    if first == "case" {
        cases.push(case(place, &words[1..])?);
        *into = Into::Case;
        return Ok(());
    }
    if first == "setup" {
        let name = words.get(1).ok_or("a setup needs a name")?.clone();
        tables.setups.push(Setup { name, steps: Vec::new() });
        *into = Into::Setup;
        return Ok(());
    }
    match into {
        Into::Nothing => return Err("a line before the first case or setup".to_owned()),
        Into::Setup => {
            let setup = tables.setups.last_mut().ok_or("no setup")?;
            setup.steps.push(step(place, &words, outcome)?);
        }
        Into::Case => {
            let line = match says(&words)? {
                Some((when, say)) => Line::Says(place.clone(), when, say),
                None => Line::Step(step(place, &words, outcome)?),
            };
            cases.last_mut().ok_or("no case")?.lines.push(line);
        }
    }
    Ok(())
}

fn case(place: &Place, words: &[String]) -> Result<Case, String> {
    let [id, marks @ .., title] = words else {
        return Err("a case needs a check, marks and a title".to_owned());
    };
    let mut shows = Marks::default();
    for mark in marks {
        match mark.as_str() {
            "clean" => shows.clean = true,
            "flagged" => shows.flagged = true,
            "borderline" => shows.borderline = true,
            other => return Err(format!("`{other}` is no mark; title in quotes?")),
        }
    }
    Ok(Case {
        place: place.clone(),
        check: check::by_id(id).ok_or_else(|| format!("`{id}` is no check"))?,
        marks: shows,
        title: title.clone(),
        lines: Vec::new(),
    })
}

/// An event without an outcome is recorded with whatever flags.
fn step(place: &Place, words: &[String], outcome: Option<&str>) -> Result<Step, String> {
    let mut act = act(words, outcome)?;
    if let (Act::Event(event), None) = (&mut act, outcome) {
        event.outcome.any_flags = true;
    }
    Ok(Step { place: place.clone(), act })
}

/// `[@DAY] [then|now] clean | undecided | found ...`; none where the line says something else.
fn says(words: &[String]) -> Result<Option<(When, Say)>, String> {
    let mut when = When { known: None, on: None };
    let mut rest = words;
    while let Some((word, more)) = rest.split_first() {
        match word.as_str() {
            "then" => when.known = Some(Known::Then),
            "now" => when.known = Some(Known::Now),
            day if day.starts_with('@') => {
                when.on = Some(day[1..].parse::<Date>().map_err(|error| error.to_string())?);
            }
            "clean" => return Ok(Some((when, Say::Clean))),
            "undecided" => return Ok(Some((when, Say::Undecided))),
            "found" => return Ok(Some((when, Say::Found(expected(more)?)))),
            _ => return Ok(None),
        }
        rest = more;
    }
    Ok(None)
}

fn expected(words: &[String]) -> Result<Expected, String> {
    let [subject, at_risk, rest @ ..] = words else {
        return Err("found SUBJECT AT-RISK [EVIDENCE ...]".to_owned());
    };
    let closed = rest.iter().position(|word| word.ends_with(']'));
    let closed = closed.ok_or("no evidence: [@A @B]")?;
    let evidence = rest[..=closed].iter().map(|word| {
        let label = word.trim_start_matches('[').trim_end_matches(']');
        let label = label.strip_prefix('@').ok_or_else(|| format!("`{word}`: @LABEL expected"));
        label.map(str::to_owned)
    });
    Ok(Expected {
        subject: subject.clone(),
        at_risk: at_risk.clone(),
        evidence: evidence.collect::<Result<_, _>>()?,
        totals: pairs(&rest[closed + 1..])?,
    })
}
