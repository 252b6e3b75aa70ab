//! Reference data in force: regions, organisations, sources, programmes, rule parameters.

use jejak_events::codes::{Region, SourceCode};
use jejak_events::date::Date;
use jejak_events::reference::{ProgrammesExcluded, RegionRenamed, RuleEnacted};
use jejak_events::text::Code;
use jejak_events::vocabulary::*;
use jejak_events::{Event, Recorded, Rupiah};

mod matrix;

pub use self::matrix::{Exclusion, ProgrammePair, pair};
use crate::rows::Rows;
use crate::state::{State, tables};
use crate::table::Table;

mod imports;
pub(crate) use imports::count_row;
pub use imports::{Import, WaitingCheck, amount_of_row, import_named};

/// A registered organisation.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Organisation {
    /// Short code.
    pub code: Code,
    /// Official name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Region it serves.
    pub region: Region,
}

/// A registered funding source.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Source {
    /// Official name.
    pub name: String,
    /// Budget family.
    pub family: SourceFamily,
    /// Where its cash lies.
    pub cash_origin: CashOrigin,
    /// Whether it is earmarked.
    pub earmark: Earmark,
}

/// A registered programme.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Programme {
    /// Number within this ledger, in the order of registration.
    pub index: u16,
    /// Name.
    pub name: String,
    /// Who receives.
    pub recipient_type: RecipientType,
    /// Money or goods.
    pub form: AidForm,
}

/// A rule parameter as enacted.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Enactment {
    /// Event that enacted it.
    pub seq: u64,
    /// Number, for parameters that are numbers.
    pub value: Option<u32>,
    /// Amount, for parameters that are money.
    pub amount: Option<Rupiah>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
}

/// A parameter for a programme, or for all.
pub type ParameterKey = (Parameter, Option<Code>);

/// Document number as the uniqueness rule sees it: kind, issuer, fiscal year, normalised number.
pub type NumberKey = (DocumentKind, u64, u16, String);

/// State of the area.
#[derive(Debug, Clone, PartialEq, Default, bincode::Encode, bincode::Decode)]
pub struct Reference {
    /// Regions by code; the value tells whether it went out of use.
    pub regions: Table<Region, bool>,
    /// Newest names of regions.
    pub region_names: Table<Region, String>,
    /// Names of regions that were renamed, each with its first day, in their order.
    pub renamed: Table<Region, Vec<(Date, String)>>,
    /// Organisations by sequence number.
    pub organisations: Rows<Organisation>,
    /// Organisations by code.
    pub organisation_codes: Table<Code, u64>,
    /// Sources by code.
    pub sources: Table<SourceCode, Source>,
    /// Programmes by code.
    pub programmes: Table<Code, Programme>,
    /// Parameters with their history, by what they are and for whom.
    pub parameters: Table<ParameterKey, Vec<Enactment>>,
    /// Which parameter an enactment set.
    pub enactments: Rows<ParameterKey>,
    /// Days on which offices are closed.
    pub holidays: Table<Date, ()>,
    /// External lists by sequence number.
    pub external: Rows<Dataset>,
    /// Imports whose rows are events, by sequence number.
    pub imports: Rows<Import>,
    /// The event that first took over a file, by the commitment to it.
    files: Table<[u8; 32], u64>,
    /// Numbers of documents already used.
    pub numbers: Table<NumberKey, u64>,
    /// Programmes that exclude each other, with their history.
    pub exclusions: Table<ProgrammePair, Vec<Exclusion>>,
}

tables!(Reference {
    regions,
    region_names,
    organisations,
    organisation_codes,
    sources,
    programmes,
    parameters,
    enactments,
    holidays,
    external,
    imports,
    files,
    numbers,
    renamed,
    exclusions,
});

impl Reference {
    /// The enactment of a parameter in force on a day: the programme's own before the general.
    pub fn in_force(&self, what: Parameter, programme: &Code, on: Date) -> Option<&Enactment> {
        let of = |key: &ParameterKey| {
            let history = self.parameters.get(key)?;
            history
                .iter()
                .rev()
                .find(|rule| rule.from <= on && rule.until.is_none_or(|until| on <= until))
        };
        of(&(what, Some(programme.clone()))).or_else(|| of(&(what, None)))
    }

    /// The enactment of a parameter that holds for every programme.
    pub fn in_force_for_all(&self, what: Parameter, on: Date) -> Option<&Enactment> {
        let history = self.parameters.get(&(what, None))?;
        history
            .iter()
            .rev()
            .find(|rule| rule.from <= on && rule.until.is_none_or(|until| on <= until))
    }

