//! Tests at the outermost boundary: the command line, the documents, the independent verifier,
//! and processes that are killed. One binary, because each link step costs every run.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]
#![allow(clippy::format_collect, reason = "short hexadecimal texts")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "our own file names")]

mod api;
mod api_accounts;
mod api_asks;
mod api_described;
mod api_end;
mod api_feed;
mod api_house;
mod api_limits;
mod api_log;
mod api_matrix;
mod api_metrics;
mod api_page;
mod api_proxies;
mod api_remembered;
mod api_session;
mod api_tls;
mod api_vault;
mod api_whole;
mod areas;
mod backup;
mod checking;
mod cli;
mod cli_account;
mod cli_balances;
mod cli_check;
mod cli_clock;
mod cli_codes;
mod cli_config;
mod cli_count;
mod cli_due;
mod cli_import;
mod cli_import_odd;
mod cli_import_unfinished;
mod cli_links;
mod cli_reconcile;
mod cli_regions;
mod cli_replay;
mod cli_services;
mod cli_stock;
mod cli_streams;
mod cli_times;
mod cli_trail;
mod cli_treasury;
mod console;
mod coverage;
mod crash;
mod differences;
mod dispatch;
mod documents;
mod erasure;
mod fill_rate;
mod flips;
mod format_document;
mod full_disk;
mod independent_verifier;
mod investigations;
mod investigations_remote;
mod journal;
mod languages;
mod layering;
mod lists;
#[cfg(feature = "oidc")]
mod oidc;
/// What this build leaves out, named where the tests are listed.
#[cfg(not(feature = "oidc"))]
mod oidc {
    #[test]
    #[ignore = "signing in through an issuer is built with `--features oidc`"]
    fn is_not_built() {}
}
mod operations_page;
mod oversight;
mod packaging;
mod payment_file;
mod person;
mod planted;
mod programme_reports;
mod proven;
mod python_peer;
mod readme;
mod remote;
mod reports;
mod reports_page;
mod sampling;
mod second_province;
mod signing;
mod sizes;
mod source;
#[cfg(feature = "parquet")]
mod tables;
mod tour;
mod vault_backup;
mod what_if;
