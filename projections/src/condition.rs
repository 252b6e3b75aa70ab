//! How far an object has come, in words: what the state root keeps as one byte for each object.
//!
//! Not here: the root itself (`root.rs`), which lists all objects; this looks at one.

use jejak_events::ids::RecipientId;
use jejak_events::vocabulary::{FollowUpStatus, Outcome, RecipientStatus};
use jejak_events::{Object, Tag};

use crate::said::Said;
use crate::state::State;

/// How far an object has come: its byte in the state root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Condition {
    /// What kind of object.
    pub object: Object,
    /// Its byte.
    pub byte: u8,
}

/// English and Indonesian of each byte, from 0.
type Words = &'static [(&'static str, &'static str)];

const OPEN: Words = &[("open", "terbuka"), ("closed", "ditutup")];
const STANDS: Words = &[("stands", "berlaku"), ("reversed", "dibalik")];
const RUNNING: Words = &[("running", "berjalan"), ("ended", "berakhir")];

impl Condition {
    /// In words.
    pub fn said(self) -> Said {
        let at = usize::from(self.byte);
        let labelled = |en: Option<&str>, id: Option<&str>| {
            en.zip(id).map(|(en, id)| Said { en: en.to_owned(), id: id.to_owned() })
        };
        let known = match self.object {
            Object::Recipient => {
                let status = RecipientStatus::ALL.get(at);
                labelled(status.map(|s| s.label_en()), status.map(|s| s.label_id()))
            }
            Object::Recommendation => {
                let status = FollowUpStatus::ALL.get(at);
                labelled(status.map(|s| s.label_en()), status.map(|s| s.label_id()))
            }
            Object::Spj if at > 0 => {
                let outcome = Outcome::ALL.get(at - 1);
                labelled(outcome.map(|o| o.label_en()), outcome.map(|o| o.label_id()))
            }
            object => {
                let word = words(object).get(at);
                labelled(word.map(|word| word.0), word.map(|word| word.1))
            }
        };
        known.unwrap_or_else(|| Said::same(self.byte))
    }
}

/// The words of each kind of object; none where it has no life of its own.
fn words(object: Object) -> Words {
    match object {
        Object::Account
        | Object::HistoricalBatch
        | Object::Decree
        | Object::PaymentList
        | Object::CentralPeriod
        | Object::Institution
        | Object::AuthorityMatrix
        | Object::RepairGroup => OPEN,
        Object::Grant => &[("granted", "diberikan"), ("withdrawn", "dicabut")],
        Object::Purchase => STANDS,
        Object::StockMovement => &[("stands", "berlaku"), ("reversed or used up", "dibalik/habis")],
        Object::Disaster
        | Object::Cooperation
        | Object::PkhComponent
        | Object::ServiceUnit
        | Object::Insurance => RUNNING,
        Object::Stay => &[("staying", "tinggal"), ("left", "keluar")],
        Object::KpmPlace => &[("held", "terisi"), ("empty", "kosong")],
        Object::Worker => &[("working", "bertugas"), ("released", "dilepas")],
        Object::Spj => &[("submitted", "diajukan")],
        _ => words_of_stages(object),
    }
}