    /// The name that a region had on a day.
    pub fn region_name_on(&self, region: Region, day: Date) -> Option<&str> {
        let history = self.renamed.get(&region).into_iter().flatten();
        let then = history.rev().find(|(from, _)| *from <= day).map(|(_, name)| name);
        then.or_else(|| self.region_names.get(&region)).map(String::as_str)
    }

    /// Puts an enactment after all others of its parameter, so that it decides: what a hypothesis
    /// assumes, and no event says.
    pub fn assume(&mut self, key: ParameterKey, enactment: Enactment) {
        let history = self.parameters.edit_or_default(&key);
        history.retain(|known| *known != enactment);
        history.push(enactment);
    }

    /// Remembers a document number.
    pub(crate) fn use_number(&mut self, key: NumberKey, seq: u64) {
        if !self.numbers.contains(&key) {
            self.numbers.insert(key, seq);
        }
    }
}

impl State {
    /// Working days after `from` up to and including `until`: neither weekend nor holiday.
    pub fn working_days(&self, from: Date, until: Date) -> i64 {
        (1..=until.days_since(from))
            .filter_map(|offset| from.checked_add_days(offset))
            .filter(|day| !day.is_weekend() && !self.reference.holidays.contains(day))
            .count()
            .try_into()
            .unwrap_or(i64::MAX)
    }

    /// Sen of the SP2D with a number, in any year.
    pub fn sp2d_of_number(&self, number: &jejak_events::DocumentNumber) -> Option<i64> {
        let spps = self.treasury.spps.iter().map(|(_, spp)| spp);
        spps.into_iter()
            .find(|spp| {
                let known = spp.sp2d_number.as_deref().and_then(|known| known.parse().ok());
                known.is_some_and(|known: jejak_events::DocumentNumber| {
                    known.normalised() == number.normalised()
                })
            })
            .map(|spp| spp.sen)
    }

    /// The document number that an event uses up (G8), where it has one: kind, issuer, year and
    /// normalised number.
    pub fn number_of(&self, fact: &Recorded) -> Option<NumberKey> {
        let of_spp = |seq: u64| self.treasury.spps.get(&seq).map_or(0, |spp| spp.organisation);
        let of_npd = |seq: u64| self.treasury.npds.get(&seq).map_or(0, |npd| npd.organisation);
        let of_disaster = |seq: u64| {
            let declared = self.disaster.declared.get(&seq);
            declared.map_or(0, |declared| u64::from(declared.region.packed()))
        };
        let (kind, issuer, number) = match &fact.event {
            Event::ProposalOpened(body) => (DocumentKind::Proposal, body.proposer.0, &body.number),
            Event::DecreeOpened(body) => (DocumentKind::Decree, 0, &body.number),
            Event::CommitmentMade(body) => (DocumentKind::Contract, 0, &body.number),
            Event::SpdIssued(body) => (DocumentKind::Spd, 0, &body.number),
            Event::NpdSubmitted(body) => (DocumentKind::Letter, body.organisation.0, &body.number),
            Event::TbpRecorded(body) => (DocumentKind::Receipt, of_npd(body.npd.0), &body.number),
            Event::SppSubmitted(body) => (DocumentKind::Spp, body.organisation.0, &body.number),
            Event::SpmIssued(body) => (DocumentKind::Spm, of_spp(body.spp.0), &body.number),
            Event::Sp2dIssued(body) => (DocumentKind::Sp2d, 0, &body.number),
            Event::Sp2dRefused(body) => (DocumentKind::Letter, 0, &body.number),
            Event::SpjSubmitted(body) => (DocumentKind::Report, 0, &body.number),
            Event::GoodsHandedOver(body) => (DocumentKind::HandOver, 0, &body.number),
            Event::GrantAgreementSigned(body) => (DocumentKind::Pact, 0, &body.number),
            Event::RepairGroupFormed(body) => {
                (DocumentKind::Minutes, u64::from(body.region.packed()), &body.number)
            }
            Event::WorkHandedOver(body) => (DocumentKind::HandOver, 0, &body.number),
            Event::WorkMaintenanceEnded(body) => (DocumentKind::HandOver, 0, &body.number),
            Event::LicenceRecorded(body) => (DocumentKind::Decree, body.issuer.0, &body.number),
            Event::CooperationSigned(body) => {
                (DocumentKind::Contract, body.organisation.0, &body.number)
            }
            Event::DeliberationRecorded(body) => {
                (DocumentKind::Minutes, u64::from(body.region.packed()), &body.number)
            }
            Event::KubeGroupFormed(body) => {
                (DocumentKind::Minutes, u64::from(body.region.packed()), &body.number)
            }
            Event::KubeAssetsSettled(body) => {
                let group = self.kube.groups.get(&body.group.0);
                let region = group.map_or(0, |group| u64::from(group.region.packed()));
                (DocumentKind::Minutes, region, &body.number)
            }
            // Each region numbers its own decrees.
            Event::DisasterDeclared(body) => {
                (DocumentKind::Decree, u64::from(body.region.packed()), &body.number)
            }
            Event::DisasterExtended(body) => {
                (DocumentKind::Decree, of_disaster(body.disaster.0), &body.number)
            }
            Event::DisasterEnded(body) => {
                (DocumentKind::Decree, of_disaster(body.disaster.0), &body.number)
            }
            _ => return None,
        };
        Some((kind, issuer, fact.envelope.fiscal_year.year(), number.normalised()))
    }
}

