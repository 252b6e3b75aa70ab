//! An example of every operation, as it is asked of the ledger of all examples
//! (`events/examples.jsonl`). A test asks each of them and compares the answer with the description.
//!
//! What is drawn at random, or depends on the day, has a name that begins with `$`, as in a shell:
//! `$PERSON` is somebody's random id, `$ACCOUNT` the number of an account. They are asked in the order of
//! their paths: what is lifted was set by the example of the shorter path.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

/// A region that the ledger of all examples lacks.
const REGIONS: &str = "kode;nama\n36.09;Kabupaten Contoh\n";

/// A register of SP2D as SIPD writes it, with one row.
const SP2D: &str = "REGISTER SPP/SPM/SP2D\nBulan Maret 2026\n\n\
    No Urut;SP2D;;SPP;;SPM;Uraian;Jumlah (Rp);;;;;\n\
    ;Tanggal;Nomor;Nomor;Tanggal;Nomor;;UP;GU;TU;LS-Gaji;LS-Barang&Jasa;LS-Pihak Ketiga Lainnya\n\
    1;22 Maret 2026;00012/SP2D/2026;00012/SPP/2026;10/03/2026;00012/SPM/2026;Bansos tahap I;;;;;;Rp37.000.000.000,-\n";

const HOLIDAY: &str = r#"{"kind":"HolidayDeclared","occurred_on":"2026-01-02","body":{"day":"2026-03-19","basis":"SKB 1/2026"}}"#;

/// Somebody without papers, to be added, found and corrected.
const PERSON: &str = r#"{"reference":"POSKO-3/18","name":"Tanpa nama","region":"36.03.12.2001"}"#;
const CORRECTED: &str = r#"{"reference":"POSKO-3/17","name":"Siti","region":"36.03.12.2001"}"#;

/// What for, and for which case: whoever sees personal data says it first.
const WHY: &str = r#"{"purpose":"verifikasi","case":"ADU/7"}"#;
const CASE: &str = r#"{"case":"LHP 7/2026"}"#;
const BASIS: &str = r#"{"basis":"Surat 1/2026"}"#;

/// A letter.
const LETTER: &str = "%PDF-1.7\nSurat 1/2026\n";

const SAMPLE: &str = "population=payments&method=simple&size=1&nonce=\
    7a1e0c5f2b9d48366f10e4c7d2a85b913c6e07f8a94b1d52e3f60789ab4cd012";

