//! The rules: pure functions over the guard state, one file per area.
//!
//! Every rule has one code, one verdict (refuse or flag), a version range and a source. A rule
//! that refuses guards our own acts: arithmetic, identity, state, segregation of duties. A rule
//! that flags looks at facts: they are recorded as they are, and the flag stays visible.
//!
//! Precedence of refusals: envelope, then the area's rules in the order of their codes as the
//! area's `judge` calls them. `docs/RULES.md` is generated from here.
//!
//! Not here: balances and states (`jejak-projections`), the writer.

use jejak_events::{Area, Recorded, Rupiah, Stage};
use jejak_projections::State;

use super::refusal::{Figures, Flag, Refusal};

mod access;
mod accountability;
mod budget;
mod cash;
mod central;
mod complaint;
mod contract;
mod decree;
mod disaster;
mod envelope;
mod exclusion;
mod finding;
mod institution;
mod integrity;
mod investigation;
mod kube;
mod loss;
mod opening;
mod oversight;
mod payment;
mod pkh;
mod planning;
mod privacy;
mod proposal;
mod quota;
mod reference;
pub mod request;
mod rtlh;
mod sembako;
mod service;
mod spending;
mod stock;
#[cfg(test)]
pub(in crate::ledger) mod tables;
mod treasury;
mod welfare;
mod worker;
mod works;

/// The newest ruleset that this program knows.
pub const RULESET: u16 = 1;

pub use self::reference::is_money;
pub use jejak_projections::said::Language;

/// What a rule does when it is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Nothing is recorded.
    Refuse,
    /// The event is recorded and flagged.
    Flag,
}

/// A rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable code.
    pub code: &'static str,
    /// Its one verdict.
    pub verdict: Verdict,
    /// First ruleset in which it holds.
    pub since: u16,
    /// First ruleset in which it holds no more.
    pub until: Option<u16>,
    /// What is wrong when it is broken, in Bahasa Indonesia.
    pub id: &'static str,
    /// What is wrong when it is broken, in English.
    pub en: &'static str,
    /// Rows of the field's own catalogues that it answers to: invariants G1 to G14, funding rules
    /// P1 to P9, checks A01 to A51, event names.
    pub answers: &'static str,
}

impl Rule {
    /// The title in a language.
    pub const fn title(&self, language: Language) -> &'static str {
        match language {
            Language::Id => self.id,
            Language::En => self.en,
        }
    }

    /// Whether it holds in a ruleset.
    pub const fn holds_in(&self, ruleset: u16) -> bool {
        let ended = match self.until {
            Some(until) => until <= ruleset,
            None => false,
        };
        self.since <= ruleset && !ended
    }
}

/// Declares the rules of an area: one constant each, and the list of all. `since N` after the
/// verdict for a rule that begins with ruleset N, `until N` for one that holds no more in N.
macro_rules! rules {
    (@since) => { 1 };
    (@since $since:literal) => { $since };
    (@until) => { None };
    (@until $until:literal) => { Some($until) };
    ($(
        $name:ident = $code:literal $verdict:ident $(since $since:literal)? $(until $until:literal)?,
            $id:literal, $en:literal, $answers:literal;
    )*) => {
        $(
            #[doc = $en]
            pub(crate) static $name: $crate::ledger::rules::Rule = $crate::ledger::rules::Rule {
                code: $code,
                verdict: $crate::ledger::rules::Verdict::$verdict,
                since: $crate::ledger::rules::rules!(@since $($since)?),
                until: $crate::ledger::rules::rules!(@until $($until)?),
                id: $id,
                en: $en,
                answers: $answers,
            };
        )*
        /// The rules of this area in the order of their codes.
        pub(crate) static ALL: &[&$crate::ledger::rules::Rule] = &[$(&$name),*];
    };
}
pub(crate) use rules;

/// The rules of every area, by area name.
pub fn catalogue() -> Vec<(&'static str, &'static [&'static Rule])> {
    vec![
        ("request", request::ALL),
        ("envelope", envelope::ALL),
        ("integrity", integrity::ALL),
        ("reference", reference::ALL),
        ("access", access::ALL),
        ("opening", opening::ALL),
        ("budget", budget::ALL),
        ("quota", quota::ALL),
        ("proposal", proposal::ALL),
        ("decree", decree::ALL),
        ("treasury", treasury::ALL),
        ("payment", payment::ALL),
        ("cash", cash::ALL),
        ("accountability", accountability::ALL),
        ("spending", spending::ALL),
        ("works", works::ALL),
        ("kube", kube::ALL),
        ("rtlh", rtlh::ALL),
        ("central", central::ALL),
        ("sembako", sembako::ALL),
        ("pkh", pkh::ALL),
        ("service", service::ALL),
        ("institution", institution::ALL),
        ("stock", stock::ALL),
        ("disaster", disaster::ALL),
        ("worker", worker::ALL),
        ("welfare", welfare::ALL),
        ("planning", planning::ALL),
        ("contract", contract::ALL),
        ("loss", loss::ALL),
        ("complaint", complaint::ALL),
        ("finding", finding::ALL),
        ("privacy", privacy::ALL),
        ("oversight", oversight::ALL),
        ("investigation", investigation::ALL),
    ]
}

/// The rule of a code.
pub fn by_code(code: &str) -> Option<&'static Rule> {
    catalogue().into_iter().flat_map(|(_, rules)| rules.iter().copied()).find(|r| r.code == code)
}

