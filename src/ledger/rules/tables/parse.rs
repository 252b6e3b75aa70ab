//! Reads tables. Not here: what their words mean to the ledger.

use std::fmt;
use std::path::Path;

use jejak_events::{Date, Kind};

/// Where the tables of rules lie.
pub const FOLDER: &str = "src/ledger/rules/tables";

/// All tables of the folder.
pub struct Tables {
    /// Cases in the order of files and lines.
    pub cases: Vec<Case>,
    /// Named sequences.
    pub setups: Vec<Setup>,
    /// Fields that a line need not name.
    pub defaults: Vec<(Kind, Vec<(String, String)>)>,
    /// What the next line belongs to.
    open: Open,
}

/// What a line belongs to.
enum Open {
    Nothing,
    Case,
    Setup,
}

/// A named sequence that cases begin with.
pub struct Setup {
    /// Its name.
    pub name: String,
    /// What happens.
    pub steps: Vec<Step>,
}

/// What a case claims to prove of its rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// The rule held.
    pub accept: bool,
    /// The rule was broken.
    pub broken: bool,
    /// Both, next to each other.
    pub boundary: bool,
}

impl Marks {
    /// Adds what another case proves.
    pub fn join(&mut self, other: Marks) {
        self.accept |= other.accept;
        self.broken |= other.broken;
        self.boundary |= other.boundary;
    }

    /// What is not proven, in words.
    pub fn lacking(self) -> String {
        let all = [(self.accept, "accept"), (self.broken, "break"), (self.boundary, "boundary")];
        let lacking: Vec<&str> =
            all.iter().filter(|(has, _)| !has).map(|(_, name)| *name).collect();
        lacking.join(", ")
    }
}

/// One case.
pub struct Case {
    /// File name.
    pub file: String,
    /// Line of its head.
    pub line: usize,
    /// Rule that it is about.
    pub code: String,
    /// What it claims to prove.
    pub marks: Marks,
    /// What it says, in words.
    pub title: String,
    /// What happens.
    pub steps: Vec<Step>,
}

/// One line of a case.
pub struct Step {
    /// File and line, for messages.
    pub place: Place,
    /// What it does.
    pub act: Act,
}

/// What a line does.
pub enum Act {
    /// Takes over a setup.
    Given(String),
    /// Proposes an event.
    Event(EventLine),
    /// Looks at the stages of a line.
    Then(String, Vec<(String, String)>),
    /// Looks at a cash account.
    Cash(String, Vec<(String, String)>),
}

/// A proposed event.
pub struct EventLine {
    /// Name by which later lines refer to it.
    pub label: Option<String>,
    /// Its kind.
    pub kind: Kind,
    /// Fields and parts of the envelope.
    pub words: Vec<(String, String)>,
    /// The day from here on.
    pub on: Option<Date>,
    /// What must come of it.
    pub outcome: Outcome,
}

/// What must come of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The rule that refuses.
    pub refused: Option<String>,
    /// Whether the event stands although it is refused.
    pub forced: bool,
    /// Whether any flags will do.
    pub any_flags: bool,
    /// The rules that flag, in the order of their codes.
    pub flagged: Vec<String>,
    /// Figures of the refusal, or of the flag of the rule named first.
    pub figures: Vec<(String, String)>,
}

/// Where a line stands.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// Folder, from the root of the repository.
    pub folder: &'static str,
    /// File name.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}:{}", self.folder, self.file, self.line)
    }
}

impl Place {
    /// An error at this place.
    pub fn error(&self, what: impl fmt::Display) -> String {
        format!("{self}: {what}")
    }
}

impl Tables {
    /// Reads every table of a folder.
    pub fn read(folder: &Path) -> Result<Tables, String> {
        let mut tables = Tables {
            cases: Vec::new(),
            setups: Vec::new(),
            defaults: Vec::new(),
            open: Open::Nothing,
        };
        let entries = std::fs::read_dir(folder).map_err(|error| error.to_string())?;
        let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "table"));
        files.sort();
        for path in files {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
            tables.open = Open::Nothing;
            for (index, text) in text.lines().enumerate() {
                let place = Place { folder: FOLDER, file: name.clone(), line: index + 1 };
                tables.line(&place, text).map_err(|error| place.error(error))?;
            }
        }
        Ok(tables)
    }

    /// The steps of a setup.
    pub fn setup(&self, name: &str) -> Option<&[Step]> {
        let setup = self.setups.iter().find(|setup| setup.name == name);
        setup.map(|setup| setup.steps.as_slice())
    }

    fn line(&mut self, place: &Place, text: &str) -> Result<(), String> {
        let (given, outcome) = text.split_once('|').map_or((text, None), |(a, b)| (a, Some(b)));
        let words = words(given)?;
        let Some(first) = words.first().filter(|word| !word.starts_with('#')) else {
            return Ok(());
        };
        if place.file == "defaults.table" {
            let kind = kind(first)?;
            self.defaults.push((kind, pairs(&words[1..])?));
            return Ok(());
        }
        match first.as_str() {
            "case" => {
                self.cases.push(case(place, &words[1..])?);
                self.open = Open::Case;
            }
            "setup" => {
                let name = words.get(1).ok_or("a setup needs a name")?.clone();
                self.setups.push(Setup { name, steps: Vec::new() });
                self.open = Open::Setup;
            }
            _ => {
                let step = Step { place: place.clone(), act: act(&words, outcome)? };
                self.push(step)?;
            }
        }
        Ok(())
    }

    fn push(&mut self, step: Step) -> Result<(), String> {
        let steps = match self.open {
            Open::Nothing => None,
            Open::Case => self.cases.last_mut().map(|case| &mut case.steps),
            Open::Setup => self.setups.last_mut().map(|setup| &mut setup.steps),
        };
        steps.ok_or("a line before the first case or setup of this file")?.push(step);
        Ok(())
    }
}

