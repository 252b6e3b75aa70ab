//! Rules for reference data.

use jejak_events::reference::{RegionRenamed, RuleEnacted};
use jejak_events::vocabulary::{CashOrigin, Parameter, SourceFamily};
use jejak_events::{Event, Region};

use super::{Figures, Judge, Judgement, rules};

mod imports;
pub(super) use imports::within;
mod matrix;

rules! {
    REGION_PARENT = "REF-01" Refuse,
        "induk wilayah belum terdaftar", "the region's parent is not registered", "RegionRegistered";
    REGION_KNOWN = "REF-02" Refuse,
        "wilayah sudah terdaftar", "the region is already registered", "RegionRegistered";
    ORGANISATION_KNOWN = "REF-03" Refuse,
        "kode organisasi sudah dipakai", "the organisation's code is already used", "OrganisationRegistered";
    SOURCE_KNOWN = "REF-04" Refuse,
        "sumber dana sudah terdaftar; asal kasnya tidak dapat berubah", "the funding source is already registered; where its cash lies never changes", "FundingSourceRegistered P2";
    PROGRAMME_KNOWN = "REF-05" Refuse,
        "program sudah terdaftar", "the programme is already registered", "ProgrammeRegistered";
    RULE_OVERLAP = "REF-06" Refuse,
        "masa berlaku aturan bertumpuk", "two versions of the rule would hold on one day", "RuleEnacted";
    RULE_UNIT = "REF-07" Refuse,
        "aturan harus berisi angka atau nilai uang sesuai jenisnya", "the rule must carry a number or an amount, as its parameter asks", "RuleEnacted";
    REGION_UNKNOWN = "REF-08" Refuse,
        "wilayah tidak terdaftar", "the region is not registered", "MusyawarahDicatat RegionRegistered";
    SOURCE_UNKNOWN = "REF-09" Refuse,
        "sumber dana tidak terdaftar", "the funding source is not registered", "P1 FundingSourceRegistered";
    PROGRAMME_UNKNOWN = "REF-10" Refuse,
        "program tidak terdaftar", "the programme is not registered", "ProgrammeRegistered PlafondAgreed";
    ROWS_MISMATCH = "REF-11" Refuse,
        "baris diterima ditambah ditolak tidak sama dengan jumlah baris", "rows accepted and rejected do not make the rows of the file", "DataEksternalDiimpor";
    REGION_RETIRED = "REF-12" Flag,
        "wilayah sudah tidak berlaku", "the region is out of use", "A10";
    DATES_INVERTED = "REF-13" Refuse,
        "tanggal akhir mendahului tanggal awal", "the last day comes before the first", "RuleEnacted PejabatDitunjuk";
    RULE_REPEALED = "REF-15" Refuse,
        "aturan sudah dicabut", "the rule is already repealed", "RuleRepealed";
    CASH_ORIGIN = "REF-16" Refuse,
        "kas asal tidak sesuai keluarga sumber dana", "the cash of such a source does not lie there", "FundingSourceRegistered P2 P3";
    IMPORTED_BEFORE = "REF-17" Refuse,
        "berkas itu sudah diimpor", "that file was imported before", "DataEksternalDiimpor ImportOpened";
    IMPORT_NOT_OPEN = "REF-18" Refuse,
        "impor itu tidak terbuka", "the import is not open", "ImportClosed ImportAbandoned EligibilityChecked BankLineObserved Sp2dRowObserved";
    IMPORT_INCOMPLETE = "REF-19" Refuse,
        "jumlah baris impor tidak sama dengan yang diumumkan dan yang tercatat", "the rows of the import are not those announced and recorded", "ImportClosed G3";
    IMPORT_STILL_OPEN = "REF-20" Refuse,
        "impor itu belum ditutup, jadi belum berlaku", "the import is not closed yet, and without effect", "ImportOpened";
    EXCLUSION_PAIR = "REF-21" Refuse,
        "larangan rangkap harus menyebut dua program berbeda", "an exclusion names two different programmes", "ProgrammesExcluded";
    EXCLUSION_OVERLAP = "REF-22" Refuse,
        "larangan rangkap kedua program itu sudah berlaku pada hari itu", "the two programmes exclude each other on one of these days already", "ProgrammesExcluded";
    EXCLUSION_ENDED = "REF-23" Refuse,
        "kedua program itu tidak sedang saling meniadakan tanpa batas", "no exclusion of the two programmes holds without an end", "ProgrammeExclusionEnded";
    EXCLUDED = "REF-24" Flag,
        "penerima sudah mendapat program yang tidak boleh dirangkap", "the recipient has aid of a programme that excludes this one", "A05";
    REGION_NAME = "REF-25" Refuse,
        "nama wilayah harus baru, sesudah nama terakhir, dan sudah berlaku", "the region's name must be new, later than the last one, and in force", "RegionRenamed";
}

