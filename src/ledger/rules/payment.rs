//! Rules for payments. Instructions are our own acts; credits, returns and use are facts.

use jejak_events::payment::*;
use jejak_events::vocabulary::{Parameter, RecipientStatus, SppKind};
use jejak_events::{Event, Rupiah, Stage};
use jejak_projections::decree::{Designation, RowStatus};
use jejak_projections::payment::{Payment, PaymentList, PaymentStage, tranche_bit};
use jejak_projections::treasury::{Spp, SppStage};

use super::{Figures, Judge, Judgement, Refusal, envelope, rules, short_of};

rules! {
    NO_SP2D = "PAY-01" Refuse,
        "SP2D belum terbit", "the SP2D is not issued", "G14 InstruksiBayarDibuat";
    LIST_CLOSED = "PAY-02" Refuse,
        "daftar bayar sudah ditutup", "the payment list is closed", "InstruksiBayarDibuat";
    ABOVE_DESIGNATION = "PAY-03" Refuse,
        "instruksi melebihi nilai penetapan", "the instruction is above what the decree's row gives", "A15 InstruksiBayarDibuat G3";
    INSTRUCTED_TWICE = "PAY-04" Refuse,
        "tahap itu sudah diinstruksikan", "that tranche is already instructed", "A30 G11";
    ABOVE_NET = "PAY-05" Refuse,
        "instruksi melebihi neto SP2D", "the instructions are above the SP2D's net", "InstruksiBayarDibuat G3 A16";
    LIST_MISMATCH = "PAY-06" Refuse,
        "jumlah atau total daftar tidak sesuai", "count or total of the list is not what was recorded", "InstruksiBayarDibuat G3";
    WRONG_DECREE = "PAY-07" Refuse,
        "penerima tidak ada pada SK atau baris yang didanai SP2D itu", "the row is not of the decree or line that the SP2D pays", "A14 A23 P1";
    CREDITED_TWICE = "PAY-08" Flag,
        "pembayaran dikreditkan lagi", "the payment was credited again", "A30 G11 PembayaranDikreditkan G4";
    AMOUNT_DIFFERS = "PAY-09" Flag,
        "nilai kredit berbeda dari instruksi", "the amount credited is not the one instructed", "A15 A16 PembayaranDikreditkan G4";
    REFERENCE_USED = "PAY-10" Flag,
        "referensi bank sudah dipakai", "the bank reference was used before", "A30 PembayaranDikreditkan";
    LIST_STILL_OPEN = "PAY-11" Flag,
        "dikreditkan sebelum daftar bayar ditutup", "credited before the payment list closed", "G14";
    BEFORE_PAID_OUT = "PAY-12" Flag,
        "dikreditkan sebelum SP2D dicairkan", "credited before the SP2D was paid out", "A25 G14 A14";
    NOT_RETURNABLE = "PAY-13" Refuse,
        "pembayaran tidak dapat diretur pada tahap ini", "the payment cannot come back at this stage", "G11 PembayaranDiretur";
    NOT_RETURNED = "PAY-14" Refuse,
        "hanya pembayaran yang diretur dapat diulang", "only a returned payment can be reissued", "G11 PembayaranDiulang";
    ABOVE_CREDIT = "PAY-15" Refuse,
        "melebihi sisa yang dikreditkan", "above what is left of the credit", "BantuanDitransaksikan BantuanTidakDiambil G4";
    USED_BEFORE = "PAY-16" Flag,
        "dinyatakan tidak diambil padahal pernah bertransaksi", "called unclaimed although it was used", "BantuanTidakDiambil";
    PAID_AFTER_DEATH = "PAY-17" Flag,
        "dibayar setelah penerima meninggal", "paid after the recipient died", "A06 StatusPenerimaBerubah";
    IDLE_AT_CHANNEL = "PAY-18" Flag,
        "dana terlalu lama di penyalur", "the money lay too long at the channel", "A32";
    GOODS_LIST = "PAY-19" Refuse,
        "daftar barang kosong, tidak urut, atau berjumlah nol", "the goods are empty, out of order or zero", "BarangDiserahkan";
    ABOVE_SUPPLY = "PAY-20" Refuse,
        "barang melebihi yang dibeli lewat pembayaran itu", "the goods are above what the payment bought", "BarangDiserahkan";
    DEDUCTION = "PAY-21" Flag,
        "penerima menerima kurang dari yang dikreditkan", "the recipient got less than was credited", "A35 PotonganDilaporkan";
    INSTRUCTOR_IS_ORDERER = "PAY-22" Refuse,
        "pembuat daftar bayar sama dengan PA/KPA atau PPK", "who draws up the list is the PA/KPA or the PPK", "A46 InstruksiBayarDibuat";
    GOODS_VALUE = "PAY-23" Flag,
        "nilai barang berbeda dari penetapan", "the goods' value is not the row's", "A15 BarangDiserahkan";
    ROW_CANCELLED = "PAY-24" Refuse,
        "penetapan sudah dibatalkan", "the designation is cancelled", "A14 PenerimaDibatalkan";
    PACT_MISSING = "PAY-25" Flag,
        "pakta integritas belum ditandatangani", "the integrity pact is not signed", "PaktaIntegritasDitandatangani";
    TRANCHE = "PAY-26" Refuse,
        "tahap di luar jumlah tahap penetapan", "the tranche is beyond those of the row", "InstruksiBayarDibuat";
    MINUTE = "PAY-27" Refuse,
        "menit harus 0 sampai 1439", "the minute must be 0 to 1439", "BantuanDitransaksikan";
    OTHER_LINE = "PAY-28" Refuse,
        "instruksi tanpa baris SK perlu SP2D dengan satu baris anggaran", "without a decree's row the SP2D must have exactly one line", "P1 A23";
    NOT_DIRECT = "PAY-29" Refuse,
        "daftar bayar hanya untuk SP2D-LS; uang muka dibayar dengan TBP", "payment lists are for direct SP2D; advances are paid by TBP", "InstruksiBayarDibuat G14";
    LINE_SHARE = "PAY-30" Refuse,
        "instruksi melebihi bagian baris anggaran pada SP2D", "the instruction is above its line's share of the SP2D", "InstruksiBayarDibuat P1 G3";
    SUPPLY_LINE = "PAY-31" Refuse,
        "barang tidak dibeli dari baris anggaran penetapan", "the goods were not bought from the row's line", "BarangDiserahkan P1 A23";
    AGREEMENT_MISSING = "PAY-32" Flag,
        "NPHD belum ditandatangani", "the grant agreement (NPHD) is not signed", "NphdDitandatangani";
    FILE_OF_OPEN_LIST = "PAY-33" Refuse,
        "berkas bayar hanya dari daftar yang sudah ditutup", "a payment file is made of a closed list only", "InstruksiBayarDibuat";
    FILE_MISMATCH = "PAY-34" Refuse,
        "jumlah atau total berkas bukan yang diinstruksikan", "count or total of the file is not what was instructed", "InstruksiBayarDibuat G3 A16";
    FILED_TWICE = "PAY-35" Flag,
        "berkas untuk daftar itu sudah pernah dibuat", "a file was made of that list before", "A30 InstruksiBayarDibuat";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::PaymentListOpened(body) => open_list(judge, body),
        Event::PaymentInstructed(body) => instruct(judge, body),
        Event::PaymentListClosed(body) => close_list(judge, body),
        Event::PaymentFileMade(body) => file(judge, body),
        Event::PaymentCredited(body) => credit(judge, body),
        Event::PaymentReturned(body) => {
            let payment = payment(judge, body.payment.0)?;
            let held = match payment.stage {
                PaymentStage::Instructed => payment.at_channel,
                PaymentStage::Credited => judge.state.resting(payment, Stage::Credited),
                _ => 0,
            };
            let untouched = payment.transacted == 0 && payment.unclaimed == 0;
            judge.require(held > 0 && untouched, &NOT_RETURNABLE, || {
                let found = format!("{:?}", payment.stage);
                Figures::expected("payment", "Instructed or Credited, unused", found)
                    .by(body.payment.0)
            })
        }
        Event::PaymentReissued(body) => {
            let payment = payment(judge, body.payment.0)?;
            let held = judge.state.resting(payment, Stage::Returned);
            let returned = payment.stage == PaymentStage::Returned && held > 0;
            judge.require(returned, &NOT_RETURNED, || {
                let found = format!("{:?}", payment.stage);
                Figures::expected("payment", "Returned", found).by(body.payment.0)
            })
        }
        Event::AidTransacted(body) => {
            judge.require(body.minute < 1440, &MINUTE, || {
                Figures::expected("minute", "0 to 1439", body.minute)
            })?;
            left_of_credit(judge, body.payment.0, body.amount).map(|_| ())
        }
        Event::AidUnclaimed(body) => {
            let payment = left_of_credit(judge, body.payment.0, body.amount)?;
            let used = payment.transacted;
            judge.flag_if(used > 0, &USED_BEFORE, || Figures::amounts("amount", used, 0));
            Ok(())
        }
        Event::GoodsHandedOver(body) => hand_over(judge, body),
        Event::DeductionReported(body) => {
            judge.not_negative("received", body.received)?;
            let credited = payment(judge, body.payment.0)?.credited;
            judge.flag_if(body.received.sen() < credited, &DEDUCTION, || {
                Figures::amounts("received", body.received.sen(), credited).by(body.payment.0)
            });
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The payment; the envelope's rules made sure that it exists.
fn payment<'a>(judge: &Judge<'a>, seq: u64) -> Result<&'a Payment, Refusal> {
    judge.state.payment.payments.get(&seq).ok_or_else(|| Refusal {
        rule: &envelope::REFERENCE_UNKNOWN,
        draft: judge.draft,
        figures: Figures::expected("payment", "a payment", seq).by(seq),
    })
}

