//! The reports of treasurers: BKU and auxiliary books, registers, control cards, SPJ, RFK, the
//! annex to the CaLK, reconciliation and SiLPA, with their official columns.
//!
//! All of them read state, cells and entries of the books; single events are read for numbers and
//! days of papers alone. History stands apart from what was recorded as it happened.

mod activity;
mod book;
mod calk;
pub(crate) mod cashplan;
mod object;
mod reconcile;
mod register;
mod rfk;
mod scope;
mod silpa;
mod sp2d;
mod spent;
mod spj;
mod tax;
mod words;

use super::catalogue::Asked::{Month, Of, Organisation, Programme, Region, Source, Year};
use super::catalogue::Report;

macro_rules! reports {
    ($($name:literal, $id:literal, $en:literal, [$($needs:ident)*], [$($takes:ident)*], $make:path;)*) => {
        pub(super) const REPORTS: &[Report] = &[$(Report {
            name: $name,
            en: $en,
            id: $id,
            needs: &[$($needs),*],
            takes: &[$($takes),*],
            make: $make,
        }),*];
    };
}

reports! {
    "bku", "Buku Kas Umum", "General cash book", [Month], [Organisation Of], book::general;
    "book-cash", "Buku Pembantu Kas Tunai", "Auxiliary book: cash in hand",
        [Month], [Organisation Of], book::in_hand;
    "book-bank", "Buku Pembantu Bank", "Auxiliary book: bank", [Month], [Organisation Of], book::bank;
    "book-advance", "Buku Pembantu Panjar", "Auxiliary book: petty advances",
        [Month], [Organisation], book::petty;
    "book-tax", "Buku Pembantu Pajak", "Auxiliary book: tax", [Month], [Organisation Of], tax::book;
    "book-object", "Buku Pembantu Sub Rincian Objek Belanja", "Auxiliary book: spending of a line",
        [Of], [Month], object::book;
    "register-spp", "Register SPP", "Register of SPP", [Year], [Month Organisation Source],
        register::spp;
    "register-spm", "Register SPM", "Register of SPM", [Year], [Month Organisation Source],
        register::spm;
    "register-sp2d", "Register SP2D", "Register of SP2D", [Year], [Month Organisation Source],
        register::sp2d;
    "sp2d", "Surat Perintah Pencairan Dana (SP2D)", "SP2D", [Of], [], sp2d::detail;
    "activity-card", "Kartu Kendali Kegiatan", "Control card of activities",
        [Year], [Month Organisation Programme Source], activity::card;
    "spj-functional", "SPJ Fungsional", "Functional SPJ of the treasurer",
        [Month], [Organisation Programme Source], spj::functional;
    "rfk", "Realisasi Fisik dan Keuangan", "Physical and financial progress",
        [Year], [Organisation Programme Source], rfk::progress;
    "calk", "Lampiran CaLK Bantuan Sosial", "Annex to the CaLK: aid by recipient",
        [Year], [Of Organisation Programme Source Region], calk::annex;
    "reconciliation-minutes", "Berita Acara Rekonsiliasi", "Minutes of reconciliation",
        [Month], [Of], reconcile::minutes;
    "silpa", "SiLPA per Sumber Dana", "Carried over (SiLPA) by source",
        [Year], [Source], silpa::by_source;
}
