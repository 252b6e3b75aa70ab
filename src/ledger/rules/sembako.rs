//! Rules for Program Sembako: how a quota is divided, who holds its places, who follows and why.
//! Our own division is refused when it does not add up; the ministry's list is a fact.

mod places;

use jejak_events::sembako::*;
use jejak_events::{Event, Region, RegionLevel};
use jejak_projections::quota::QuotaKey;

use super::{Figures, Judge, Judgement, rules};

rules! {
    ALLOCATION_KNOWN = "SMB-01" Refuse,
        "alokasi wilayah itu sudah ditetapkan; ubahlah", "the region's allocation is already made; change it instead", "SembakoQuotaAllocated";
    NOT_BELOW = "SMB-02" Refuse,
        "alokasi harus dari kabupaten/kota atau kecamatan ke wilayah di bawahnya", "an allocation goes from a kabupaten, kota or kecamatan to a region below it", "SembakoQuotaAllocated";
    PARENT_UNKNOWN = "SMB-03" Refuse,
        "wilayah induk tidak punya kuota atau alokasi", "the region above has neither quota nor allocation", "SembakoQuotaAllocated";
    ABOVE_PARENT = "SMB-04" Refuse,
        "jumlah alokasi melebihi kuota wilayah induk", "the allocations are above the quota of the region above", "SembakoQuotaAllocated SembakoQuotaChanged G3 G7";
    ALLOCATION_STALE = "SMB-05" Refuse,
        "alokasi lama bukan yang berlaku", "the old allocation is not the one in force", "SembakoQuotaChanged KuotaDiubah";
    BELOW_DIVIDED = "SMB-06" Refuse,
        "alokasi lebih kecil dari yang sudah dibagi ke bawah", "the allocation is below what was divided further", "SembakoQuotaChanged G3";
    BELOW_HELD = "SMB-07" Flag,
        "alokasi lebih kecil dari KPM aktif", "the allocation is below the places held", "G7 A17 SembakoQuotaChanged";
    ABOVE_QUOTA = "SMB-08" Flag,
        "KPM aktif melebihi kuota", "more places are held than the quota allows", "G7 A17 KpmEntered";
    HELD_TWICE = "SMB-09" Flag,
        "KPM sudah punya tempat", "the recipient already holds a place", "A02 KpmEntered";
    TWO_REGIONS = "SMB-10" Flag,
        "KPM sudah punya tempat di kabupaten/kota lain", "the recipient holds a place in another kabupaten or kota", "A03 KpmEntered";
    HOUSEHOLD_TWICE = "SMB-11" Flag,
        "KK itu sudah punya tempat", "the household already holds a place", "A04 KpmEntered";
    HOLDER_GONE = "SMB-12" Flag,
        "penerima sudah meninggal atau tidak aktif", "the recipient died or is not active", "A06 StatusPenerimaBerubah";
    NOT_ELIGIBLE = "SMB-13" Flag,
        "pemeriksaan terakhir menyatakan tidak layak", "the last check found the recipient not eligible", "A07 A08 A09 KelayakanDiperiksa";
    OTHER_REGION = "SMB-14" Flag,
        "kabupaten/kota bukan domisili penerima", "the kabupaten or kota is not the recipient's", "A10";
    OTHER_HOUSEHOLD = "SMB-15" Flag,
        "KK bukan yang terdaftar pada penerima", "the household is not the one registered for the recipient", "A04 PenerimaDidaftarkan";
    ENTRY_MINUTES = "SMB-16" Flag,
        "masuk berdasarkan berita acara tanpa berita acara", "entered by minutes without any minutes", "A19 MusyawarahDicatat";
    PLACE_EMPTY = "SMB-17" Refuse,
        "tempat itu sedang kosong", "nobody holds the place", "KpmLeft";
    BEFORE_HOLDER = "SMB-18" Refuse,
        "bulan berlaku mendahului bulan terakhir tempat itu berubah", "the month comes before the last change of the place", "KpmLeft KpmReplaced";
    SAME_HOLDER = "SMB-19" Refuse,
        "penerima pengganti sama dengan yang diganti", "the new holder is the old one", "KpmReplaced PenerimaDiganti";
    REPLACEMENT_STATE = "SMB-20" Refuse,
        "penggantian tidak berada pada tahap yang tepat", "the replacement is not at the stage that this needs", "KpmReplacementApproved KpmReplacementDetermined";
    DETERMINED_EARLY = "SMB-21" Flag,
        "ditetapkan Kemensos sebelum disahkan bupati/wali kota", "determined by the ministry before the regency approved", "A19 A25 KpmReplacementDetermined";
    WITHOUT_MINUTES = "SMB-22" Flag,
        "penggantian tanpa berita acara", "replaced without minutes", "A19 PenerimaDiganti MusyawarahDicatat";
    WITHOUT_PAPERS = "SMB-23" Flag,
        "penggantian tanpa pengesahan atau penetapan", "replaced without approval or determination", "A19 PenerimaDiganti KpmReplaced";
    OTHER_REPLACEMENT = "SMB-24" Flag,
        "penggantian bukan seperti yang diusulkan", "the replacement is not the one that was proposed", "A19 KpmReplaced";
    MINUTES_ELSEWHERE = "SMB-25" Flag,
        "berita acara dari desa/kelurahan lain", "the minutes are those of another village", "A19 MusyawarahDicatat KpmReplacementProposed";
    REPLACED_LATE = "SMB-26" Flag,
        "KPM meninggal terlambat diganti", "a KPM who died was replaced late", "A06 KpmReplaced KpmLeft";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    match &judge.fact.event {
        Event::SembakoQuotaAllocated(body) => allocate(judge, body),
        Event::SembakoQuotaChanged(body) => change(judge, body),
        Event::KpmEntered(body) => places::enter(judge, body),
        Event::KpmLeft(body) => places::leave(judge, body),
        Event::KpmReplacementProposed(body) => places::propose(judge, body),
        Event::KpmReplacementApproved(body) => places::approve(judge, body),
        Event::KpmReplacementDetermined(body) => places::determine(judge, body),
        Event::KpmReplaced(body) => places::replace(judge, body),
        _ => Ok(()),
    }
}