/// Those whose byte is the position of a stage in its list.
fn words_of_stages(object: Object) -> Words {
    match object {
        Object::Proposal => &[
            ("open", "terbuka"),
            ("closed", "ditutup"),
            ("returned", "dikembalikan"),
            ("verified", "diverifikasi"),
            ("recommended", "direkomendasikan"),
            ("considered", "dipertimbangkan"),
            ("rejected", "ditolak"),
        ],
        Object::Designation => &[
            ("designated", "ditetapkan"),
            ("instructed", "diinstruksikan"),
            ("paid", "dibayar"),
            ("handed over", "diserahkan"),
            ("accounted for", "dipertanggungjawabkan"),
            ("cancelled", "dibatalkan"),
        ],
        Object::Spp => &[
            ("SPP submitted", "SPP diajukan"),
            ("SPP verified", "SPP diverifikasi"),
            ("SPM issued", "SPM terbit"),
            ("SP2D issued", "SP2D terbit"),
            ("paid out", "cair"),
            ("ended", "berakhir"),
        ],
        Object::Payment => &[
            ("instructed", "diinstruksikan"),
            ("credited", "dikreditkan"),
            ("returned", "diretur"),
            ("reissued", "diulang"),
            ("unclaimed", "tidak diambil"),
            ("refunded", "dikembalikan"),
            ("void", "batal"),
        ],
        Object::CentralCredit => {
            &[("credited", "dikreditkan"), ("blocked", "diblokir"), ("cancelled", "dibatalkan")]
        }
        Object::Complaint => &[
            ("received", "diterima"),
            ("assigned", "ditugaskan"),
            ("examined", "diperiksa"),
            ("answered", "dijawab"),
            ("appealed", "dibanding"),
            ("decided", "diputus"),
            ("closed", "ditutup"),
        ],
        Object::Contract => {
            &[("running", "berjalan"), ("completed", "selesai"), ("terminated", "diputus")]
        }
        Object::Finding => &[("open", "terbuka"), ("answered", "dijawab"), ("closed", "ditutup")],
        _ => words_of_areas(object),
    }
}

/// The same of groups, houses, works, cases and losses.
fn words_of_areas(object: Object) -> Words {
    match object {
        Object::KubeGroup => &[
            ("forming", "dibentuk"),
            ("running", "berjalan"),
            ("independent", "mandiri"),
            ("stalled", "macet"),
            ("dissolved", "bubar"),
            ("settled", "selesai"),
        ],
        Object::Loss => &[
            ("determined", "ditetapkan"),
            ("acknowledged", "diakui"),
            ("charged", "dibebankan"),
            ("handed over", "dilimpahkan"),
            ("settled", "lunas"),
            ("written off", "dihapuskan"),
        ],
        Object::House => &[
            ("registered", "terdaftar"),
            ("surveyed", "disurvei"),
            ("designated", "ditetapkan"),
            ("repaired", "diperbaiki"),
            ("unfit again", "tidak layak lagi"),
            ("lost", "hilang"),
        ],
        Object::KpmReplacement => &[
            ("proposed", "diusulkan"),
            ("approved", "disetujui"),
            ("determined", "ditetapkan"),
            ("rejected", "ditolak"),
        ],
        Object::SpendingPlan => {
            &[("open", "terbuka"), ("approved", "disetujui"), ("replaced", "diganti")]
        }
        Object::Case => &[
            ("open", "terbuka"),
            ("approached", "dijangkau"),
            ("rehabilitating", "direhabilitasi"),
            ("referred", "dirujuk"),
            ("closed", "ditutup"),
        ],
        Object::WorkerReport => &[
            ("submitted", "diajukan"),
            ("approved", "disetujui"),
            ("rejected", "ditolak"),
            ("sent back", "dikembalikan"),
        ],
        Object::Work => &[
            ("running", "berjalan"),
            ("stopped", "berhenti"),
            ("handed over", "diserahterimakan"),
            ("maintained", "selesai dipelihara"),
        ],
        _ => &[],
    }
}

impl State {
    /// How far an object, or a registered recipient, has come; none where it is not there, or has
    /// no life of its own.
    pub fn condition(&self, tag: &Tag) -> Option<Condition> {
        match tag {
            Tag::Recipient(id) => {
                let known = self.proposal.recipients.get(&RecipientId(*id))?;
                Some(Condition { object: Object::Recipient, byte: known.status.0 as u8 })
            }
            Tag::Object(object, seq) => {
                let byte = self.byte_of_money(*object, *seq)?;
                Some(Condition { object: *object, byte })
            }
            _ => None,
        }
    }