fn case(place: &Place, words: &[String]) -> Result<Case, String> {
    let [code, marks @ .., title] = words else {
        return Err("a case needs a code, marks and a title".to_owned());
    };
    super::super::by_code(code).ok_or_else(|| format!("`{code}` is no rule"))?;
    let mut proves = Marks::default();
    for mark in marks {
        match mark.as_str() {
            "accept" => proves.accept = true,
            "break" => proves.broken = true,
            "boundary" => proves.boundary = true,
            other => return Err(format!("`{other}` is no mark; title in quotes?")),
        }
    }
    Ok(Case {
        file: place.file.clone(),
        line: place.line,
        code: code.clone(),
        marks: proves,
        title: title.clone(),
        steps: Vec::new(),
    })
}

/// What a line does.
pub fn act(words: &[String], outcome: Option<&str>) -> Result<Act, String> {
    let second = || words.get(1).cloned().ok_or("a name is missing".to_owned());
    match words[0].as_str() {
        "given" => Ok(Act::Given(second()?)),
        "then" => Ok(Act::Then(second()?, pairs(&words[2..])?)),
        "cash" => Ok(Act::Cash(second()?, pairs(&words[2..])?)),
        _ => event(words, outcome).map(Act::Event),
    }
}

fn event(words: &[String], outcome: Option<&str>) -> Result<EventLine, String> {
    let label = words[0].strip_suffix(':').map(str::to_owned);
    let rest = if label.is_some() { &words[1..] } else { words };
    let (name, rest) = rest.split_first().ok_or("a label without an event")?;
    let (days, fields): (Vec<&String>, Vec<&String>) =
        rest.iter().partition(|word| word.starts_with('@'));
    let on = days.first().map(|day| day[1..].parse::<Date>().map_err(|e| e.to_string()));
    let fields: Vec<String> = fields.into_iter().cloned().collect();
    Ok(EventLine {
        label,
        kind: kind(name)?,
        words: pairs(&fields)?,
        on: on.transpose()?,
        outcome: outcome.map_or(Ok(Outcome::default()), self::outcome)?,
    })
}

fn outcome(text: &str) -> Result<Outcome, String> {
    let words = words(text)?;
    let Some((first, rest)) = words.split_first() else { return Err("no outcome".to_owned()) };
    let mut outcome = Outcome::default();
    if first == "ok" {
        return if rest.is_empty() { Ok(outcome) } else { Err("`ok` says all".to_owned()) };
    }
    let (codes, figures) = rest.split_first().ok_or("an outcome without a code")?;
    outcome.figures = pairs(figures)?;
    match first.as_str() {
        "refused" => outcome.refused = Some(codes.clone()),
        "forced" => (outcome.refused, outcome.forced) = (Some(codes.clone()), true),
        "flagged" => outcome.flagged = codes.split(',').map(str::to_owned).collect(),
        other => return Err(format!("`{other}` is no outcome")),
    }
    for code in outcome.refused.iter().chain(&outcome.flagged) {
        super::super::by_code(code).ok_or_else(|| format!("`{code}` is no rule"))?;
    }
    Ok(outcome)
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::from_name(name).ok_or_else(|| format!("`{name}` is no kind of event"))
}

/// `key=value` words.
pub fn pairs(words: &[String]) -> Result<Vec<(String, String)>, String> {
    let pair = |word: &String| {
        let (key, value) = word.split_once('=').ok_or(format!("`{word}` is not key=value"))?;
        Ok((key.to_owned(), value.to_owned()))
    };
    words.iter().map(pair).collect()
}

/// Words parted by blanks; what stands between quotes is one word or part of one.
pub fn words(text: &str) -> Result<Vec<String>, String> {
    let (mut words, mut word, mut quoted, mut any) = (Vec::new(), String::new(), false, false);
    for letter in text.chars() {
        match letter {
            '"' => (quoted, any) = (!quoted, true),
            blank if blank.is_whitespace() && !quoted => {
                if any || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                any = false;
            }
            other => word.push(other),
        }
    }
    if quoted {
        return Err("a quote is not closed".to_owned());
    }
    if any || !word.is_empty() {
        words.push(word);
    }
    Ok(words)
}