pub(super) fn judge(judge: &mut Judge<'_>) -> Judgement {
    let reference = &judge.state.reference;
    match &judge.fact.event {
        Event::RegionRegistered(body) => region(judge, body.code),
        Event::RegionRetired(body) => {
            judge.known_region("code", body.code)?;
            let known = body.successor.map(|region| judge.known_region("successor", region));
            known.unwrap_or(Ok(()))?;
            retired(judge, body.code);
            Ok(())
        }
        Event::OrganisationRegistered(body) => {
            let known = reference.organisation_codes.get(&body.code).copied();
            judge.require(known.is_none(), &ORGANISATION_KNOWN, || {
                Figures::expected("code", "a new code", &body.code).by(known.unwrap_or(0))
            })?;
            judge.known_region("region", body.region)?;
            retired(judge, body.region);
            Ok(())
        }
        Event::FundingSourceRegistered(body) => {
            judge.require(!reference.sources.contains(&body.code), &SOURCE_KNOWN, || {
                Figures::expected("code", "a new code", body.code)
            })?;
            let origins = origins_of(body.family);
            judge.require(origins.contains(&body.cash_origin), &CASH_ORIGIN, || {
                let words: Vec<&str> = origins.iter().map(|origin| origin.word()).collect();
                Figures::expected("cash_origin", words.join(" or "), body.cash_origin.word())
            })
        }
        Event::ProgrammeRegistered(body) => {
            judge.require(!reference.programmes.contains(&body.code), &PROGRAMME_KNOWN, || {
                Figures::expected("code", "a new code", &body.code)
            })
        }
        Event::RuleEnacted(body) => enact(judge, body),
        Event::RuleRepealed(body) => repeal(judge, body),
        Event::ProgrammesExcluded(body) => matrix::exclude(judge, body),
        Event::ProgrammeExclusionEnded(body) => matrix::end(judge, body),
        Event::RegionRenamed(body) => rename(judge, body),
        Event::ExternalDataImported(body) => {
            let rows = body.rows_accepted.checked_add(body.rows_rejected);
            judge.require(rows == Some(body.rows_total), &ROWS_MISMATCH, || {
                Figures::expected("rows_total", rows.unwrap_or(u64::MAX), body.rows_total)
            })
        }
        Event::ImportOpened(body) => imports::open(judge, body),
        Event::ImportClosed(body) => imports::close(judge, body),
        Event::ImportAbandoned(body) => imports::still_open(judge, body.data.0),
        _ => Ok(()),
    }
}

fn region(judge: &Judge<'_>, code: Region) -> Judgement {
    let regions = &judge.state.reference.regions;
    let parent = code.parent();
    let known = parent.is_none_or(|parent| regions.contains(&parent));
    judge.require(known, &REGION_PARENT, || {
        let parent = parent.map_or_else(String::new, |parent| parent.to_string());
        Figures::expected("code", format_args!("{parent} to be registered first"), code)
    })?;
    judge.require(!regions.contains(&code), &REGION_KNOWN, || {
        Figures::expected("code", "a new code", code)
    })
}

fn rename(judge: &mut Judge<'_>, body: &RegionRenamed) -> Judgement {
    judge.known_region("code", body.code)?;
    retired(judge, body.code);
    let reference = &judge.state.reference;
    let name = reference.region_names.get(&body.code);
    let other = name.is_none_or(|name| name != body.name.as_str());
    judge.require(other, &REGION_NAME, || Figures::expected("name", "another name", &body.name))?;
    let last = reference.renamed.get(&body.code).and_then(|history| history.last());
    let (last, day) = (last.map(|(from, _)| *from), judge.fact.envelope.occurred_on);
    let later = last.is_none_or(|last| last < body.from) && body.from <= day;
    judge.require(later, &REGION_NAME, || {
        let after = last.map_or_else(String::new, |last| format!("after {last}, "));
        Figures::expected("from", format_args!("{after}at most {day}"), body.from)
    })
}