    /// The byte of an object of the money's own areas.
    fn byte_of_money(&self, object: Object, seq: u64) -> Option<u8> {
        let accounts = &self.access;
        Some(match object {
            Object::Account => u8::from(accounts.accounts.get(&seq)?.closed),
            Object::Grant => u8::from(accounts.grants.get(&seq)?.withdrawn),
            Object::HistoricalBatch => u8::from(self.opening.batches.get(&seq)?.closed),
            Object::Proposal => self.proposal.proposals.get(&seq)?.stage as u8,
            Object::Decree => u8::from(self.decree.decrees.get(&seq)?.closed),
            Object::Designation => self.decree.designations.get(&seq)?.status as u8,
            Object::Spp => self.treasury.spps.get(&seq)?.stage as u8,
            Object::PaymentList => u8::from(self.payment.lists.get(&seq)?.closed),
            Object::Payment => self.payment.payments.get(&seq)?.stage as u8,
            Object::Spj => {
                let outcome = self.accountability.spjs.get(&seq)?.outcome;
                outcome.map_or(0, |outcome| outcome as u8 + 1)
            }
            _ => return self.byte_of_area(object, seq),
        })
    }

    /// The byte of an object of an area of its own.
    fn byte_of_area(&self, object: Object, seq: u64) -> Option<u8> {
        Some(match object {
            Object::CentralPeriod => u8::from(self.central.periods.get(&seq)?.closed.is_some()),
            Object::CentralCredit => self.central.credits.get(&seq)?.stage as u8,
            Object::Complaint => self.complaint.complaints.get(&seq)?.stage as u8,
            Object::Contract => self.contract.contracts.get(&seq)?.stage as u8,
            Object::Disaster => u8::from(self.disaster.declared.get(&seq)?.ended.is_some()),
            Object::Finding => self.finding.findings.get(&seq)?.stage as u8,
            Object::Recommendation => self.finding.recommendations.get(&seq)?.status as u8,
            Object::Institution => u8::from(self.institution.institutions.get(&seq)?.closed),
            Object::Stay => u8::from(self.institution.stays.get(&seq)?.until.is_some()),
            Object::Cooperation => u8::from(self.institution.cooperations.get(&seq)?.ended),
            Object::Investigation => {
                u8::from(self.investigation.investigations.get(&seq)?.is_closed())
            }
            Object::KubeGroup => self.kube.groups.get(&seq)?.stage as u8,
            Object::Loss => self.loss.losses.get(&seq)?.stage as u8,
            Object::PkhComponent => u8::from(self.pkh.components.get(&seq)?.ended.is_some()),
            Object::House => self.rtlh.houses.get(&seq)?.status as u8,
            Object::RepairGroup => u8::from(self.rtlh.groups.get(&seq)?.closed),
            Object::KpmPlace => u8::from(self.sembako.places.get(&seq)?.holder.is_none()),
            Object::KpmReplacement => self.sembako.replacements.get(&seq)?.stage as u8,
            Object::ServiceUnit => u8::from(self.service.units.get(&seq)?.until.is_some()),
            Object::SpendingPlan => self.spending.plans.get(&seq)?.stage as u8,
            Object::Purchase => u8::from(self.spending.purchases.get(&seq)?.reversed_by.is_some()),
            Object::StockMovement => match self.stock.movements.get(&seq) {
                Some(movement) => u8::from(movement.reversed_by.is_some()),
                None => u8::from(self.stock.allocations.get(&seq)?.left == 0),
            },
            Object::AuthorityMatrix => u8::from(self.welfare.matrices.get(&seq)?.closed),
            Object::Case => self.welfare.cases.get(&seq)?.stage as u8,
            Object::Insurance => u8::from(self.welfare.insurances.get(&seq)?.ended.is_some()),
            Object::Worker => u8::from(self.worker.workers.get(&seq)?.released),
            Object::WorkerReport => self.worker.reports.get(&seq)?.stage as u8,
            Object::Work => self.works.works.get(&seq)?.status as u8,
            _ => return None,
        })
    }
}
