//! What is planted for the checks of the field, by name: the objects that a check has to find in
//! the sample, whatever their sequence numbers are.
//!
//! Not here: what a rule flags when it is recorded, which the flags themselves tell. Both together
//! are `docs/planted.tsv`; `docs/PLANTED.md` tells it to people.

use std::str::FromStr;

use jejak_events::{Object, Tag};

use super::build::{Build, rows};
use super::people::recipient;
use super::{Script, batches};

/// Something that a check has to find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planted {
    /// Code of the check, `A33`.
    pub check: &'static str,
    /// What it is about.
    pub subject: Tag,
    /// What is wrong with it.
    pub what: &'static str,
}

/// Check; subject; what is wrong. A subject is the word of an object with the label of its event,
/// or `recipient` with story and number; `+N` is the N-th after it.
const PLANTED: &str = "
  A01 | recipient jamsosratu 26            | a NIK whose birthdate cannot be
  A02 | kpm kpm/twice                      | a second place in one desa
  A03 | kpm kpm/elsewhere                  | a place in a second kabupaten
  A03 | pkh-component pkh-component/31-1   | a child of two families
  A04 | pkh-component pkh-component/30-0   | a second family of one household
  A04 | kpm kpm/sembako+299                | a second place in one household
  A05 | designation designation/rtlh+2     | a house that DAK pays for in the same year
  A05 | kube kube/jahit                    | a member of another group
  A05 | designation designation/susulan    | JAMSOSRATU beside PKH
  A06 | central-credit central-credit/sembako-1+7 | credited after death
  A06 | event food/claimed                 | food for somebody who had died
  A07 | worker worker/tksk+8               | a civil servant is paid a stipend
  A07 | designation designation/families+20 | the family of a companion
  A07 | kpm kpm/sembako+297                | a civil servant
  A07 | designation designation/planted    | stands on a list of civil servants
  A08 | kube kube/jahit                    | a member who was found not eligible
  A08 | designation designation/rtlh+3     | disputed land
  A09 | designation designation/planted    | stands on a list of officers of companies
  A10 | kpm kpm/elsewhere                  | lives in another kabupaten
  A10 | designation designation/susulan    | lives in another kabupaten than its row
  A11 | kube kube/warung                   | a member of a group of 2018
  A11 | designation designation/rtlh+7     | a house repaired in 2024
  A12 | designation designation/susulan+1  | a finding about the recipient is open
  A13 | designation designation/planted    | nobody checked the recipient
  A14 | central-credit central-credit/outsider | credited without a place
  A15 | designation designation/kube-jahit | Rp20.000.000 for four members
  A15 | central-credit central-credit/sembako-1+50 | half of what is due
  A16 | decree decree/did                  | Rp800.000 more than its rows
  A16 | central-period central-period/pkh-1 | the ministry's report differs
  A17 | kpm kpm/sembako+178                | above the places of the desa
  A18 | designation decree/btt+1           | the first of 37.790 rows for nobody proposed
  A19 | event kpm-replaced/bare            | replaced without minutes and approval
  A20 | proposal proposal/late             | after the deadline
  A21 | decree decree/planted              | signed by a head who had left
  A23 | contribution peran/tanpa-kas       | cash within the budget that no account got
  A24 | designation designation/susulan+1  | an individual on an account for families
  A25 | spp spp/2025-02                    | its SP2D is dated before its SPP
  A26 | purchase purchase/kube-jahit-2     | bought in two halves below the limit
  A27 | line line/2025                     | eleven of fourteen SP2D after 22 December
  A27 | spp spp/2025-14                    | SP2D and payment in the year after
  A28 | spp spp/tu-2025-open               | a TU that nobody accounted for
  A28 | spp spp/tu-2025-late               | a TU accounted for after 76 days
  A28 | spp spp/up-2025                    | an UP open on 31 December
  A29 | service service/36.03              | APBN in the fifth year
  A29 | service service/36.04              | the fourth year, and no line
  A30 | central-credit central-credit/twice | credited twice for one period
  A30 | insurance askesos/ganda            | insured twice
  A31 | central-credit central-credit/sembako-1+80 | the account of another KPM
  A31 | designation designation/families+21 | the account of a companion
  A31 | designation designation/kube-jahit | an account that is not the group's
  A32 | central-credit central-credit/sembako-1+60 | untouched for 122 days
  A33 | payment payment/susulan+2          | sent back in June, and never repaired
  A34 | central-credit central-credit/sembako-1+61 | Rp400.000 that did not go back
  A34 | designation designation/kube-warung | Rp5.000.000 reported as spent, without receipt
  A35 | payment payment/families+5         | Rp250.000 were kept
  A35 | central-credit central-credit/sembako-1+90 | Rp50.000 were kept
  A36 | central-credit central-credit/sembako-1+104 | the fifth card on a terminal within minutes
  A36 | central-credit central-credit/sembako-1+130 | a card used at night
  A36 | event withdrawal/kube-jahit        | drawn by a stranger, after that of another group
  A37 | designation designation/kube-warung | a report that was refused
  A37 | spj spj/tu-2025-late               | after its month
  A38 | purchase purchase/kube-warung-2    | the receipt of another purchase
  A38 | purchase purchase/kube-warung-1    | a receipt of a Sunday
  A39 | work work/rtlh+6                   | nothing happens
  A39 | work work/rtlh+5                   | BAST at 58 %
  A40 | kube kube/jahit                    | four members
  A40 | repair-group group/rtlh-2          | three households
  A41 | stay stay/lansia+40                | the 41st client of a home for 40
  A41 | institution institution/lansia     | a licence that ran out
  A42 | event opname/beras                 | 3 kg of rice missing
  A42 | event stock/longsor-lauk           | expired goods were issued
  A43 | worker worker/second-tksk          | two TKSK in one kecamatan
  A43 | worker worker/tksk+7               | paid without an approved report
  A43 | worker worker/tagana+3             | paid for the month after leaving
  A44 | decree decree/btt                  | 6,2 % never reached anybody
  A44 | decree decree/did                  | 28,9 % never reached anybody
  A44 | decree decree/susulan              | a third never arrived
  A45 | event kasus/terlambat              | recorded a month late
  A46 | event opname/selimut-sendiri       | the keeper counts the own warehouse
  A46 | event visit/kube-jahit             | a member signs as mentor
  A47 | event sp2d-unknown                 | an SP2D that is not here
  A48 | recommendation recommendation/potongan | followed up after sixty days
  A49 | decree decree/gelondongan          | names nobody
  A50 | purchase purchase/heap             | the first of thirty of Rp100.000 on one day
  A50 | spp spp/2025-04                    | the first of ten of Rp199.500.000
  A50 | decree decree/btt                  | 75.613 rows of Rp600.000 in one batch
  A51 | case kasus/11                      | a service of another level of government
