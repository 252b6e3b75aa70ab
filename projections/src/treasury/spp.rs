//! A payment request with its SPM and SP2D: what it asks for, how far it has come, what was done
//! with its money.

use jejak_events::date::{Date, FiscalYear};
use jejak_events::ids::PersonId;
use jejak_events::vocabulary::SppKind;
use jejak_events::{SourceCode, Stage};

/// How far a payment request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, bincode::Encode, bincode::Decode)]
#[expect(missing_docs, reason = "the words say it")]
pub enum SppStage {
    Submitted,
    Verified,
    SpmIssued,
    Sp2dIssued,
    PaidOut,
    Ended,
}

/// A payment request with its SPM and SP2D.
#[derive(Debug, Clone, PartialEq, bincode::Encode, bincode::Decode)]
pub struct Spp {
    /// Kind.
    pub kind: SppKind,
    /// Organisation that asks.
    pub organisation: u64,
    /// Fiscal year.
    pub fiscal_year: FiscalYear,
    /// Source of an advance.
    pub source: Option<SourceCode>,
    /// Sen per line.
    pub lines: Vec<(u64, i64)>,
    /// Sen asked for.
    pub sen: i64,
    /// Decree or commitment that it draws from.
    pub basis: Option<u64>,
    /// The decree, when the basis is one.
    pub decree: Option<u64>,
    /// The SPJ that it refills or closes.
    pub spj: Option<u64>,
    /// How far it has come.
    pub stage: SppStage,
    /// Number of the SP2D, once issued.
    pub sp2d_number: Option<String>,
    /// Sen withheld.
    pub withheld: i64,
    /// Account that pays.
    pub cash: Option<u64>,
    /// Day on which the bank paid.
    pub paid_on: Option<Date>,
    /// Sen instructed in lists, or spent from a TU by TBP, per line in the order of `lines`.
    pub instructed: Vec<i64>,
    /// Sen resting with parties paid without a decree's row, not yet accounted for.
    pub credited: i64,
    /// Sen accounted for by accepted SPJ.
    pub accounted: i64,
    /// Sen refunded, of whatever payment or of none.
    pub refunded: i64,
    /// Sen refunded without ever having been instructed, per line in the order of `lines`.
    pub undistributed: Vec<i64>,
    /// Who submitted.
    pub submitted_by: Vec<PersonId>,
    /// Who verified.
    pub verified_by: Vec<PersonId>,
    /// Who ordered.
    pub ordered_by: Vec<PersonId>,
    /// Day of the last step, for the order of documents.
    pub last_step_on: Date,
}

impl Spp {
    /// Sen that the payee gets.
    pub fn net(&self) -> i64 {
        self.sen.saturating_sub(self.withheld)
    }

    /// Sen that the payee gets, per line. What is withheld is taken from the lines in their order.
    pub fn net_lines(&self) -> impl Iterator<Item = (u64, i64)> {
        let mut withheld = self.withheld;
        self.lines.iter().map(move |(line, sen)| {
            let part = withheld.min(*sen);
            withheld = withheld.saturating_sub(part);
            (*line, sen.saturating_sub(part))
        })
    }

    /// Sen of a line that are neither instructed nor sent back.
    pub fn free_of_line(&self, line: u64) -> i64 {
        let at = self.net_lines().zip(self.instructed.iter().zip(&self.undistributed));
        let of_line = at.filter(|((at, _), _)| *at == line);
        of_line
            .map(|((_, net), (instructed, back))| {
                net.saturating_sub(*instructed).saturating_sub(*back)
            })
            .fold(0, i64::saturating_add)
    }

    /// Sen of all lines that are neither instructed nor sent back.
    pub fn free(&self) -> i64 {
        let lines = self.lines.iter().map(|(line, _)| self.free_of_line(*line));
        lines.fold(0, i64::saturating_add)
    }

    /// Sen handed out and neither accounted for nor refunded.
    pub fn to_account(&self) -> i64 {
        self.net().saturating_sub(self.accounted).saturating_sub(self.refunded)
    }

    /// Notes an instruction.
    pub(crate) fn instruct(&mut self, line: u64, sen: i64) {
        add_to_line(&self.lines, &mut self.instructed, line, sen);
    }

    /// Notes that money which nobody was instructed to get went back.
    pub(crate) fn send_back(&mut self, line: u64, sen: i64) {
        add_to_line(&self.lines, &mut self.undistributed, line, sen);
    }

    /// In which stage of its lines the money of a request stands, while it is under way.
    pub(super) fn money(&self) -> Option<Stage> {
        match self.stage {
            SppStage::Submitted | SppStage::Verified => Some(Stage::Spp),
            SppStage::SpmIssued => Some(Stage::Spm),
            SppStage::Sp2dIssued => Some(Stage::Sp2d),
            SppStage::PaidOut | SppStage::Ended => None,
        }
    }

    /// From which stage a request draws its money, and to which it goes back.
    pub(super) fn drawn_from(&self) -> Stage {
        match self.kind {
            SppKind::Gu | SppKind::GuNil => Stage::Advanced,
            // History may know of a payment without knowing what it was based on.
            _ if self.basis.is_none() => Stage::Available,
            _ => Stage::Committed,
        }
    }
}

fn add_to_line(lines: &[(u64, i64)], parts: &mut [i64], line: u64, sen: i64) {
    for ((at, _), part) in lines.iter().zip(parts) {
        if *at == line {
            *part = part.saturating_add(sen);
        }
    }
}