/// One event before the state that it would meet.
pub struct Judge<'a> {
    /// State before the event.
    pub state: &'a State,
    /// The event.
    pub fact: &'a Recorded,
    draft: usize,
    flags: &'a mut Vec<Flag>,
}

/// What judging a rule gives.
pub type Judgement = Result<(), Refusal>;

/// Judges one event; flags go to `flags`.
pub fn judge(state: &State, fact: &Recorded, draft: usize, flags: &mut Vec<Flag>) -> Judgement {
    let mut judge = Judge { state, fact, draft, flags };
    integrity::created(&judge)?;
    integrity::belongs(&judge)?;
    envelope::judge(&mut judge)?;
    privacy::flag_erased(&mut judge);
    reference::within(&judge)?;
    match fact.event.kind().group() {
        Area::Integrity => integrity::judge(&mut judge),
        Area::Reference => reference::judge(&mut judge),
        Area::Access => access::judge(&mut judge),
        Area::Opening => opening::judge(&mut judge),
        Area::Budget => budget::judge(&mut judge),
        Area::Quota => quota::judge(&mut judge),
        Area::Proposal => proposal::judge(&mut judge),
        Area::Decree => decree::judge(&mut judge).map(|()| of_areas(&mut judge)),
        Area::Treasury => treasury::judge(&mut judge),
        Area::Payment => payment::judge(&mut judge).map(|()| of_areas(&mut judge)),
        Area::Cash => cash::judge(&mut judge),
        Area::Accountability => accountability::judge(&mut judge),
        Area::Spending => spending::judge(&mut judge),
        Area::Works => works::judge(&mut judge),
        Area::Kube => kube::judge(&mut judge).map(|()| exclusion::aided(&mut judge)),
        Area::Rtlh => rtlh::judge(&mut judge),
        Area::Central => central::judge(&mut judge).map(|()| exclusion::aided(&mut judge)),
        Area::Sembako => sembako::judge(&mut judge),
        Area::Pkh => pkh::judge(&mut judge),
        Area::Service => service::judge(&mut judge),
        Area::Institution => institution::judge(&mut judge),
        Area::Stock => stock::judge(&mut judge),
        Area::Disaster => disaster::judge(&mut judge),
        Area::Worker => worker::judge(&mut judge),
        Area::Welfare => welfare::judge(&mut judge),
        Area::Planning => planning::judge(&mut judge),
        Area::Contract => contract::judge(&mut judge),
        Area::Loss => loss::judge(&mut judge),
        Area::Complaint => complaint::judge(&mut judge),
        Area::Finding => finding::judge(&mut judge),
        Area::Privacy => privacy::judge(&mut judge),
        Area::Oversight => oversight::judge(&mut judge),
        Area::Investigation => investigation::judge(&mut judge),
    }
}

/// What areas of their own have to say of decrees and payments: an institution's licence, a worker
/// among the recipients, a programme that excludes another. They flag, and never refuse.
fn of_areas(judge: &mut Judge<'_>) {
    institution::aided(judge);
    worker::aided(judge);
    exclusion::aided(judge);
}
/// Stages that may fall below zero: they mirror what comes from outside the line.
pub const UNGUARDED: &[Stage] =
    &[Stage::Ceiling, Stage::SpdLimit, Stage::ContraPost, Stage::Suspense];

/// No single amount is larger: 10^15 rupiah, a hundred times the provincial budget. A line would
/// need ninety such amounts to leave the range of i64 sen.
pub const AMOUNT_MAX: Rupiah = Rupiah::from_sen(100_000_000_000_000_000);

