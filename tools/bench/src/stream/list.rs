//! One list of recipients on its way: registered, proposed, designated, paid, credited, used.

use anyhow::Context as _;
use jejak::ledger::Draft;
use jejak_events::decree::*;
use jejak_events::ids::*;
use jejak_events::payment::*;
use jejak_events::proposal::*;
use jejak_events::treasury::*;
use jejak_events::vocabulary::*;
use jejak_events::{Date, Event, Rupiah};

use super::reference::Officer;
use super::{Reference, Shape, bytes16, day};

/// Rupiah per tranche.
const TRANCHE: i64 = 600_000;

/// The sections of a list, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Register,
    Propose,
    Designate,
    Sign,
    Request,
    Instruct,
    Credit,
    Use,
    Over,
}

/// A list under way.
#[derive(Debug)]
pub(super) struct List {
    number: u64,
    shape: Shape,
    section: Section,
    /// Sequence number of the decree; of its first row: one more.
    decree: u64,
    spp: u64,
    /// Sequence number of the first instruction.
    payments: u64,
}

/// The drafts of one section.
struct Drafts<'a> {
    reference: &'a Reference,
    day: Date,
    first_seq: u64,
    all: Vec<Draft>,
}

impl Drafts<'_> {
    /// Adds what the operator brings in.
    fn add(&mut self, event: impl Into<Event>) -> u64 {
        self.all.push(Draft::new(self.day, event));
        self.first_seq + self.all.len() as u64 - 1
    }

    /// Adds what an officer recorded.
    fn add_by(&mut self, officer: Officer, event: impl Into<Event>) -> u64 {
        let draft = Draft::new(self.day, event).recorded_by(officer.account);
        self.all.push(draft.by_official(officer.appointment));
        self.first_seq + self.all.len() as u64 - 1
    }
}

impl List {
    pub fn new(number: u64, shape: Shape) -> List {
        List { number, shape, section: Section::Register, decree: 0, spp: 0, payments: 0 }
    }

    pub fn is_over(&self) -> bool {
        self.section == Section::Over
    }

    /// The drafts of the next section, which begins at `first_seq`.
    pub fn section(&mut self, reference: &Reference, first_seq: u64) -> anyhow::Result<Vec<Draft>> {
        let mut drafts = Drafts { reference, day: day()?, first_seq, all: Vec::new() };
        self.section = match self.section {
            Section::Register => self.register(&mut drafts),
            Section::Propose => self.propose(&mut drafts)?,
            Section::Designate => self.designate(&mut drafts)?,
            Section::Sign => self.sign(&mut drafts),
            Section::Request => self.request(&mut drafts)?,
            Section::Instruct => self.instruct(&mut drafts)?,
            Section::Credit => self.credit(&mut drafts)?,
            Section::Use => self.r#use(&mut drafts)?,
            Section::Over => Section::Over,
        };
        Ok(drafts.all)
    }

    /// Number of a row over all lists: what ids are made from.
    fn person(&self, row: u32) -> u64 {
        self.number * u64::from(self.shape.rows) + u64::from(row)
    }

    fn recipient(&self, row: u32) -> RecipientId {
        RecipientId(bytes16(2, self.person(row)))
    }

    fn account(&self, row: u32) -> Token {
        Token(bytes16(4, self.person(row)))
    }

    /// Rows live in villages that do not follow each other.
    fn village(&self, reference: &Reference, row: u32) -> jejak_events::Region {
        let spread = usize::try_from(self.person(row).wrapping_mul(7_919)).unwrap_or(0);
        reference.villages[spread % reference.villages.len()]
    }

    fn programme(&self, reference: &Reference) -> usize {
        usize::try_from(self.number).unwrap_or(0) % reference.programmes.len()
    }

    fn line(&self, reference: &Reference) -> LineRef {
        let of_programme = &reference.lines[self.programme(reference)];
        let turn = usize::try_from(self.number).unwrap_or(0) / reference.programmes.len();
        of_programme[turn % of_programme.len()]
    }

    /// What one recipient gets in all.
    fn per_row(&self) -> anyhow::Result<Rupiah> {
        Rupiah::from_rupiah(TRANCHE * i64::from(self.shape.tranches)).context("in range")
    }

    fn total(&self) -> anyhow::Result<Rupiah> {
        self.per_row()?.checked_mul(i64::from(self.shape.rows)).context("in range")
    }

    fn register(&self, drafts: &mut Drafts<'_>) -> Section {
        for row in 0..self.shape.rows {
            let household = Some(HouseholdId(bytes16(3, self.person(row))));
            drafts.add(RecipientRegistered {
                recipient: self.recipient(row),
                recipient_type: RecipientType::Family,
                region: self.village(drafts.reference, row),
                household,
                identity: IdentityKind::NikVerified,
                fault: NikFault::None,
            });
        }
        Section::Propose
    }

    fn propose(&self, drafts: &mut Drafts<'_>) -> anyhow::Result<Section> {
        let reference = drafts.reference;
        let (count, requested) = (self.shape.rows, self.total()?);
        let proposal = ProposalRef(drafts.add(ProposalOpened {
            programme: reference.programmes[self.programme(reference)].clone(),
            proposer: reference.agency,
            region: "36".parse()?,
            channel: ProposalChannel::EHibah,
            number: format!("460/{}/USUL/2026", self.number).parse()?,
            count,
            requested,
        }));
        for row in 0..self.shape.rows {
            let (recipient, requested) = (self.recipient(row), self.per_row()?);
            drafts.add(CandidateProposed { proposal, recipient, requested });
        }
        drafts.add(ProposalClosed { proposal, count, requested });
        let verified = ProposalVerified { proposal, outcome: Outcome::Accepted, reason: None };
        drafts.add_by(reference.verifier, verified);
        drafts.add_by(reference.pa, ProposalRecommended { proposal, amount: requested });
        drafts.add_by(reference.bud, ProposalConsidered { proposal, amount: requested });
        Ok(Section::Designate)
    }

