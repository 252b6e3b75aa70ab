//! The founding batch and the reference data: regions, organisations, people, sources,
//! programmes, parameters, budget lines, released funds.

use anyhow::Context as _;
use jejak::ledger::Draft;
use jejak::ledger::rules::RULESET;
use jejak_events::access::{AccountOpened, OfficialAppointed, RoleGranted};
use jejak_events::budget::BudgetCeilingSet;
use jejak_events::cash::{CashAccountOpened, CashReceived};
use jejak_events::ids::*;
use jejak_events::integrity::LedgerCreated;
use jejak_events::quota::QuotaSet;
use jejak_events::reference::*;
use jejak_events::treasury::{LineAmount, SpdIssued};
use jejak_events::vocabulary::*;
use jejak_events::{Code, Date, Event, FiscalYear, Region, Rupiah, SourceCode, ZoneId};

use super::{bytes16, day, evening};

/// Kabupaten and kota of Banten.
const REGENCIES: &[&str] =
    &["36.01", "36.02", "36.03", "36.04", "36.71", "36.72", "36.73", "36.74"];
const DISTRICTS: u32 = 10;
const VILLAGES: u32 = 10;
const PROGRAMMES: &[&str] = &["BLT-BBM", "JAMSOSRATU", "UEP-LANSIA", "ASPD"];
const SOURCES: &[(&str, &str, SourceFamily)] = &[
    ("1.1.01", "Pendapatan Asli Daerah", SourceFamily::ApbdProvince),
    ("1.2.01", "Dana Alokasi Umum", SourceFamily::Transfer),
    ("1.2.02", "Insentif Fiskal", SourceFamily::FiscalIncentive),
];
/// Ceiling of each line in rupiah: more than any run pays out.
const CEILING: i64 = 90_000_000_000_000;

/// A person of the agency: account and appointment.
#[derive(Debug, Clone, Copy)]
pub struct Officer {
    /// The account.
    pub account: AccountRef,
    /// The appointment.
    pub appointment: AppointmentRef,
}

/// What the lists refer to.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Events of the founding batch.
    pub founding: usize,
    /// Head of region, who signs decrees.
    pub governor: Officer,
    /// Verifier of proposals.
    pub verifier: Officer,
    /// Treasurer, who asks for payment.
    pub treasurer: Officer,
    /// PPK-SKPD, who verifies the request.
    pub ppk: Officer,
    /// PA, who orders payment.
    pub pa: Officer,
    /// BUD, who pays.
    pub bud: Officer,
    /// The agency.
    pub agency: OrganisationRef,
    /// Villages.
    pub villages: Vec<Region>,
    /// Programmes by code.
    pub programmes: Vec<Code>,
    /// Lines by programme, one per source.
    pub lines: Vec<Vec<LineRef>>,
    /// Treasury account.
    pub rkud: CashAccountRef,
}

/// Drafts whose indexes are their sequence numbers.
struct Drafts {
    day: Date,
    all: Vec<Draft>,
}

impl Drafts {
    fn add(&mut self, event: impl Into<Event>) -> u64 {
        self.all.push(Draft::new(self.day, event));
        self.all.len() as u64 - 1
    }
}

impl Reference {
    /// The reference data and the drafts that record it.
    pub fn new() -> anyhow::Result<(Reference, Vec<Draft>)> {
        let mut drafts = Drafts { day: day()?, all: Vec::new() };
        found(&mut drafts)?;
        let founding = drafts.all.len();
        let villages = regions(&mut drafts)?;
        let province: Region = "36".parse()?;
        let agency = OrganisationRef(drafts.add(OrganisationRegistered {
            code: "DINSOS".parse()?,
            name: "Dinas Sosial".parse()?,
            kind: OrganisationKind::Skpd,
            region: province,
            parent: None,
        }));
        let mut officer = |number, office| appoint(&mut drafts, agency, number, office);
        let (governor, verifier) = (officer(1, Office::Governor)?, officer(2, Office::Verifier)?);
        let (treasurer, ppk) = (officer(3, Office::Treasurer)?, officer(4, Office::PpkSkpd)?);
        let (pa, bud) = (officer(5, Office::Pa)?, officer(6, Office::Bud)?);
        let sources = sources(&mut drafts)?;
        let programmes = programmes(&mut drafts, drafts_year()?)?;
        let rkud = CashAccountRef(drafts.add(CashAccountOpened {
            kind: CashKind::Rkud,
            organisation: agency,
            name: "RKUD".parse()?,
            account: None,
        }));
        let lines = lines(&mut drafts, agency, province, &programmes, &sources)?;
        fund(&mut drafts, rkud, &sources, &lines)?;
        let reference = Reference {
            founding,
            governor,
            verifier,
            treasurer,
            ppk,
            pa,
            bud,
            agency,
            villages,
            programmes,
            lines,
            rkud,
        };
        Ok((reference, drafts.all))
    }
}

fn drafts_year() -> anyhow::Result<FiscalYear> {
    Ok(day()?.fiscal_year())
}

/// Ledger, first account and its role; [`super::actor`] is that account.
fn found(drafts: &mut Drafts) -> anyhow::Result<()> {
    drafts.add(LedgerCreated {
        ledger_id: Bytes32([7; 32]),
        origin: "bench.example/jejak".parse()?,
        zone: ZoneId::Wib,
        checkpoint_keys: Vec::new(),
        ruleset: RULESET,
        created_at: evening()?,
    });
    let person = PersonId(bytes16(1, 0));
    let account = AccountRef(drafts.add(AccountOpened { person, organisation: None }));
    let (role, from) = (Role::Administrator, drafts.day);
    drafts.add(RoleGranted { account, role, organisation: None, region: None, from, until: None });
    Ok(())
}