/// Flags a region that went out of use.
pub(super) fn retired(judge: &mut Judge<'_>, region: Region) {
    let retired = judge.state.reference.regions.get(&region) == Some(&true);
    judge.flag_if(retired, &REGION_RETIRED, || {
        Figures::expected("region", "a region in use", region)
    });
}

/// Parameters whose value is money.
pub fn is_money(parameter: Parameter) -> bool {
    matches!(
        parameter,
        Parameter::TuCashLimit
            | Parameter::UpCeiling
            | Parameter::UnitAmount
            | Parameter::AmountCap
            | Parameter::PurchaseLimit
            | Parameter::DirectProcurementLimit
            | Parameter::MemberAmount
            | Parameter::PkhPregnancyRate
            | Parameter::PkhEarlyChildhoodRate
            | Parameter::PkhPrimaryRate
            | Parameter::PkhJuniorRate
            | Parameter::PkhSeniorRate
            | Parameter::PkhDisabilityRate
            | Parameter::PkhElderlyRate
            | Parameter::PkhRightsVictimRate
            | Parameter::FoodIndex
            | Parameter::StipendTksk
            | Parameter::StipendSaktiPeksos
            | Parameter::StipendCounsellor
            | Parameter::StipendPkhCompanion
            | Parameter::StipendKubeCompanion
            | Parameter::StipendKtkpm
            | Parameter::StipendPsm
            | Parameter::StipendTagana
            | Parameter::StipendYouthBoard
    )
}

fn enact(judge: &Judge<'_>, body: &RuleEnacted) -> Judgement {
    if let Some(programme) = &body.programme {
        judge.known_programme("programme", programme)?;
    }
    let money = is_money(body.parameter);
    let fits = body.amount.is_some() == money && body.value.is_some() != money;
    judge.require(fits, &RULE_UNIT, || {
        let expected = if money { "amount" } else { "value" };
        Figures::expected(expected, format_args!("`{expected}` alone"), "another")
    })?;
    body.amount.map_or(Ok(()), |amount| judge.positive("amount", amount))?;
    judge.require(body.until.is_none_or(|until| body.from <= until), &DATES_INVERTED, || {
        Figures::expected("until", format_args!("{} or later", body.from), "an earlier day")
    })?;
    let key = (body.parameter, body.programme.clone());
    let history = judge.state.reference.parameters.get(&key);
    let clash = history.into_iter().flatten().find(|rule| {
        rule.until.is_none_or(|until| body.from <= until)
            && body.until.is_none_or(|until| rule.from <= until)
    });
    judge.require(clash.is_none(), &RULE_OVERLAP, || {
        let figures = Figures::expected("from", "a day after the rule in force ends", body.from);
        figures.by(clash.map_or(0, |rule| rule.seq))
    })
}

fn repeal(judge: &Judge<'_>, body: &jejak_events::reference::RuleRepealed) -> Judgement {
    let reference = &judge.state.reference;
    let history =
        reference.enactments.get(&body.rule.0).and_then(|key| reference.parameters.get(key));
    let rule = history.into_iter().flatten().find(|rule| rule.seq == body.rule.0);
    judge.require(rule.is_some_and(|rule| rule.until.is_none()), &RULE_REPEALED, || {
        Figures::expected("rule", "a rule in force without an end", body.rule.0)
    })?;
    judge.require(rule.is_none_or(|rule| rule.from <= body.until), &DATES_INVERTED, || {
        Figures::expected("until", "the first day of the rule or later", body.until)
    })
}

/// Where the cash of a family of sources lies (P2): state money never passes through the regional
/// treasury, and what is off budget through neither. A grant may come either way.
const fn origins_of(family: SourceFamily) -> &'static [CashOrigin] {
    match family {
        SourceFamily::Apbn => &[CashOrigin::Rkun],
        SourceFamily::Zakat | SourceFamily::Csr | SourceFamily::Village => &[CashOrigin::OffBudget],
        SourceFamily::Grant => &[CashOrigin::Rkud, CashOrigin::OffBudget],
        SourceFamily::ApbdProvince
        | SourceFamily::ApbdRegency
        | SourceFamily::DakPhysical
        | SourceFamily::DakNonPhysical
        | SourceFamily::FiscalIncentive
        | SourceFamily::Btt
        | SourceFamily::Transfer => &[CashOrigin::Rkud],
    }
}
