//! A24: the account does not fit what is paid, or to whom.

use jejak_events::codes::RecipientKind;
use jejak_events::field::Object;
use jejak_events::vocabulary::{AidForm, RecipientType, SppKind, Standing};
use jejak_events::{Event, Recorded};

use crate::budget::Line;
use crate::check::recipients::claims;
use crate::check::{Check, Found, Outcome, Rules};
use crate::posting::Postings;
use crate::said;
use crate::said::Said;
use crate::state::State;
use crate::treasury::SppStage;
use crate::view::{Unanswered, View};

/// Rows, requests, and what treasurers paid from advances.
#[derive(Default)]
pub(super) struct Accounts {
    /// Goods that were handed over: row, event.
    handed: Vec<(u64, u64)>,
    /// Payments of a treasurer from the revolving advance: event, line, sen.
    advances: Vec<(u64, u64, i64)>,
}

impl Check for Accounts {
    fn see(&mut self, state: &State, fact: &Recorded, _posted: &Postings) {
        match &fact.event {
            Event::GoodsHandedOver(body) => {
                let row = state.decree.designations.get(&body.designation.0);
                let line = row.and_then(|row| state.budget.lines.get(&row.line));
                if line.is_some_and(|line| line.account.is_cash()) {
                    self.handed.push((body.designation.0, fact.seq));
                }
            }
            Event::TbpRecorded(body) => {
                let line = state.budget.lines.get(&body.line.0);
                let tu = state.treasury.npds.get(&body.npd.0).and_then(|npd| npd.tu);
                if tu.is_none() && line.is_some_and(|line| line.account.is_bansos()) {
                    self.advances.push((fact.seq, body.line.0, body.amount.sen()));
                }
            }
            _ => {}
        }
    }

    fn found(&mut self, view: &View, _rules: &Rules) -> Result<Outcome, Unanswered> {
        let state = &view.reading.state;
        let mut found = Vec::new();
        for (seq, row, decree) in claims::rows(state) {
            let Some(line) = state.budget.lines.get(&row.line) else { continue };
            let form = state.reference.programmes.get(&decree.programme).map(|it| it.form);
            if let Some(what) = misfit(line, row.recipient_type, form) {
                let about = Found::about(Object::Designation, seq, [row.line, seq], what);
                found.push(about.risking(row.sen).of_row(state, row));
            }
        }
        requests(state, &mut found);
        for (row, event) in &self.handed {
            let Some(known) = state.decree.designations.get(row) else { continue };
            let what = said!(
                "goods were handed over, the account is for money",
                "diserahkan barang, padahal akunnya untuk uang"
            );
            let about = Found::about(Object::Designation, *row, [*row, *event, known.line], what);
            found.push(about.risking(known.sen).of_row(state, known));
        }
        for (seq, line, sen) in &self.advances {
            let what = said!(
                "aid was paid from the revolving advance",
                "bansos dibayar dari uang persediaan"
            );
            let about = Found::about(Object::Tbp, *seq, [*seq, *line], what);
            found.push(about.risking(*sen).of_line(state, *line));
        }
        Ok(Outcome::Found(found))
    }
}

/// What is wrong with the account of a row, by whom and what it is for. A ministry's or a
/// kabupaten's books follow another chart of accounts.
fn misfit(line: &Line, to: Option<RecipientType>, form: Option<AidForm>) -> Option<Said> {
    let account = line.account;
    if line.standing == Standing::Observed {
        return None;
    }
    if !account.is_bansos() && !account.is_hibah() && !account.is_btt() {
        return Some(said!(
            "account {account} is neither bansos, hibah nor BTT",
            "akun {account} bukan bansos, hibah, atau BTT"
        ));
    }
    let due = account.recipient_kind().map(|kind| match kind {
        RecipientKind::Individual => RecipientType::Individual,
        RecipientKind::Family => RecipientType::Family,
        RecipientKind::Group => RecipientType::Group,
        RecipientKind::Institution => RecipientType::Institution,
    });
    if let Some((due, to)) = due.zip(to).filter(|(due, to)| due != to) {
        let (due_en, to_en, due_id, to_id) =
            (due.label_en(), to.label_en(), due.label_id(), to.label_id());
        return Some(said!(
            "account {account} is for: {due_en}; the row names: {to_en}",
            "akun {account} untuk {due_id}, baris menyebut {to_id}"
        ));
    }
    let wrong_form = match form? {
        AidForm::Cash => account.is_goods(),
        AidForm::Goods => account.is_cash(),
        AidForm::Service => false,
    };
    let (en, id) = (form?.label_en(), form?.label_id());
    wrong_form.then(|| {
        said!(
            "account {account} does not fit aid in the form: {en}",
            "akun {account} tidak sesuai bentuk bantuan: {id}"
        )
    })
}

/// Requests that draw aid accounts for something other than aid.
fn requests(state: &State, found: &mut Vec<Found>) {
    for (seq, spp) in state.treasury.spps.iter().filter(|(_, it)| it.stage != SppStage::Ended) {
        for (of, sen) in &spp.lines {
            let Some(line) = state.budget.lines.get(of) else { continue };
            let aid = matches!(spp.kind, SppKind::LsThirdParty | SppKind::Tu | SppKind::TuNil)
                || (spp.kind == SppKind::LsGoods && line.account.is_goods());
            if line.account.is_bansos() && !aid {
                let (account, en, id) = (line.account, spp.kind.label_en(), spp.kind.label_id());
                let what = said!(
                    "an SPP of kind {en} draws from aid account {account}",
                    "SPP {id} dibebankan pada akun bansos {account}"
                );
                let about = Found::about(Object::Spp, seq, [seq, *of], what);
                found.push(about.risking(*sen).of_line(state, *of));
            }
        }
    }
}
