//! Plays a case: judges each event, compares the outcome, applies what was accepted.

use std::collections::BTreeMap;

use jejak_events::envelope::{
    ActorSignature, Envelope, Nonce, Official, Recorder, RequestId, ToSign,
};
use jejak_events::ids::{AccountRef, ActorKeyRef, AppointmentRef, HistoricalBatchRef};
use jejak_events::vocabulary::Authentication;
use jejak_events::{Date, Event, FiscalYear, Recorded, Rupiah, Stage, Timestamp};
use jejak_projections::{Postings, State};

use super::audit::audit;
use super::body::{self, Names};
use super::parse::{Act, Case, EventLine, FOLDER, Outcome, Place, Step, Tables};
use super::probe;
use crate::ledger::rules::judge;
use crate::ledger::{Figures, Flag, Refusal};

/// Parts of the envelope: words that are no field of any event.
const ENVELOPE: &[&str] = &["by", "for", "history", "year", "recorded", "signed", "nonce", "at"];

/// Plays cases from the same beginning.
pub struct Runner<'a> {
    tables: &'a Tables,
    empty: World,
    beginning: World,
}

/// The ledger as a case sees it.
#[derive(Clone)]
pub struct World {
    /// The state that the rules look at.
    pub state: State,
    /// Everything that was recorded.
    pub facts: Vec<Recorded>,
    /// The rules that flagged, each with its event.
    pub flags: Vec<(u64, &'static str)>,
    labels: BTreeMap<String, u64>,
    on: Date,
    clock: Date,
}

impl Names for World {
    fn seq(&self, label: &str) -> Option<u64> {
        self.labelled(label)
    }
    fn next(&self) -> u64 {
        self.state.integrity.size()
    }
}

impl World {
    /// Nothing recorded yet.
    fn on(day: Date) -> World {
        World {
            state: State::default(),
            facts: Vec::new(),
            flags: Vec::new(),
            labels: BTreeMap::new(),
            on: day,
            clock: day,
        }
    }