fn list_and_spp<'a>(judge: &Judge<'a>, list: u64) -> Option<(&'a PaymentList, &'a Spp)> {
    let list = judge.state.payment.lists.get(&list)?;
    Some((list, judge.state.treasury.spps.get(&list.spp)?))
}

fn open_list(judge: &mut Judge<'_>, body: &PaymentListOpened) -> Judgement {
    judge.not_negative("total", body.total)?;
    let Some(spp) = judge.state.treasury.spps.get(&body.spp.0) else { return Ok(()) };
    provided(judge, body.spp.0, spp)?;
    let direct = matches!(spp.kind, SppKind::LsPayroll | SppKind::LsGoods | SppKind::LsThirdParty);
    judge.require(direct, &NOT_DIRECT, || {
        Figures::expected("spp", SppKind::LsThirdParty, spp.kind).by(body.spp.0)
    })?;
    judge.separate_from(&INSTRUCTOR_IS_ORDERER, &spp.ordered_by)?;
    judge.separate_from(&INSTRUCTOR_IS_ORDERER, &spp.verified_by)
}

/// The SP2D that provides the money must be issued; history may know the payment before it.
fn provided(judge: &mut Judge<'_>, seq: u64, spp: &Spp) -> Judgement {
    let issued = matches!(spp.stage, SppStage::Sp2dIssued | SppStage::PaidOut);
    judge.in_order(issued, spp.stage != SppStage::Ended, &NO_SP2D, || {
        Figures::expected("spp", "Sp2dIssued or PaidOut", format!("{:?}", spp.stage)).by(seq)
    })
}