    fn designate(&mut self, drafts: &mut Drafts<'_>) -> anyhow::Result<Section> {
        let reference = drafts.reference;
        let (count, total) = (self.shape.rows, self.total()?);
        let opened = DecreeOpened {
            number: format!("188.4/{}/DINSOS/2026", self.number).parse()?,
            signed_on: drafts.day,
            signatory: Some(reference.governor.appointment),
            programme: reference.programmes[self.programme(reference)].clone(),
            amends: None,
            count,
            total,
        };
        self.decree = drafts.add(opened);
        let decree = DecreeRef(self.decree);
        for row in 0..self.shape.rows {
            drafts.add(RecipientDesignated {
                decree,
                recipient: self.recipient(row),
                line: self.line(reference),
                amount: self.per_row()?,
                tranches: self.shape.tranches,
                number: row + 1,
                region: self.village(reference, row),
                account: Some(self.account(row)),
            });
        }
        drafts.add(DecreeClosed { decree, count, total });
        Ok(Section::Sign)
    }

    fn designation(&self, row: u32) -> DesignationRef {
        DesignationRef(self.decree + 1 + u64::from(row))
    }

    fn sign(&self, drafts: &mut Drafts<'_>) -> Section {
        for row in 0..self.shape.rows {
            let mut paper = [0; 32];
            paper[..16].copy_from_slice(&bytes16(5, self.person(row)));
            paper[16..].copy_from_slice(&bytes16(6, self.person(row)));
            let designation = self.designation(row);
            drafts.add(IntegrityPactSigned { designation, paper: Bytes32(paper) });
        }
        Section::Request
    }

    /// SPP, verification, SPM, SP2D, and the bank's payment.
    fn request(&mut self, drafts: &mut Drafts<'_>) -> anyhow::Result<Section> {
        let reference = drafts.reference;
        let amount = self.total()?;
        let number = |kind: &str| format!("{:05}/{kind}/DINSOS/2026", self.number + 1).parse();
        let submitted = SppSubmitted {
            number: number("SPP-LS")?,
            kind: SppKind::LsThirdParty,
            organisation: reference.agency,
            source: None,
            lines: vec![LineAmount { line: self.line(reference), amount }],
            amount,
            decree: Some(DecreeRef(self.decree)),
            commitment: None,
            spj: None,
            payee: None,
        };
        let (spm_number, sp2d_number) = (number("SPM-LS")?, number("SP2D")?);
        self.spp = drafts.add_by(reference.treasurer, submitted);
        let spp = SppRef(self.spp);
        let verified = SppVerified { spp, outcome: Outcome::Accepted, reason: None };
        drafts.add_by(reference.ppk, verified);
        drafts.add_by(reference.pa, SpmIssued { spp, number: spm_number, amount });
        let issued = Sp2dIssued {
            spp,
            number: sp2d_number,
            gross: amount,
            deductions: Vec::new(),
            net: amount,
            cash: reference.rkud,
        };
        drafts.add_by(reference.bud, issued);
        let bank_reference = Token(bytes16(7, self.number));
        drafts.add(Sp2dPaidOut { spp, bank_reference, advance: None, tax_account: None });
        Ok(Section::Instruct)
    }

    fn instruct(&mut self, drafts: &mut Drafts<'_>) -> anyhow::Result<Section> {
        let total = self.total()?;
        let count = self.shape.rows * u32::from(self.shape.tranches);
        let (spp, channel) = (SppRef(self.spp), Channel::Bank);
        let list = PaymentListRef(drafts.add(PaymentListOpened { spp, channel, count, total }));
        self.payments = list.0 + 1;
        let amount = Rupiah::from_rupiah(TRANCHE).context("in range")?;
        for tranche in 1..=self.shape.tranches {
            for row in 0..self.shape.rows {
                let (designation, account) = (Some(self.designation(row)), Some(self.account(row)));
                drafts.add(PaymentInstructed { list, designation, tranche, amount, account });
            }
        }
        drafts.add(PaymentListClosed { list, count, total });
        Ok(Section::Credit)
    }

    /// Payments in the order of the list, with a number each.
    fn payments(&self) -> impl Iterator<Item = (PaymentRef, u64)> {
        let first = self.payments;
        (0..u64::from(self.shape.rows) * u64::from(self.shape.tranches))
            .map(move |index| (PaymentRef(first + index), first + index))
    }

    fn credit(&self, drafts: &mut Drafts<'_>) -> anyhow::Result<Section> {
        let amount = Rupiah::from_rupiah(TRANCHE).context("in range")?;
        for (payment, number) in self.payments() {
            let bank_reference = Token(bytes16(8, number));
            drafts.add(PaymentCredited { payment, amount, bank_reference });
        }
        Ok(if self.shape.used { Section::Use } else { Section::Over })
    }

    fn r#use(&self, drafts: &mut Drafts<'_>) -> anyhow::Result<Section> {
        let amount = Rupiah::from_rupiah(TRANCHE).context("in range")?;
        for (payment, number) in self.payments() {
            let minute = u16::try_from(number % 1_440)?;
            let place = Some(Token(bytes16(9, number % 400)));
            drafts.add(AidTransacted { payment, amount, minute, place, terminal: None });
        }
        Ok(Section::Over)
    }
}