    /// The event that bore a label.
    pub fn labelled(&self, label: &str) -> Option<u64> {
        self.labels.get(label).copied()
    }
}

impl<'a> Runner<'a> {
    /// Plays the prelude.
    pub fn new(tables: &'a Tables) -> Result<Runner<'a>, String> {
        let first = Date::from_ymd(2026, 1, 2).ok_or("no such day")?;
        let world = World::on(first);
        let mut runner = Runner { tables, empty: world.clone(), beginning: world.clone() };
        let mut prelude = world;
        for step in tables.setup("prelude").ok_or("no setup `prelude`")? {
            runner.step(&mut prelude, step)?;
        }
        runner.beginning = prelude;
        Ok(runner)
    }

    /// The ledger after the prelude.
    pub fn beginning(&self) -> World {
        self.beginning.clone()
    }

    /// Plays a setup.
    pub fn set_up(&self, world: &mut World, name: &str) -> Result<(), String> {
        let steps = self.tables.setup(name).ok_or_else(|| format!("no setup `{name}`"))?;
        steps.iter().try_for_each(|step| self.step(world, step))
    }

    /// Plays a case; the error says where it went another way.
    pub fn run(&self, case: &Case) -> Result<(), String> {
        let mut world = self.beginning();
        let mut asked = Vec::new();
        let head = || format!("case {} \"{}\"\n  ", case.code, case.title);
        for step in &case.steps {
            probe::take();
            self.step(&mut world, step).map_err(|error| head() + &error)?;
            asked.extend(probe::take().into_iter().filter(|(code, _)| *code == case.code));
        }
        let (held, broken) = (asked.iter().any(|(_, held)| *held), asked.iter().any(|(_, h)| !h));
        let marks = case.marks;
        let both = held && broken;
        let honest = (!marks.accept || held) && (!marks.broken || broken);
        if honest && (!marks.boundary || both) && marks != super::Marks::default() {
            return Ok(());
        }
        let place = Place { folder: FOLDER, file: case.file.clone(), line: case.line };
        let found = format!("marks not earned: the rule held {held}, was broken {broken}");
        Err(head() + &place.error(found))
    }

    /// Plays one line.
    pub fn step(&self, world: &mut World, step: &Step) -> Result<(), String> {
        let place = &step.place;
        match &step.act {
            Act::Given(name) if name == "nothing" => {
                *world = self.empty.clone();
                Ok(())
            }
            Act::Given(name) => {
                let steps = self.tables.setup(name);
                let steps = steps.ok_or_else(|| place.error(format!("no setup `{name}`")))?;
                steps.iter().try_for_each(|step| self.step(world, step))
            }
            Act::Event(line) => self.event(world, line).map_err(|error| place.error(error)),
            Act::Then(line, stages) => {
                { stages.iter().try_for_each(|(stage, amount)| then(world, line, stage, amount)) }
                    .map_err(|error| place.error(error))
            }
            Act::Cash(account, sources) => {
                sources.iter().try_for_each(|(source, amount)| cash(world, account, source, amount))
            }
            .map_err(|error| place.error(error)),
        }
    }

    fn event(&self, world: &mut World, line: &EventLine) -> Result<(), String> {
        let fact = self.fact(world, line)?;
        world.state.begin_batch(fact.seq, body::head_of(fact.seq));
        let mut flags = Vec::new();
        let verdict = judge(&world.state, &fact, 0, &mut flags);
        compare(world, &line.outcome, verdict.as_ref().err(), &flags)?;
        if verdict.is_err() && !line.outcome.forced {
            return Ok(());
        }
        if let Some(label) = &line.label {
            world.labels.insert(label.clone(), fact.seq);
        }
        let mut post = Postings::default();
        world.state.apply(&fact, &mut post);
        world.flags.extend(flags.iter().map(|flag| (fact.seq, flag.rule.code)));
        world.facts.push(fact);
        if line.outcome.forced { Ok(()) } else { audit(&world.state, &post) }
    }

    /// The event as the writer would record it.
    pub fn fact(&self, world: &mut World, line: &EventLine) -> Result<Recorded, String> {
        let mut words = line.words.clone();
        let defaults = self.tables.defaults.iter().find(|(kind, _)| *kind == line.kind);
        let more = defaults.into_iter().flat_map(|(_, words)| words.iter());
        words.extend(more.cloned());
        let fields = line.kind.info().fields;
        let known = |key: &str| fields.iter().any(|field| field.name == key);
        if let Some((key, _)) = words.iter().find(|(k, _)| !known(k) && !ENVELOPE.contains(&&**k)) {
            return Err(format!("{} has no field `{key}`", line.kind.name()));
        }
        let json = body::record(&fields, &words, world)?;
        let event = Event::from_json(line.kind, &json).map_err(|error| error.to_string())?;
        world.on = line.on.unwrap_or(world.on);
        let of = |key: &str| words.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str());
        let clock = of("recorded").map(|day| day.parse::<Date>().map_err(|e| e.to_string()));
        world.clock = clock.transpose()?.unwrap_or(world.clock.max(world.on));
        let mut fact = Recorded {
            seq: world.next(),
            recorded_at: noon(world.clock)?,
            envelope: envelope(world, &of)?,
            event,
            older: None,
        };
        if let Some((label, name)) = of("signed").and_then(|signed| signed.split_once(':')) {
            let seq = world.seq(label).ok_or("no such key")?;
            let mut nonce = Nonce::default();
            let used = of("nonce").map_or_else(|| fact.seq.to_string(), str::to_owned);
            nonce.0.iter_mut().zip(used.bytes()).for_each(|(slot, byte)| *slot = byte);
            let message = ToSign::of(&fact, world.state.integrity.meta().ledger_id, nonce).bytes();
            let bytes = ed25519_dalek::Signer::sign(&body::key_of(name), &message).to_bytes();
            fact.envelope.signature = Some(ActorSignature { key: ActorKeyRef(seq), nonce, bytes });
        }
        Ok(fact)
    }
}

/// Noon in Jakarta.
fn noon(day: Date) -> Result<Timestamp, String> {
    const HOURS: i64 = 3_600_000_000;
    let micros = i64::from(day.days()) * 24 * HOURS + 5 * HOURS;
    Timestamp::from_micros(micros).ok_or_else(|| format!("{day} is out of range"))
}

fn envelope<'a>(world: &World, of: &impl Fn(&str) -> Option<&'a str>) -> Result<Envelope, String> {
    let index = of("at").map(|index| index.parse().map_err(|_| "no index".to_owned()));
    let year = of("year").map(|year| year.parse::<FiscalYear>().map_err(|e| e.to_string()));
    let history = of("history").map(|label| world.seq(label).ok_or("no such batch of history"));
    Ok(Envelope {
        batch_index: index.transpose()?.unwrap_or(0),
        batch_len: 1,
        request_id: RequestId::default(),
        occurred_on: world.on,
        fiscal_year: year.transpose()?.unwrap_or(world.on.fiscal_year()),
        recorder: recorder(world, of("by").unwrap_or("operator"))?,
        official: of("for").map(|label| official(world, label)).transpose()?,
        authentication: Authentication::Local,
        signature: None,
        documents: Vec::new(),
        historical: history.transpose()?.map(HistoricalBatchRef),
    })
}

/// `NAME`, or `NAME:PERSON` for an account used by another.
fn recorder(world: &World, word: &str) -> Result<Recorder, String> {
    let (account, person) = word.split_once(':').unwrap_or((word, word));
    let seq = account.parse().ok().or_else(|| world.seq(account)).unwrap_or(0);
    let person = body::id_of(person).parse().map_err(|_| "no person".to_owned())?;
    Ok(Recorder { account: AccountRef(seq), person })
}