fn instruct(judge: &mut Judge<'_>, body: &PaymentInstructed) -> Judgement {
    judge.positive("amount", body.amount)?;
    judge.whole_rupiah_for_aid(body)?;
    let Some((list, spp)) = list_and_spp(judge, body.list.0) else { return Ok(()) };
    judge.require(!list.closed, &LIST_CLOSED, || {
        Figures::expected("list", "an open list", body.list.0).by(body.list.0)
    })?;
    provided(judge, list.spp, spp)?;
    match body.designation {
        Some(row) => instruct_row(judge, body, row.0, spp)?,
        None => judge.require(spp.lines.len() == 1, &OTHER_LINE, || {
            Figures::expected("designation", "a row, unless the SP2D has one line", "none")
        })?,
    }
    let (sen, room) = (body.amount.sen(), spp.free());
    judge
        .require(sen <= room, &ABOVE_NET, || Figures::amounts("amount", sen, room).by(list.spp))?;
    let line = judge.state.line_of_instruction(list.spp, body.designation.map(|row| row.0));
    let line = line.unwrap_or(u64::MAX);
    let share = spp.free_of_line(line);
    judge.require(sen <= share, &LINE_SHARE, || short_of("amount", sen, share, line).by(list.spp))
}

fn instruct_row(judge: &mut Judge<'_>, body: &PaymentInstructed, seq: u64, spp: &Spp) -> Judgement {
    let Some(row) = judge.state.decree.designations.get(&seq) else { return Ok(()) };
    let of_decree = spp.decree == Some(row.decree);
    let of_line = spp.lines.iter().any(|(line, _)| *line == row.line);
    judge.require(of_decree && of_line, &WRONG_DECREE, || {
        Figures::expected("designation", "a row of the decree and line that the SP2D pays", seq)
            .on_line(row.line)
            .by(seq)
    })?;
    judge.require(row.status != RowStatus::Cancelled, &ROW_CANCELLED, || {
        Figures::expected("designation", "a row in force", seq).by(seq)
    })?;
    judge.require((1..=row.tranches).contains(&body.tranche), &TRANCHE, || {
        Figures::expected("tranche", format_args!("1 to {}", row.tranches), body.tranche).by(seq)
    })?;
    let taken = row.tranches_taken & tranche_bit(body.tranche) != 0;
    judge.require(!taken, &INSTRUCTED_TWICE, || {
        Figures::expected("tranche", "a tranche not yet instructed", body.tranche).by(seq)
    })?;
    let room = row.sen.saturating_sub(row.instructed);
    judge.require(body.amount.sen() <= room, &ABOVE_DESIGNATION, || {
        Figures::amounts("amount", body.amount.sen(), room).on_line(row.line).by(seq)
    })?;
    flag_papers(judge, seq, row);
    Ok(())
}