impl Judge<'_> {
    /// Whether the event belongs to a batch of history.
    pub fn historical(&self) -> bool {
        self.fact.envelope.historical.is_some()
    }

    /// Refuses unless the condition holds.
    pub fn require(
        &self,
        holds: bool,
        rule: &'static Rule,
        figures: impl FnOnce() -> Figures,
    ) -> Judgement {
        debug_assert_eq!(rule.verdict, Verdict::Refuse, "{} flags", rule.code);
        #[cfg(test)]
        tables::probe::note(rule, holds);
        if holds || !rule.holds_in(self.ruleset()) {
            return Ok(());
        }
        Err(Refusal { rule, draft: self.draft, figures: figures() })
    }

    /// Flags when the condition holds.
    pub fn flag_if(&mut self, found: bool, rule: &'static Rule, figures: impl FnOnce() -> Figures) {
        debug_assert_eq!(rule.verdict, Verdict::Flag, "{} refuses", rule.code);
        #[cfg(test)]
        tables::probe::note(rule, !found);
        if found && rule.holds_in(self.ruleset()) {
            self.flags.push(Flag { seq: self.fact.seq, rule, figures: figures() });
        }
    }

    /// Refuses an amount that is not above zero, or beyond [`AMOUNT_MAX`].
    pub fn positive(&self, field: &'static str, amount: Rupiah) -> Judgement {
        let figures = || Figures::expected(field, "an amount above zero", amount);
        self.require(amount.is_positive(), &envelope::AMOUNT_NOT_POSITIVE, figures)?;
        self.within_range(field, amount)
    }

    /// Refuses an amount below zero, or beyond [`AMOUNT_MAX`].
    pub fn not_negative(&self, field: &'static str, amount: Rupiah) -> Judgement {
        let figures = || Figures::expected(field, "an amount of zero or more", amount);
        self.require(!amount.is_negative(), &envelope::AMOUNT_NOT_POSITIVE, figures)?;
        self.within_range(field, amount)
    }

    fn within_range(&self, field: &'static str, amount: Rupiah) -> Judgement {
        self.require(amount <= AMOUNT_MAX, &envelope::AMOUNT_TOO_LARGE, || {
            Figures::amounts(field, amount.sen(), AMOUNT_MAX.sen())
        })
    }

    /// Refuses a last day before the first.
    pub fn days_in_order(
        &self,
        field: &'static str,
        from: jejak_events::Date,
        until: Option<jejak_events::Date>,
    ) -> Judgement {
        let ordered = until.is_none_or(|until| from <= until);
        self.require(ordered, &reference::DATES_INVERTED, || {
            let found = until.unwrap_or(from);
            Figures::expected(field, format_args!("{from} or later"), found)
        })
    }

    /// The number of a parameter in force for all programmes on the day of the event, and the
    /// event that enacted it.
    pub(crate) fn limit(
        &self,
        parameter: jejak_events::vocabulary::Parameter,
    ) -> Option<(i64, u64)> {
        let day = self.fact.envelope.occurred_on;
        let rule = self.state.reference.in_force_for_all(parameter, day)?;
        Some((i64::from(rule.value?), rule.seq))
    }

    /// Refuses aid that is not whole rupiah.
    pub fn whole_rupiah(&self, field: &'static str, amount: Rupiah) -> Judgement {
        self.require(amount.is_whole_rupiah(), &envelope::AMOUNT_NOT_WHOLE, || {
            Figures::expected(field, "whole rupiah, without sen", amount)
        })
    }

    /// Refuses a region that is not registered.
    pub fn known_region(&self, field: &'static str, region: jejak_events::Region) -> Judgement {
        let known = self.state.reference.regions.contains(&region);
        self.require(known, &reference::REGION_UNKNOWN, || {
            Figures::expected(field, "a registered region", region)
        })
    }

    /// Refuses a programme that is not registered.
    pub fn known_programme(&self, field: &'static str, code: &jejak_events::Code) -> Judgement {
        let known = self.state.reference.programmes.contains(code);
        self.require(known, &reference::PROGRAMME_UNKNOWN, || {
            Figures::expected(field, "a registered programme", code)
        })
    }

    /// Refuses a funding source that is not registered.
    pub fn known_source(&self, field: &'static str, source: jejak_events::SourceCode) -> Judgement {
        let known = self.state.reference.sources.contains(&source);
        self.require(known, &reference::SOURCE_UNKNOWN, || {
            Figures::expected(field, "a registered funding source", source)
        })
    }

    /// Refuses a recipient that is not registered.
    pub fn known_recipient(
        &self,
        field: &'static str,
        recipient: jejak_events::ids::RecipientId,
    ) -> Judgement {
        let known = self.state.proposal.recipients.contains(&recipient);
        self.require(known, &proposal::RECIPIENT_UNKNOWN, || {
            Figures::expected(field, "a registered recipient", recipient)
        })
    }

    /// Refuses when one of the event's persons already acted in a duty that must be another's.
    pub fn separate_from(
        &self,
        rule: &'static Rule,
        others: &[jejak_events::ids::PersonId],
    ) -> Judgement {
        let people = jejak_projections::integrity::people_of(&self.fact.envelope);
        let same = people.iter().any(|person| others.contains(person));
        self.require(self.historical() || !same, rule, || {
            Figures::expected("recorder", "another person", "the same person in both duties")
        })
    }

    fn ruleset(&self) -> u16 {
        // Before the genesis there is no ruleset yet; its own is checked by the integrity rules.
        self.state.integrity.meta().ruleset.max(1)
    }
}

/// So many basis points of an amount in sen, rounded down to the sen.
pub(crate) fn share_of(sen: i64, basis_points: i64) -> i64 {
    let share = i128::from(sen).saturating_mul(i128::from(basis_points)) / 10_000;
    i64::try_from(share).unwrap_or(i64::MAX)
}

/// Turns a money condition into figures on a line.
pub(crate) fn short_of(field: &'static str, asked: i64, available: i64, line: u64) -> Figures {
    Figures::amounts(field, asked, available).on_line(line)
}