/// `LABEL` of an appointment, or `LABEL:PERSON` for another in that office.
fn official(world: &World, word: &str) -> Result<Official, String> {
    let (label, person) = word.split_once(':').map_or((word, None), |(l, p)| (l, Some(p)));
    let seq = world.seq(label).ok_or_else(|| format!("nobody is appointed as `{label}`"))?;
    let known = world.state.access.appointments.get(&seq).ok_or("no appointment")?;
    let person = person.map_or(Ok(known.person), |name| body::id_of(name).parse());
    Ok(Official {
        person: person.map_err(|_| "no person".to_owned())?,
        office: known.office,
        capacity: known.capacity,
        appointment: AppointmentRef(seq),
    })
}

fn compare(
    world: &World,
    expected: &Outcome,
    refusal: Option<&Refusal>,
    flags: &[Flag],
) -> Result<(), String> {
    let refused = refusal.map(|refusal| refusal.rule.code.to_owned());
    let mut flagged: Vec<String> = Vec::new();
    if refusal.is_none() {
        flagged.extend(flags.iter().map(|flag| flag.rule.code.to_owned()));
        flagged.sort();
        flagged.dedup();
    }
    let actual = Outcome { refused, flagged, ..Outcome::default() };
    if expected.any_flags && refusal.is_none() {
        return Ok(());
    }
    let mut wanted = Outcome { refused: expected.refused.clone(), ..Outcome::default() };
    wanted.flagged.clone_from(&expected.flagged);
    wanted.flagged.sort();
    if actual != wanted {
        return Err(format!(
            "\n    expected {}\n    actual   {}",
            in_words(&wanted),
            all_figures(refusal, flags)
        ));
    }
    let figures = match (refusal, expected.flagged.first()) {
        (Some(refusal), _) => Some(&refusal.figures),
        (None, Some(code)) => {
            flags.iter().find(|flag| flag.rule.code == code).map(|flag| &flag.figures)
        }
        (None, None) => None,
    };
    let Some(figures) = figures else { return Ok(()) };
    expected.figures.iter().try_for_each(|(key, value)| figure(world, figures, key, value))
}

fn in_words(outcome: &Outcome) -> String {
    match (&outcome.refused, outcome.flagged.as_slice()) {
        (Some(code), _) => format!("refused {code}"),
        (None, []) => "ok".to_owned(),
        (None, codes) => format!("flagged {}", codes.join(",")),
    }
}

fn all_figures(refusal: Option<&Refusal>, flags: &[Flag]) -> String {
    if let Some(refusal) = refusal {
        return format!("refused {refusal}");
    }
    let flags: Vec<String> = flags
        .iter()
        .map(|flag| format!("flagged {}", flag.sentence(crate::ledger::rules::Language::En)))
        .collect();
    if flags.is_empty() { "ok".to_owned() } else { flags.join("\n             ") }
}

fn figure(world: &World, figures: &Figures, key: &str, value: &str) -> Result<(), String> {
    let label = |seq: Option<u64>| match seq {
        Some(seq) if world.seq(value) == Some(seq) => value.to_owned(),
        other => other.map_or_else(String::new, |seq| seq.to_string()),
    };
    let found = match key {
        "field" => figures.field.unwrap_or_default().to_owned(),
        "expected" => figures.expected.clone().unwrap_or_default(),
        "found" => figures.found.clone().unwrap_or_default(),
        "asked" => figures.asked.map_or_else(String::new, |amount| amount.to_string()),
        "available" => figures.available.map_or_else(String::new, |amount| amount.to_string()),
        "line" => label(figures.line),
        "event" => label(figures.event),
        other => return Err(format!("`{other}` is no figure")),
    };
    if found == value {
        return Ok(());
    }
    Err(format!("\n    expected {key}={value}\n    actual   {key}={found} of ({figures})"))
}

fn amount(word: &str) -> Result<i64, String> {
    word.parse::<Rupiah>().map(Rupiah::sen).map_err(|error| error.to_string())
}

fn then(world: &World, line: &str, stage: &str, word: &str) -> Result<(), String> {
    let seq = world.seq(line).ok_or_else(|| format!("no line `{line}`"))?;
    let stage = Stage::from_word(stage).ok_or_else(|| format!("`{stage}` is no stage"))?;
    let sen = world.state.budget.at(seq, stage);
    if sen == amount(word)? {
        return Ok(());
    }
    Err(format!("line {line} holds {} in `{stage}`, expected {word}", Rupiah::from_sen(sen)))
}

fn cash(world: &World, account: &str, source: &str, word: &str) -> Result<(), String> {
    let seq = world.seq(account).ok_or_else(|| format!("no account `{account}`"))?;
    let code = source.parse().map_err(|_| format!("`{source}` is no source"))?;
    let sen = world.state.cash.at(seq, code);
    if sen == amount(word)? {
        return Ok(());
    }
    Err(format!("{account} holds {} of {source}, expected {word}", Rupiah::from_sen(sen)))
}