pub(crate) fn apply(state: &mut State, fact: &Recorded) {
    let reference = &mut state.reference;
    match &fact.event {
        Event::RegionRegistered(body) => {
            reference.regions.insert(body.code, false);
            reference.region_names.insert(body.code, body.name.to_string());
        }
        Event::RegionRetired(body) => reference.regions.insert(body.code, true),
        Event::RegionRenamed(body) => rename(reference, body),
        Event::ProgrammesExcluded(body) => exclude(reference, fact.seq, body),
        Event::ProgrammeExclusionEnded(body) => {
            let history = reference.exclusions.edit(&pair(&body.first, &body.second));
            for known in history.into_iter().flatten().filter(|known| known.until.is_none()) {
                known.until = Some(body.until);
            }
        }
        Event::OrganisationRegistered(body) => {
            reference.organisation_codes.insert(body.code.clone(), fact.seq);
            reference.organisations.insert(
                fact.seq,
                Organisation {
                    code: body.code.clone(),
                    name: body.name.to_string(),
                    kind: body.kind,
                    region: body.region,
                },
            );
        }
        Event::FundingSourceRegistered(body) => reference.sources.insert(
            body.code,
            Source {
                name: body.name.to_string(),
                family: body.family,
                cash_origin: body.cash_origin,
                earmark: body.earmark,
            },
        ),
        Event::ProgrammeRegistered(body) => {
            let index = u16::try_from(reference.programmes.len()).unwrap_or(u16::MAX);
            reference.programmes.insert(
                body.code.clone(),
                Programme {
                    index,
                    name: body.name.to_string(),
                    recipient_type: body.recipient_type,
                    form: body.form,
                },
            );
        }
        Event::RuleEnacted(body) => enact(reference, fact.seq, body),
        Event::RuleRepealed(body) => {
            let Some(key) = reference.enactments.get(&body.rule.0).cloned() else { return };
            let Some(history) = reference.parameters.edit(&key) else { return };
            for rule in history.iter_mut().filter(|rule| rule.seq == body.rule.0) {
                rule.until = Some(body.until);
            }
        }
        Event::HolidayDeclared(body) => reference.holidays.insert(body.day, ()),
        Event::ExternalDataImported(body) => {
            reference.external.insert(fact.seq, body.dataset);
            reference.remember_file(body.file, fact.seq);
        }
        Event::ImportOpened(body) => imports::open(reference, fact.seq, body),
        Event::ImportClosed(body) => imports::close(state, fact.seq, body.data.0),
        Event::ImportAbandoned(body) => imports::abandon(state, fact.seq, body.data.0),
        _ => {}
    }
}

fn exclude(reference: &mut Reference, seq: u64, body: &ProgrammesExcluded) {
    let history = reference.exclusions.edit_or_default(&pair(&body.first, &body.second));
    history.push(Exclusion { seq, span: body.span, from: body.from, until: body.until });
}

fn enact(reference: &mut Reference, seq: u64, body: &RuleEnacted) {
    let key = (body.parameter, body.programme.clone());
    reference.enactments.insert(seq, key.clone());
    let RuleEnacted { value, amount, from, until, .. } = *body;
    reference.parameters.edit_or_default(&key).push(Enactment { seq, value, amount, from, until });
}

/// The name that a region is registered under stands from the first day on.
fn rename(reference: &mut Reference, body: &RegionRenamed) {
    let Some(before) = reference.region_names.get(&body.code).cloned() else { return };
    let history = reference.renamed.edit_or_default(&body.code);
    if history.is_empty() {
        history.push((Date::MIN, before));
    }
    history.push((body.from, body.name.to_string()));
    reference.region_names.insert(body.code, body.name.to_string());
}
