//! What a request must keep before any rule looks at its events.

use super::rules;

rules! {
    BATCH_EMPTY = "REQ-01" Refuse,
        "permintaan tidak berisi kejadian", "the request holds no event", "limits";
    BATCH_TOO_LONG = "REQ-02" Refuse,
        "permintaan berisi terlalu banyak kejadian", "the request holds too many events", "limits";
    BATCH_TOO_LARGE = "REQ-03" Refuse,
        "permintaan terlalu besar", "the request holds too many bytes", "limits";
    ENTRY_TOO_LONG = "REQ-04" Refuse,
        "satu kejadian terlalu panjang", "one event is longer than an entry may be", "limits";
    KEY_REUSED = "REQ-05" Refuse,
        "kunci permintaan sudah dipakai untuk isi lain", "the request id was used for other drafts", "idempotency";
    HEAD_MOVED = "REQ-06" Refuse,
        "kepala rantai sudah berubah", "the head is not the one the request names", "condition";
    TAGS_MOVED = "REQ-07" Refuse,
        "ada kejadian baru pada jejak yang disyaratkan", "something new was recorded under the tags the request names", "condition";
    CLOCK_BEHIND = "REQ-08" Refuse,
        "jam mesin tertinggal dari kepala rantai", "the machine's clock is behind the head of the chain", "clock";
    CLOCK_JUMPED = "REQ-09" Refuse,
        "jam mesin melompat", "the machine's clock jumped against its monotonic clock", "clock";
    CLOCK_GAP = "REQ-10" Refuse,
        "jeda lebih dari 30 hari sejak kejadian terakhir", "more than 30 days passed since the last event", "clock";
    STAGE_BELOW_ZERO = "REQ-11" Refuse,
        "suatu tahap baris anggaran akan menjadi negatif", "a stage of a budget line would fall below zero", "G1";
    KEY_LENGTH = "REQ-12" Refuse,
        "kunci permintaan kosong atau terlalu panjang", "the request id is empty or too long", "idempotency";
}

/// Rules about the request as a whole: they are broken by none of its drafts.
pub(crate) static WHOLE: &[&super::Rule] = &[
    &BATCH_EMPTY,
    &BATCH_TOO_LONG,
    &KEY_REUSED,
    &HEAD_MOVED,
    &TAGS_MOVED,
    &CLOCK_BEHIND,
    &CLOCK_JUMPED,
    &CLOCK_GAP,
    &KEY_LENGTH,
];