fn regions(drafts: &mut Drafts) -> anyhow::Result<Vec<Region>> {
    let mut register = |code: String| -> anyhow::Result<Region> {
        let region: Region = code.parse()?;
        let name = format!("Wilayah {code}").parse()?;
        drafts.add(RegionRegistered { code: region, name, scheme: RegionScheme::Kemendagri });
        Ok(region)
    };
    register("36".to_owned())?;
    let mut villages = Vec::new();
    for regency in REGENCIES {
        register((*regency).to_owned())?;
        for district in 1..=DISTRICTS {
            register(format!("{regency}.{district:02}"))?;
            for village in 1..=VILLAGES {
                villages.push(register(format!("{regency}.{district:02}.{}", 2000 + village))?);
            }
        }
    }
    Ok(villages)
}

fn appoint(
    drafts: &mut Drafts,
    organisation: OrganisationRef,
    number: u64,
    office: Office,
) -> anyhow::Result<Officer> {
    let person = PersonId(bytes16(1, number));
    let account = drafts.add(AccountOpened { person, organisation: Some(organisation) });
    let appointment = drafts.add(OfficialAppointed {
        person,
        office,
        organisation,
        capacity: Capacity::Definitive,
        from: drafts_year()?.first_day(),
        until: None,
        basis: "SK pengangkatan".parse()?,
    });
    Ok(Officer { account: AccountRef(account), appointment: AppointmentRef(appointment) })
}

fn sources(drafts: &mut Drafts) -> anyhow::Result<Vec<SourceCode>> {
    let mut codes = Vec::new();
    for (code, name, family) in SOURCES {
        let code: SourceCode = code.parse()?;
        drafts.add(FundingSourceRegistered {
            code,
            name: name.parse()?,
            family: *family,
            cash_origin: CashOrigin::Rkud,
            earmark: Earmark::General,
        });
        codes.push(code);
    }
    Ok(codes)
}

/// Programmes with a cap, a cooling-off and a quota per regency; limits that hold for all.
fn programmes(drafts: &mut Drafts, year: FiscalYear) -> anyhow::Result<Vec<Code>> {
    let from = year.first_day();
    let basis: jejak_events::Text = "Peraturan Gubernur".parse()?;
    let enact = |drafts: &mut Drafts, parameter, programme: Option<&Code>, value, rupiah| {
        let (programme, basis) = (programme.cloned(), basis.clone());
        let amount = Option::<i64>::and_then(rupiah, Rupiah::from_rupiah);
        drafts.add(RuleEnacted { parameter, programme, value, amount, from, until: None, basis });
    };
    enact(drafts, Parameter::BackdatingDays, None, Some(30), None);
    enact(drafts, Parameter::ChannelDays, None, Some(30), None);
    enact(drafts, Parameter::Sp2dDays, None, Some(2), None);
    let mut codes = Vec::new();
    for name in PROGRAMMES {
        let code: Code = name.parse()?;
        drafts.add(ProgrammeRegistered {
            code: code.clone(),
            name: name.parse()?,
            pillar: Pillar::Protection,
            purpose: AidPurpose::Protection,
            recipient_type: RecipientType::Family,
            form: AidForm::Cash,
            cycle: Cycle::Monthly,
        });
        enact(drafts, Parameter::AmountCap, Some(&code), None, Some(15_000_000));
        enact(drafts, Parameter::CoolingOffDays, Some(&code), Some(365), None);
        for regency in REGENCIES {
            drafts.add(QuotaSet {
                programme: code.clone(),
                region: regency.parse()?,
                fiscal_year: year,
                count: 1_000_000_000,
                standing: Standing::Own,
                number: format!("188.4/{name}/{regency}/2026").parse()?,
            });
        }
        codes.push(code);
    }
    Ok(codes)
}

/// One line per programme and source.
fn lines(
    drafts: &mut Drafts,
    organisation: OrganisationRef,
    region: Region,
    programmes: &[Code],
    sources: &[SourceCode],
) -> anyhow::Result<Vec<Vec<LineRef>>> {
    let fiscal_year = drafts_year()?;
    let mut lines = Vec::new();
    for (programme, number) in programmes.iter().zip(1..) {
        let mut of_programme = Vec::new();
        for source in sources {
            of_programme.push(LineRef(drafts.add(BudgetCeilingSet {
                fiscal_year,
                organisation,
                activity: format!("1.06.05.1.02.{number:04}").parse()?,
                account: "5.1.06.02.01.0001".parse()?,
                source: *source,
                programme: programme.clone(),
                region,
                standing: Standing::Own,
                basis: CeilingBasis::Dpa,
                carried_from: None,
                amount: ceiling()?,
            })));
        }
        lines.push(of_programme);
    }
    Ok(lines)
}

fn ceiling() -> anyhow::Result<Rupiah> {
    Rupiah::from_rupiah(CEILING).context("the ceiling is in range")
}

/// Releases every line in full, and fills the treasury.
fn fund(
    drafts: &mut Drafts,
    cash: CashAccountRef,
    sources: &[SourceCode],
    lines: &[Vec<LineRef>],
) -> anyhow::Result<()> {
    let amount = ceiling()?;
    let lines = lines.iter().flatten().map(|line| LineAmount { line: *line, amount }).collect();
    drafts.add(SpdIssued { number: "900/SPD-1/2026".parse()?, quarter: 1, lines });
    for source in sources {
        drafts.add(CashReceived {
            cash,
            source: *source,
            kind: CashReceiptKind::OwnRevenue,
            amount: amount.checked_mul(PROGRAMMES.len().try_into()?).context("in range")?,
            bank_reference: None,
        });
    }
    Ok(())
}
