//! A limit on everything that a client can send.

/// Most events in one request. A decree of a large regency fits.
pub const EVENTS_PER_REQUEST_MAX: usize = 100_000;

/// Most bytes of entries in one request: 32 MiB.
pub const BYTES_PER_REQUEST_MAX: usize = 32 * 1024 * 1024;

/// Most requests that one commit makes durable together. More would let the first wait too long.
pub const REQUESTS_PER_COMMIT_MAX: usize = 1_024;

/// Bytes after which a commit takes no further request; the one that crosses it still goes in.
pub const BYTES_PER_COMMIT: usize = 4 * 1024 * 1024;

/// Requests that may wait for the writer; more wait at the door.
pub const QUEUE_MAX: usize = 4_096;

/// Longest idempotency key. A client's own document number with a prefix fits.
pub const KEY_BYTES_MAX: usize = 200;

/// A clock this far behind the head refuses writes: 5 seconds, in microseconds.
pub const CLOCK_BEHIND_MAX_MICROS: i64 = 5_000_000;

/// A clock that jumped this far against the monotonic one refuses writes: 10 minutes.
pub const CLOCK_JUMP_MAX_MICROS: i64 = 600_000_000;

/// A start this long after the last event needs consent: 30 days.
pub const CLOCK_GAP_MAX_MICROS: i64 = 30 * 86_400_000_000;

/// Events after which closing a ledger writes a snapshot.
pub const SNAPSHOT_EVERY: u64 = 20_000;
