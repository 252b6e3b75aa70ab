//! Rules for regional and state losses (TP/TGR).

use jejak_events::loss::*;
use jejak_events::vocabulary::LossParty;
use jejak_events::{Event, Rupiah};
use jejak_projections::loss::{Loss, LossStage, loss_of};

use super::{Figures, Judge, Judgement, rules};

rules! {
    LOSS_OVER = "TGR-01" Refuse,
        "kerugian sudah lunas atau dihapuskan", "the loss is already settled or written off", "KerugianDitetapkan";
    LOSS_STALE = "TGR-02" Refuse,
        "nilai lama bukan yang berlaku", "the old amount is not the one in force", "KerugianDitetapkan";
    PARTY_UNNAMED = "TGR-03" Refuse,
        "penanggung jawab harus satu: orang atau pihak ketiga", "one must answer for it: a person, or a firm as third party", "KerugianDitetapkan";
    NOT_PAID = "TGR-04" Refuse,
        "kerugian belum lunas", "the loss is not paid yet", "KerugianLunas";
    ABOVE_LOSS = "TGR-05" Flag,
        "angsuran melebihi sisa kerugian", "the instalments are above the loss", "KerugianDiangsur";
    PAID_LATE = "TGR-06" Flag,
        "angsuran melewati jatuh tempo", "the instalment came after the due date", "KerugianDiangsur A34";
    CHARGED_ALREADY = "TGR-07" Refuse,
        "kerugian sudah diakui (SKTJM) atau dibebankan", "the loss is already acknowledged (SKTJM) or charged", "KerugianDibebankan";
    CARRIER = "TGR-08" Refuse,
        "angsuran menyebut satu: pengembalian atau rekening kas", "an instalment names one: a refund, or a cash account", "KerugianDiangsur";
    RECEIPT_USED = "TGR-09" Flag,
        "bukti setor atau pengembalian sudah dipakai", "the deposit slip or refund already carried an instalment", "KerugianDiangsur A38";
    LEFT_MISMATCH = "TGR-10" Refuse,
        "nilai yang dihapus bukan sisa kerugian", "what is written off is not what is left", "KerugianDihapuskan";
    BELOW_PAID = "TGR-11" Flag,
        "nilai baru di bawah yang sudah disetor", "the new amount is below what is already paid", "KerugianDitetapkan";
    OWN_LOSS = "TGR-12" Refuse,
        "penanggung jawab ikut menetapkan kerugiannya", "the one who answers for the loss decides on it", "KerugianDitetapkan A46";
    NOT_BOUND = "TGR-13" Flag,
        "angsuran tanpa SKTJM atau SK pembebanan", "paid without SKTJM or decree", "KerugianDiangsur";
    HANDED_OVER = "TGR-14" Refuse,
        "kerugian sudah dilimpahkan", "the loss is already handed over", "KerugianDitetapkan";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    if let Event::LossDetermined(body) = &judge.fact.event {
        return determine(judge, body);
    }
    let losses = &judge.state.loss.losses;
    let Some(loss) = loss_of(&judge.fact.event).and_then(|seq| losses.get(&seq)) else {
        return Ok(());
    };
    let over = matches!(loss.stage, LossStage::Settled | LossStage::WrittenOff);
    judge.require(!over, &LOSS_OVER, || {
        Figures::expected("loss", "an open loss", "one that is over")
    })?;
    match &judge.fact.event {
        Event::LossRevised(body) => {
            decided_by_another(judge, loss)?;
            judge.positive("to_amount", body.to_amount)?;
            judge.require(loss.sen == body.from_amount.sen(), &LOSS_STALE, || {
                let in_force = Rupiah::from_sen(loss.sen);
                Figures::expected("from_amount", in_force, body.from_amount)
            })?;
            judge.flag_if(body.to_amount.sen() < loss.paid, &BELOW_PAID, || {
                Figures::amounts("to_amount", body.to_amount.sen(), loss.paid)
            });
            Ok(())
        }
        Event::LossAcknowledged(_) => unbound(judge, loss),
        Event::LossCharged(_) => {
            decided_by_another(judge, loss)?;
            unbound(judge, loss)
        }
        Event::LossInstalmentPaid(body) => pay(judge, loss, body),
        Event::LossHandedOver(_) => {
            judge.require(loss.stage != LossStage::HandedOver, &HANDED_OVER, || {
                Figures::expected("loss", "a loss in our hands", "one that was handed over")
            })
        }
        Event::LossSettled(_) => judge
            .require(loss.left() <= 0, &NOT_PAID, || Figures::amounts("loss", loss.sen, loss.paid)),
        Event::LossWrittenOff(body) => {
            decided_by_another(judge, loss)?;
            judge.require(
                loss.left() == body.amount.sen() && loss.left() > 0,
                &LEFT_MISMATCH,
                || Figures::amounts("amount", body.amount.sen(), loss.left()),
            )
        }
        _ => Ok(()),
    }
}

fn determine(judge: &Judge<'_>, body: &LossDetermined) -> Judgement {
    judge.positive("amount", body.amount)?;
    let named = match body.party {
        LossParty::Treasurer | LossParty::Official => body.person.is_some() && body.firm.is_none(),
        LossParty::ThirdParty => body.person.is_some() != body.firm.is_some(),
    };
    judge.require(named, &PARTY_UNNAMED, || {
        Figures::expected("person", "a person, or a firm for a third party", "none or both")
    })?;
    let person: Vec<_> = body.person.into_iter().collect();
    judge.separate_from(&OWN_LOSS, &person)
}

fn decided_by_another(judge: &Judge<'_>, loss: &Loss) -> Judgement {
    let person: Vec<_> = loss.person.into_iter().collect();
    judge.separate_from(&OWN_LOSS, &person)
}

fn unbound(judge: &Judge<'_>, loss: &Loss) -> Judgement {
    let bound = matches!(loss.stage, LossStage::Acknowledged | LossStage::Charged);
    judge.require(!bound, &CHARGED_ALREADY, || {
        Figures::expected("loss", "a loss that nobody is bound to yet", "one that is")
    })
}

fn pay(judge: &mut Judge<'_>, loss: &Loss, body: &LossInstalmentPaid) -> Judgement {
    judge.positive("amount", body.amount)?;
    judge.require(body.refund.is_some() != body.cash.is_some(), &CARRIER, || {
        Figures::expected("refund", "a refund, or a cash account", "none or both")
    })?;
    let area = &judge.state.loss;
    let used = body.refund.and_then(|refund| area.refunds.get(&refund.0).copied());
    let used = used.or_else(|| area.receipts.get(&body.receipt).copied());
    judge.flag_if(used.is_some(), &RECEIPT_USED, || {
        Figures::expected("receipt", "a slip not used before", "one that was used")
            .by(used.unwrap_or(0))
    });
    let bound = loss.due.is_some() || loss.stage == LossStage::HandedOver;
    judge.flag_if(!bound, &NOT_BOUND, || {
        Figures::expected("loss", "SKTJM or a decree before", "neither")
    });
    judge.flag_if(body.amount.sen() > loss.left(), &ABOVE_LOSS, || {
        Figures::amounts("amount", body.amount.sen(), loss.left())
    });
    let day = judge.fact.envelope.occurred_on;
    judge.flag_if(loss.due.is_some_and(|due| due < day), &PAID_LATE, || {
        let due = loss.due.map_or_else(String::new, |due| due.to_string());
        Figures::expected("occurred_on", format_args!("{due} or earlier"), day)
    });
    Ok(())
}