/// Aid and grants need the recipient's pakta integritas, grants the NPHD besides.
fn flag_papers(judge: &mut Judge<'_>, seq: u64, row: &Designation) {
    // History that brings no papers does not say that there were none.
    let Some(line) = judge.state.budget.lines.get(&row.line) else { return };
    if judge.historical() {
        return;
    }
    let (grant, aid) = (line.account.is_hibah(), line.account.is_bansos());
    judge.flag_if((grant || aid) && !row.pact_signed, &PACT_MISSING, || {
        Figures::field("designation").by(seq)
    });
    judge.flag_if(grant && !row.agreement_signed, &AGREEMENT_MISSING, || {
        Figures::field("designation").by(seq)
    });
}

impl Judge<'_> {
    /// Aid to a recipient is whole rupiah; a contract party's invoice need not be.
    fn whole_rupiah_for_aid(&self, body: &PaymentInstructed) -> Judgement {
        body.designation.map_or(Ok(()), |_| self.whole_rupiah("amount", body.amount))
    }
}

fn close_list(judge: &Judge<'_>, body: &PaymentListClosed) -> Judgement {
    let Some((list, _)) = list_and_spp(judge, body.list.0) else { return Ok(()) };
    judge.require(!list.closed, &LIST_CLOSED, || {
        Figures::expected("list", "an open list", body.list.0).by(body.list.0)
    })?;
    let counted = (list.count, list.sen);
    let fits = counted == (body.count, body.total.sen())
        && counted == (list.stated_count, list.stated_sen);
    judge.require(fits, &LIST_MISMATCH, || {
        let total = Rupiah::from_sen(list.sen);
        Figures::expected("count", format_args!("{} with {total}", list.count), body.count)
    })
}

/// A second file may be needed, because a bank lost the first; money may go out twice by it.
fn file(judge: &mut Judge<'_>, body: &PaymentFileMade) -> Judgement {
    let Some((list, _)) = list_and_spp(judge, body.list.0) else { return Ok(()) };
    judge.require(list.closed, &FILE_OF_OPEN_LIST, || {
        Figures::expected("list", "a closed list", body.list.0).by(body.list.0)
    })?;
    let fits = (list.count, list.sen) == (body.count, body.total.sen());
    judge.require(fits, &FILE_MISMATCH, || {
        let total = Rupiah::from_sen(list.sen);
        Figures::expected("count", format_args!("{} with {total}", list.count), body.count)
    })?;
    judge.flag_if(list.filed.is_some(), &FILED_TWICE, || {
        Figures::expected("list", "a list without a file", body.list.0)
            .by(list.filed.unwrap_or_default())
    });
    Ok(())
}