/// The name of an operation, what is asked, and what is sent.
static EXAMPLES: &[(&str, &str, Option<&str>)] = &[
    ("health", "/healthz", None),
    ("ready", "/readyz", None),
    ("metrics", "/metrics", None),
    ("description", "/v1/openapi.json", None),
    ("docs", "/v1/docs", None),
    ("docsStyle", "/v1/docs/style.css", None),
    ("head", "/v1/head", None),
    ("listEvents", "/v1/events?from=3&limit=2", None),
    ("propose", "/v1/events?dry_run=true", Some(HOLIDAY)),
    ("feed", "/v1/feed?from=3", None),
    ("whoami", "/v1/session", None),
    ("signIn", "/v1/session", Some(r#"{"login":"kepala","password":"kursi-biru-di-teras"}"#)),
    ("signOut", "/v1/session", None),
    (
        "claim",
        "/v1/claim",
        Some(
            r#"{"code":"AAAA-AAAA-AAAA-AAAA-AAAA","login":"kepala","password":"kursi-biru-di-teras"}"#,
        ),
    ),
    ("listJobs", "/v1/jobs", None),
    ("showJob", "/v1/jobs/1", None),
    ("cancelJob", "/v1/jobs/1", None),
    ("answerOfJob", "/v1/jobs/1/answer", None),
    ("getKinds", "/v1/kinds", None),
    ("getKindsName", "/v1/kinds/HolidayDeclared", None),
    ("getCodesAccounts", "/v1/codes/accounts?query=5.1.06.01", None),
    ("getCodesActivities", "/v1/codes/activities?query=1.06.05", None),
    ("getCodesSources", "/v1/codes/sources", None),
    ("getRefusals", "/v1/refusals?last=10", None),
    ("getBalances", "/v1/balances?by=source,programme&where=fiscal-year%3D2022", None),
    ("getReports", "/v1/reports", None),
    ("getReportsName", "/v1/reports/lra?year=2022", None),
    ("getPublicReportsName", "/v1/public/reports/recap-region?year=2022", None),
    ("getCashplan", "/v1/cashplan?year=2022", None),
    ("getCentral", "/v1/central", None),
    ("getFillRate", "/v1/fill-rate?programme=BLT&month=2022-03", None),
    ("getServices", "/v1/services", None),
    ("getStock", "/v1/stock?as-of=2022-12-31", None),
    ("getCountKinds", "/v1/count/RecipientRegistered?by=region", None),
    ("getEventsSeq", "/v1/events/30", None),
    ("getTrails", "/v1/trails?tags=region:36.03&limit=5", None),
    ("getReplay", "/v1/replay?from=20&until=30", None),
    ("getDiff", "/v1/diff?from=100&to=200", None),
    ("getCompareDay", "/v1/compare/2022-06-30?recorded-by=2030-01-01T00:00:00Z", None),
    ("getWhatIf", "/v1/what-if?without=30", None),
    ("getLinksOf", "/v1/links/region:36.03", None),
    ("getHubs", "/v1/hubs?limit=3", None),
    ("getDue", "/v1/due?as-of=2022-12-31", None),
    ("getChecks", "/v1/checks?known=then", None),
    ("getChecksIds", "/v1/checks/A02", None),
    ("postChecksIds", "/v1/checks/A02?dry-run=true", None),
    ("postImportsProfile", "/v1/imports/sipd-sp2d", Some(SP2D)),
    ("getReconciliationsRegister", "/v1/reconciliations/sp2d?month=2026-03", None),
    ("postReconciliationsRegister", "/v1/reconciliations/sp2d?month=2026-03", None),
    ("postSamples", "", None),
    ("getSamplesSampleWorksheet", "/v1/samples/$SAMPLE/worksheet", None),
    ("getSamplesSampleEvaluation", "/v1/samples/$SAMPLE/evaluation", None),
    ("postRegions", "/v1/regions?dry-run=true", Some(REGIONS)),
    ("getExportEvents", "/v1/export/events?from=3&until=9", None),
    ("getVerify", "/v1/verify?only=integrity", None),
    ("postCheckpoints", "/v1/checkpoints", None),
    ("getFindings", "/v1/findings", None),
    ("getFindingsSeq", "/v1/findings/605", None),
    ("getRules", "/v1/rules?as-of=2022-06-30", None),
    ("getSearch", "/v1/search?query=tangerang", None),
    ("getExportTablesTable", "/v1/export/tables/payments", None),
    ("getExportParquetTable", "/v1/export/parquet/payments", None),
    ("getExportJournal", "/v1/export/journal?for=hledger&as-of=2022-06-30", None),
    ("getOversight", "/v1/oversight?reveals=true&account=$ACCOUNT", None),
    ("getAccounts", "/v1/accounts?all=true", None),
    ("postAccounts", "/v1/accounts", None),
    ("postAccountsOfClose", "/v1/accounts/$LEAVER/close?reason=pindah", None),
    ("postAccountsOfGrantsRole", "/v1/accounts/$ACCOUNT/grants/dprd?until=2099-12-31", None),
    ("postGrantsGrantWithdraw", "/v1/grants/$GRANT/withdraw?reason=pindah", None),
    ("postAccountsOfCode", "/v1/accounts/$ACCOUNT/code", None),
    ("postAccountsOfSecondFactorRemove", "/v1/accounts/$ACCOUNT/second-factor/remove", None),
    ("getTokens", "/v1/tokens", None),
    (
        "postAccountsOfTokens",
        "/v1/accounts/$ACCOUNT/tokens?label=dasbor&until=$DAY&act=read-aggregates",
        None,
    ),
    ("postTokensTokenRevoke", "/v1/tokens/$TOKEN/revoke", None),
    ("getPeopleId", "/v1/people/$PERSON", None),
    ("postPeopleBackups", "/v1/people/backups", None),
    ("postPeopleIdReveal", "/v1/people/$PERSON/reveal", Some(WHY)),
    ("getPeopleDue", "/v1/people/due?on=2050-01-01", None),
    ("postPeople", "/v1/people", Some(PERSON)),
    ("postPeopleFind", "/v1/people/find", Some(PERSON)),
    ("postPeopleIdCorrections", "/v1/people/$PERSON/corrections", Some(CORRECTED)),
    ("postPeopleIdLinksOther", "/v1/people/$PERSON/links/$OTHER?reason=ganda", None),
    (
        "postPeopleIdSeparationsOther",
        "/v1/people/$PERSON/separations/$OTHER?reason=salah-catat",
        None,
    ),
    ("postPeopleIdRestrictions", "/v1/people/$PERSON/restrictions", Some(CASE)),
    ("postPeopleIdRestrictionsLift", "/v1/people/$PERSON/restrictions/lift", Some(CASE)),
    ("postPeopleIdHolds", "/v1/people/$PERSON/holds", Some(CASE)),
    ("postPeopleIdHoldsLift", "/v1/people/$PERSON/holds/lift", Some(CASE)),
    ("getPeopleErasureRequests", "/v1/people/erasure-requests", None),
    (
        "postPeopleErasureRequests",
        "/v1/people/erasure-requests?ids=$PERSON&ground=permintaan-subjek",
        Some(BASIS),
    ),
    ("postPeopleErasureRequestsWithdraw", "/v1/people/erasure-requests/withdraw?ids=$PERSON", None),
    ("postPeopleErasures", "/v1/people/erasures?ids=$REQUESTED", Some(BASIS)),
    ("postPeopleRetained", "/v1/people/retained?ids=$PERSON&until=2036-12-31", None),
    ("postReportsNameNamed", "/v1/reports/bnba/named?of=decree:144", Some(WHY)),
    ("postDocuments", "/v1/documents?type=surat&number=1/2026&dated=2026-01-02", Some(LETTER)),
    ("getDocuments", "/v1/documents", None),
    ("getDocumentsDocument", "/v1/documents/$DOCUMENT", None),
    ("getDocumentsDocumentContent", "/v1/documents/$DOCUMENT/content", None),
    ("postDocumentsDocumentContent", "/v1/documents/$PAPER/content", Some(WHY)),
    ("postDocumentChecks", "/v1/document-checks", Some(LETTER)),
    ("postInvestigations", "/v1/investigations?number=ST%207/2026&ground=pengaduan", None),
    ("getInvestigations", "/v1/investigations", None),
    ("getInvestigationsInvestigation", "/v1/investigations/$INVESTIGATION?notes=true", None),
    ("getInvestigationsInvestigationCustody", "/v1/investigations/$INVESTIGATION/custody", None),
    ("getInvestigationsInvestigationExport", "/v1/investigations/$INVESTIGATION/export", None),
    (
        "postInvestigationsInvestigationEvents",
        "/v1/investigations/$INVESTIGATION/events?seqs=30&seqs=31&reason=bukti",
        None,
    ),
    (
        "postInvestigationsInvestigationRemovedEvents",
        "/v1/investigations/$INVESTIGATION/removed-events?seqs=31&reason=keliru",
        None,
    ),
    (
        "postInvestigationsInvestigationNotes",
        "/v1/investigations/$INVESTIGATION/notes",
        Some("Dua kejadian pada hari libur."),
    ),
    (
        "postInvestigationsInvestigationHolds",
        "/v1/investigations/$INVESTIGATION/holds?recipient=$OTHER",
        None,
    ),
    (
        "postInvestigationsInvestigationDocuments",
        "/v1/investigations/$INVESTIGATION/documents?document=$DOCUMENT",
        None,
    ),
    (
        "postInvestigationsInvestigationHandOver",
        "/v1/investigations/$GIVEN/hand-over?to=$INSPECTOR",
        None,
    ),
    (
        "postInvestigationsInvestigationClose",
        "/v1/investigations/$ENDED/close?outcome=terbukti",
        None,
    ),
    (
        "postInvestigationsInvestigationReopen",
        "/v1/investigations/$ENDED/reopen?reason=bukti-baru",
        None,
    ),
    ("getInspection", "/v1/inspection", None),
    ("getInspectionInvestigation", "/v1/inspection/$INVESTIGATION", None),
    ("getInspectionInvestigationCustody", "/v1/inspection/$INVESTIGATION/custody", None),
    ("getInspectionInvestigationExport", "/v1/inspection/$INVESTIGATION/export", None),
    ("postInspectionInvestigationHandOver", "/v1/inspection/$TAKEN/hand-over?to=$INSPECTOR", None),
    ("postBackups", "/v1/backups", None),
    ("getDoctor", "/v1/doctor", None),
];

/// The example of an operation: what is asked, and what is sent.
pub fn of(id: &str) -> Option<(String, Option<&'static str>)> {
    let (_, target, body) = EXAMPLES.iter().find(|(known, ..)| *known == id)?;
    let target = match *target {
        "" => format!("/v1/samples?{SAMPLE}"),
        target => target.to_owned(),
    };
    Some((target, *body))
}

/// Adds the example to a described operation: for programs, as its body, and as it is typed.
pub fn put(operation: &mut Value, verb: &str) {
    let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
    let Some((target, body)) = of(&id) else { return };
    let open = operation.get("security") == Some(&json!([]));
    let source = curl(verb, &target, body, !open);
    operation["x-example"] = json!({ "target": target, "body": body });
    if let (Some(body), Some(content)) = (body, content_of(operation)) {
        // The first media type alone: what takes lines takes one as JSON as well.
        if let Some((media, told)) = content.iter_mut().next() {
            let json = (media == "application/json").then(|| serde_json::from_str(body).ok());
            told["example"] = json.flatten().unwrap_or_else(|| body.into());
        }
    }
    operation["x-codeSamples"] = json!([{ "lang": "Shell", "label": "curl", "source": source }]);
}

/// What an operation takes as its body, by media type.
fn content_of(operation: &mut Value) -> Option<&mut Map<String, Value>> {
    operation.get_mut("requestBody")?.get_mut("content")?.as_object_mut()
}

fn curl(verb: &str, target: &str, body: Option<&str>, known: bool) -> String {
    let mut line = "curl -s".to_owned();
    if known {
        line.push_str(" -H \"$AS\"");
    }
    match (verb, body) {
        ("get", _) | (_, Some(_)) => {}
        (verb, None) => drop(write!(line, " -X {}", verb.to_uppercase())),
    }
    // Within single quotes a shell leaves `$NAME` as it is.
    let quote = if target.contains('$') { '"' } else { '\'' };
    let _ = write!(line, " {quote}http://127.0.0.1:7370{target}{quote}");
    match body {
        Some(body) if body.contains('\n') => line.push_str(" --data-binary @FILE"),
        Some(body) => drop(write!(line, " -d '{body}'")),
        None => {}
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::description;

    /// What only somebody known may ask is typed with their token.
    #[test]
    fn whoever_must_be_known_shows_a_token() {
        let paths = description()["paths"].as_object().expect("paths");
        let mut shown = 0;
        for (path, item) in paths {
            for (verb, told) in item.as_object().expect("verbs") {
                let Some(line) = told["x-codeSamples"][0]["source"].as_str() else { continue };
                let open = told["security"].as_array().is_some_and(Vec::is_empty);
                assert_eq!(line.contains("-H \"$AS\""), !open, "{verb} {path}: {line}");
                shown += 1;
            }
        }
        assert!(shown > 100, "{shown}");
    }
}
