//! Rules for KUBe. What a group is and does happened elsewhere: it is recorded and flagged when
//! odd; refused is what contradicts the ledger itself.

use jejak_events::Event;
use jejak_events::kube::*;
use jejak_events::vocabulary::{KubeHeir, RecipientType};
use jejak_projections::kube::{KubeGroup, KubeStage};

use super::{Figures, Judge, Judgement, Refusal, envelope, rules};

mod grant;
mod members;
mod reports;

rules! {
    FORMED_TWICE = "KUB-01" Refuse,
        "penerima itu sudah menjadi KUBE", "the recipient is a KUBE already", "KubeDibentuk";
    NOT_A_GROUP = "KUB-02" Refuse,
        "penerima itu bukan kelompok", "the recipient is not a group", "KubeDibentuk A24";
    FORMATION_CLOSED = "KUB-03" Refuse,
        "pembentukan KUBE sudah ditutup", "the formation is already closed", "KubeFormationClosed";
    STILL_FORMING = "KUB-04" Refuse,
        "pembentukan KUBE belum ditutup", "the formation is not closed yet", "KubeFormationClosed";
    COUNT_MISMATCH = "KUB-05" Refuse,
        "jumlah anggota tidak sesuai yang tercatat", "the number of members is not what was recorded", "KubeFormationClosed G3";
    MEMBER_TWICE = "KUB-06" Refuse,
        "sudah menjadi anggota kelompok itu", "already a member of that group", "AnggotaKubeBerubah";
    NOT_A_MEMBER = "KUB-07" Refuse,
        "bukan anggota kelompok itu", "not a member of that group", "AnggotaKubeBerubah";
    MEMBER_IS_GROUP = "KUB-08" Refuse,
        "anggota harus orang atau keluarga", "a member must be a person or a family", "AnggotaKubeBerubah";
    SIZE = "KUB-09" Flag,
        "jumlah anggota di luar batas", "the group has too few or too many members", "KubeDibentuk A40";
    SHRUNK = "KUB-10" Flag,
        "anggota menjadi kurang dari batas", "the group shrank below the fewest members", "AnggotaKubeBerubah A40";
    IN_OTHER_GROUP = "KUB-11" Flag,
        "anggota juga menjadi anggota KUBE lain", "the member belongs to another KUBE", "A40 A05";
    MEMBER_NOT_ELIGIBLE = "KUB-12" Flag,
        "anggota tidak aktif atau belum dinyatakan layak", "the member is inactive or was not found eligible", "A08 A40";
    TWO_OFFICES = "KUB-13" Flag,
        "satu orang memegang dua jabatan", "one person holds two offices", "A40 A46";
    OFFICE_TAKEN = "KUB-14" Flag,
        "jabatan itu dipegang anggota lain", "another member holds the office", "AnggotaKubeBerubah";
    OFFICE_VACANT = "KUB-15" Flag,
        "ketua, sekretaris, atau bendahara belum ada", "chair, secretary or treasurer is missing", "A40";
    GRANT_OF_OTHER = "KUB-16" Refuse,
        "penetapan itu untuk penerima lain", "the designation names another recipient", "KubeGrantDesignated";
    GRANT_KNOWN = "KUB-17" Refuse,
        "penetapan itu sudah dikaitkan", "the designation is already the group's", "KubeGrantDesignated";
    AMOUNT_OFF_SIZE = "KUB-18" Flag,
        "nilai tidak sesuai jumlah anggota atau nilai satuan", "the amount is neither the unit amount nor that of the members", "A15 A40";
    ACCOUNT_MISSING = "KUB-19" Flag,
        "rekening atas nama kelompok belum ada", "there is no account in the group's name", "A40 A31";
    HELPED_BEFORE = "KUB-20" Flag,
        "anggota pernah menerima bantuan KUBE", "the member had KUBE aid before", "A11 P9";
    MONTH_AHEAD = "KUB-21" Refuse,
        "bulan laporan belum tiba", "the month reported has not come", "UsahaKubeDilaporkan";
    MONTH_TWICE = "KUB-22" Flag,
        "bulan itu sudah dilaporkan", "the month was reported before", "UsahaKubeDilaporkan";
    MONTHS_MISSING = "KUB-23" Flag,
        "ada bulan tanpa laporan usaha", "months without a report lie before", "UsahaKubeDilaporkan A37";
    NO_SOLIDARITY = "KUB-24" Flag,
        "tidak ada iuran kesetiakawanan sosial (IKS)", "no solidarity contribution (IKS) was paid", "UsahaKubeDilaporkan A40";
    PROFIT_ABOVE_TURNOVER = "KUB-25" Flag,
        "laba melebihi omzet", "the profit is above the turnover", "UsahaKubeDilaporkan";
    STATUS_IMPOSSIBLE = "KUB-26" Refuse,
        "status itu sudah berlaku atau KUBE sudah bubar", "the group has that status, or is dissolved", "StatusKubeBerubah";
    SETTLED = "KUB-27" Refuse,
        "aset KUBE sudah diselesaikan", "the group's assets are settled", "KubeAssetsSettled";
    NOT_DISSOLVED = "KUB-28" Refuse,
        "KUBE belum bubar", "the group is not dissolved", "KubeAssetsSettled";
    HEIR_UNCLEAR = "KUB-29" Refuse,
        "KUBE penerima aset harus disebut, dan hanya untuk kube-lain", "the group that gets the assets is named for `kube-lain`, and for it alone", "KubeAssetsSettled";
    ASSETS_DIFFER = "KUB-30" Flag,
        "nilai aset berbeda dari laporan terakhir", "the assets are not worth what the last report says", "KubeAssetsSettled A34";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::KubeGroupFormed(body) => form(judge, body),
        Event::KubeMemberJoined(body) => members::join(judge, body),
        Event::KubeFormationClosed(body) => members::close(judge, body),
        Event::KubeMemberLeft(body) => members::leave(judge, body),
        Event::KubeOfficeChanged(body) => members::change_office(judge, body),
        Event::KubeGrantDesignated(body) => grant::designate(judge, body),
        Event::KubeBusinessReported(body) => reports::report(judge, body),
        Event::KubeStatusChanged(body) => {
            let group = formed(judge, body.group.0)?;
            let stage = KubeStage::of(body.status);
            let possible = !group.stage.is_over() && group.stage != stage;
            judge.require(possible, &STATUS_IMPOSSIBLE, || {
                let found = format!("{:?}", group.stage);
                Figures::expected("status", "another status, of a living group", found)
                    .by(body.group.0)
            })
        }
        Event::KubeAssetsSettled(body) => settle(judge, body),
        _ => Ok(()),
    }
}

