//! Closed lists of the area `proposal`.

vocabulary! {
    /// Through which door a proposal came.
    ProposalChannel {
        EHibah = "e-hibah", "e-hibah", "e-hibah";
        Letter = "surat", "surat tertulis", "letter";
        Musrenbang = "musrenbang", "musrenbang", "planning meeting";
        Council = "pokir", "pokok pikiran DPRD", "council member's proposal";
        Regency = "kabkota", "pemerintah kabupaten/kota", "regency or city";
        Village = "desa", "desa/kelurahan", "village";
        SiksNg = "siks-ng", "SIKS-NG", "SIKS-NG";
        Outreach = "penjangkauan", "penjangkauan", "outreach";
    }
    /// The outcome of looking at something.
    Outcome {
        Accepted = "diterima", "diterima", "accepted";
        Rejected = "ditolak", "ditolak", "rejected";
        Returned = "dikembalikan", "dikembalikan untuk diperbaiki", "returned for repair";
    }
    /// How sure the identity of a recipient is.
    IdentityKind {
        NikVerified = "nik-padan", "NIK padan", "NIK verified";
        NikUnverified = "nik-belum-padan", "NIK belum dipadankan", "NIK not yet matched";
        NikInvalid = "nik-tidak-valid", "NIK tidak valid", "NIK invalid";
        OtherDocument = "dokumen-lain", "dokumen lain", "other document";
        Provisional = "sementara", "identitas sementara", "provisional";
        Organisation = "badan", "akta/izin lembaga", "organisation papers";
    }
    /// What is wrong with a NIK (levels L0 to L6), derived at entry.
    NikFault {
        None = "tidak-ada", "tidak ada", "none";
        Shape = "bentuk", "bukan 16 angka", "not 16 digits";
        Region = "wilayah", "awalan wilayah tidak dikenal", "unknown region prefix";
        Birthdate = "tanggal-lahir", "tanggal lahir tidak mungkin", "impossible birth date";
        Serial = "nomor-urut", "nomor urut 0000", "serial 0000";
        Mismatch = "tidak-cocok", "tidak cocok dengan data lahir", "does not fit birth data";
        NotRegistered = "tidak-terdaftar", "tidak terdaftar di Dukcapil", "not in the civil registry";
        Spreadsheet = "rusak-lembar-kerja", "rusak oleh lembar kerja (notasi ilmiah)", "ruined by a spreadsheet (scientific notation)";
        Repeated = "angka-berulang", "angka berulang atau berurutan", "repeated or consecutive digits";
    }
    /// How far a NIK was found good; each level includes the lower ones, but an unknown prefix.
    NikLevel {
        None = "tanpa-nik", "tanpa NIK yang berbentuk", "no NIK of the right shape";
        Shape = "bentuk", "L0: 16 angka", "L0: 16 digits";
        Region = "wilayah", "L1: awalan wilayah dikenal", "L1: known region prefix";
        Birthdate = "tanggal-lahir", "L2: tanggal lahir mungkin", "L2: possible birth date";
        Serial = "nomor-urut", "L3: nomor urut bukan 0000", "L3: serial is not 0000";
        Century = "abad", "L4: abad kelahiran diketahui", "L4: century of birth is known";
        Declared = "cocok", "L5: cocok dengan data lahir", "L5: fits the declared birth data";
        Registry = "padan", "L6: padan dengan Dukcapil", "L6: matched with the civil registry";
    }
    /// What became of a recipient.
    RecipientStatus {
        Active = "aktif", "aktif", "active";
        Deceased = "meninggal", "meninggal", "deceased";
        Moved = "pindah", "pindah", "moved";
        Graduated = "graduasi", "graduasi/mampu", "graduated";
        Inactive = "nonaktif", "nonaktif", "inactive";
    }
}