fn credit(judge: &mut Judge<'_>, body: &PaymentCredited) -> Judgement {
    judge.positive("amount", body.amount)?;
    let payment = payment(judge, body.payment.0)?;
    let due = payment.at_channel;
    judge.flag_if(due == 0, &CREDITED_TWICE, || {
        let found = format!("{:?}", payment.stage);
        Figures::expected("payment", "Instructed", found).by(body.payment.0)
    });
    judge.flag_if(due > 0 && body.amount.sen() != due, &AMOUNT_DIFFERS, || {
        Figures::amounts("amount", body.amount.sen(), due).by(body.payment.0)
    });
    let used = judge.state.payment.used_by(&body.bank_reference);
    judge.flag_if(used.is_some(), &REFERENCE_USED, || {
        Figures::field("bank_reference").by(used.unwrap_or(0))
    });
    let Some((list, spp)) = list_and_spp(judge, payment.list) else { return Ok(()) };
    judge.flag_if(!list.closed, &LIST_STILL_OPEN, || Figures::field("payment").by(payment.list));
    let day = judge.fact.envelope.occurred_on;
    let early = spp.paid_on.is_none_or(|paid| day < paid);
    judge.flag_if(early, &BEFORE_PAID_OUT, || {
        let paid = spp.paid_on.map_or_else(|| "not paid out".to_owned(), |day| day.to_string());
        Figures::expected("occurred_on", paid, day).by(list.spp)
    });
    flag_idle(judge, spp);
    flag_death(judge, payment);
    Ok(())
}

fn flag_idle(judge: &mut Judge<'_>, spp: &Spp) {
    let day = judge.fact.envelope.occurred_on;
    let Some(rule) = judge.state.reference.in_force_for_all(Parameter::ChannelDays, day) else {
        return;
    };
    let (event, limit) = (rule.seq, i64::from(rule.value.unwrap_or(0)));
    let days = spp.paid_on.map_or(0, |paid| i64::from(day.days_since(paid)));
    judge.flag_if(days > limit, &IDLE_AT_CHANNEL, || {
        Figures::expected("occurred_on", format_args!("within {limit} days"), days).by(event)
    });
}

fn flag_death(judge: &mut Judge<'_>, payment: &Payment) {
    let recipient = payment.recipient.and_then(|id| judge.state.proposal.recipients.get(&id));
    let Some(recipient) = recipient else { return };
    let day = judge.fact.envelope.occurred_on;
    let (status, since) = recipient.status;
    let dead = status == RecipientStatus::Deceased && since.is_none_or(|since| since < day);
    judge
        .flag_if(dead, &PAID_AFTER_DEATH, || Figures::expected("occurred_on", "before death", day));
}

/// The payment, whose credit must leave at least the amount.
fn left_of_credit<'a>(judge: &Judge<'a>, seq: u64, amount: Rupiah) -> Result<&'a Payment, Refusal> {
    judge.positive("amount", amount)?;
    let payment = payment(judge, seq)?;
    let left = judge.state.resting(payment, Stage::Credited);
    judge.require(amount.sen() <= left, &ABOVE_CREDIT, || {
        Figures::amounts("amount", amount.sen(), left).by(seq)
    })?;
    Ok(payment)
}

fn hand_over(judge: &mut Judge<'_>, body: &GoodsHandedOver) -> Judgement {
    judge.positive("amount", body.amount)?;
    let fits = !body.items.is_empty()
        && body.items.is_sorted_by(|a, b| a.item < b.item)
        && body.items.iter().all(|item| item.quantity > 0);
    judge.require(fits, &GOODS_LIST, || {
        Figures::expected("items", "items in ascending order, each above zero", "another")
    })?;
    let Some(row) = judge.state.decree.designations.get(&body.designation.0) else { return Ok(()) };
    judge.require(row.status != RowStatus::Cancelled, &ROW_CANCELLED, || {
        Figures::expected("designation", "a row in force", body.designation.0)
            .by(body.designation.0)
    })?;
    if let Some(seq) = body.payment {
        let supply = payment(judge, seq.0)?;
        judge.require(supply.line == row.line, &SUPPLY_LINE, || {
            Figures::expected("payment", row.line, supply.line).on_line(row.line).by(seq.0)
        })?;
        let left = judge.state.resting(supply, Stage::Credited);
        judge.require(body.amount.sen() <= left, &ABOVE_SUPPLY, || {
            Figures::amounts("amount", body.amount.sen(), left).by(seq.0)
        })?;
    }
    let sen = row.sen;
    judge.flag_if(body.amount.sen() != sen, &GOODS_VALUE, || {
        Figures::amounts("amount", body.amount.sen(), sen).by(body.designation.0)
    });
    Ok(())
}