fn form(judge: &Judge<'_>, body: &KubeGroupFormed) -> Judgement {
    judge.known_recipient("recipient", body.recipient)?;
    judge.known_programme("programme", &body.programme)?;
    judge.known_region("region", body.region)?;
    let known = judge.state.proposal.recipients.get(&body.recipient);
    let kind = known.map(|known| known.recipient_type);
    judge.require(kind == Some(RecipientType::Group), &NOT_A_GROUP, || {
        let found = kind.map_or("", RecipientType::word);
        Figures::expected("recipient", RecipientType::Group, found)
    })?;
    let before = judge.state.kube.of_recipient.get(&body.recipient).copied();
    judge.require(before.is_none(), &FORMED_TWICE, || {
        Figures::expected("recipient", "a group not yet formed", body.recipient)
            .by(before.unwrap_or(0))
    })
}

/// The group, whose assets must not be settled.
fn living<'a>(judge: &Judge<'a>, seq: u64) -> Result<&'a KubeGroup, Refusal> {
    let group = judge.state.kube.groups.get(&seq).ok_or_else(|| Refusal {
        rule: &envelope::REFERENCE_UNKNOWN,
        draft: judge.draft,
        figures: Figures::expected("group", "a KUBE", seq).by(seq),
    })?;
    judge.require(group.stage != KubeStage::Settled, &SETTLED, || {
        Figures::expected("group", "a group not yet settled", seq).by(seq)
    })?;
    Ok(group)
}

/// The group, whose formation must be closed.
fn formed<'a>(judge: &Judge<'a>, seq: u64) -> Result<&'a KubeGroup, Refusal> {
    let group = living(judge, seq)?;
    judge.require(group.stage != KubeStage::Forming, &STILL_FORMING, || {
        Figures::expected("group", "a group whose formation is closed", seq).by(seq)
    })?;
    Ok(group)
}

fn settle(judge: &mut Judge<'_>, body: &KubeAssetsSettled) -> Judgement {
    judge.not_negative("value", body.value)?;
    let group = formed(judge, body.group.0)?;
    judge.require(group.stage == KubeStage::Dissolved, &NOT_DISSOLVED, || {
        Figures::expected("group", "Dissolved", format!("{:?}", group.stage)).by(body.group.0)
    })?;
    let named = body.other.is_some() == (body.heir == KubeHeir::Group);
    judge.require(named && body.other != Some(body.group), &HEIR_UNCLEAR, || {
        Figures::expected("other", "another group for `kube-lain`, else none", body.heir)
    })?;
    let (value, worth) = (body.value.sen(), group.worth);
    judge.flag_if(value != worth, &ASSETS_DIFFER, || {
        Figures::amounts("value", value, worth).by(body.group.0)
    });
    Ok(())
}