fn allocate(judge: &mut Judge<'_>, body: &SembakoQuotaAllocated) -> Judgement {
    judge.known_programme("programme", &body.programme)?;
    judge.known_region("parent", body.parent)?;
    judge.known_region("region", body.region)?;
    let divisible = matches!(body.parent.level(), RegionLevel::Regency | RegionLevel::District);
    let below = body.parent.contains(body.region) && body.parent != body.region;
    judge.require(divisible && below, &NOT_BELOW, || {
        Figures::expected("region", format_args!("a region below {}", body.parent), body.region)
    })?;
    let key_of = |region| judge.state.quota_key(&body.programme, region, body.fiscal_year);
    let (Some(key), Some(parent)) = (key_of(body.region), key_of(body.parent)) else {
        return Ok(());
    };
    let known = judge.state.sembako.allocations.get(&key).map(|share| share.count);
    judge.require(known.is_none(), &ALLOCATION_KNOWN, || {
        Figures::expected("region", "a region without allocation", body.region)
    })?;
    let allowed = judge.state.places_allowed(&parent);
    judge.require(allowed.is_some(), &PARENT_UNKNOWN, || {
        Figures::expected("parent", "a region with a quota for the year", body.parent)
    })?;
    within_parent(judge, parent, 0, ("count", body.count))?;
    flag_below_held(judge, key, ("count", body.count));
    Ok(())
}

fn change(judge: &mut Judge<'_>, body: &SembakoQuotaChanged) -> Judgement {
    judge.known_programme("programme", &body.programme)?;
    judge.known_region("region", body.region)?;
    let key = judge.state.quota_key(&body.programme, body.region, body.fiscal_year);
    let share = key.and_then(|key| judge.state.sembako.allocations.get(&key));
    let count = share.map(|share| share.count);
    judge.require(count == Some(body.from_count), &ALLOCATION_STALE, || {
        let expected = count.map_or_else(|| "none".to_owned(), |count| count.to_string());
        Figures::expected("from_count", expected, body.from_count)
    })?;
    let (Some(key), Some(share)) = (key, share) else { return Ok(()) };
    within_parent(judge, (key.0, share.parent, key.2), share.count, ("to_count", body.to_count))?;
    let divided = judge.state.sembako.divided.get(&key).copied().unwrap_or(0);
    judge.require(body.to_count >= divided, &BELOW_DIVIDED, || {
        Figures::expected("to_count", format_args!("{divided} or more"), body.to_count)
    })?;
    flag_below_held(judge, key, ("to_count", body.to_count));
    Ok(())
}

/// Refuses a share that, with those of its neighbours, is more than the region above has; `old` is
/// the share until now. A share that shrinks is never too large, whatever the ministry took away
/// above.
fn within_parent(
    judge: &Judge<'_>,
    parent: QuotaKey,
    old: u32,
    (field, new): (&'static str, u32),
) -> Judgement {
    let allowed = judge.state.places_allowed(&parent).unwrap_or(0);
    let divided = judge.state.sembako.divided.get(&parent).copied().unwrap_or(0);
    let left = allowed.saturating_sub(divided.saturating_sub(old));
    judge.require(new <= left || new < old, &ABOVE_PARENT, || {
        Figures::expected(field, format_args!("at most {left} of {allowed}"), new)
    })
}

fn flag_below_held(judge: &mut Judge<'_>, key: QuotaKey, (field, count): (&'static str, u32)) {
    let held = judge.held_in_year(key);
    judge.flag_if(held > count, &BELOW_HELD, || {
        Figures::expected(field, format_args!("{held} or more"), count)
    });
}

/// The regions, from the place's own upwards, whose quota one more place would exceed.
fn full_above(
    judge: &Judge<'_>,
    programme: u16,
    region: Region,
    month: jejak_events::Month,
) -> Option<(Region, u32)> {
    let year = month.first_day().fiscal_year();
    region.ancestors().find_map(|region| {
        let rate = judge.state.fill_rate((programme, region, year), month);
        let quota = rate.quota?;
        (rate.active >= quota).then_some((region, quota))
    })
}