";

/// What is planted in a sample ledger whose founding batch ends before `first_seq`.
pub fn planted(first_seq: u64) -> Vec<Planted> {
    let mut script = batches(first_seq);
    while script.next().is_some() {}
    script.planted()
}

impl Script {
    /// What is planted; complete when all batches were taken.
    pub fn planted(&self) -> Vec<Planted> {
        rows::<3>(PLANTED)
            .map(|[check, subject, what]| Planted {
                check,
                subject: subject_of(&self.build, subject),
                what,
            })
            .collect()
    }
}

/// The tag that a subject of the table stands for.
fn subject_of(b: &Build, subject: &str) -> Tag {
    let (word, rest) = subject.split_once(' ').unwrap_or((subject, ""));
    if word == "recipient" {
        let (story, number) = rest.rsplit_once(' ').unwrap_or((rest, ""));
        return Tag::Recipient(recipient(story, whole(number)).0);
    }
    let (label, after) = rest.split_once('+').unwrap_or((rest, "0"));
    let object = Object::from_word(word).expect("words of the table are valid, as its test shows");
    Tag::Object(object, b.at(label).saturating_add(whole(after)))
}

fn whole(digits: &str) -> u64 {
    u64::from_str(digits).expect("numbers of the table are valid, as its test shows")
}
