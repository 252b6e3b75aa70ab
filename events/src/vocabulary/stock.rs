//! Closed lists of the area `stock`.

vocabulary! {
    /// What a place is in which goods for disasters lie.
    WarehouseKind {
        Provincial = "provinsi", "gudang provinsi", "provincial warehouse";
        Regency = "kabkota", "gudang kabupaten/kota", "regency or city warehouse";
        Ksb = "ksb", "lumbung sosial Kampung Siaga Bencana", "store of a disaster-ready village (KSB)";
        Ministry = "kementerian", "gudang regional Kementerian Sosial", "regional warehouse of the ministry";
    }
    /// In what goods are counted. Quantities in events are always of an item's smallest unit.
    GoodsUnit {
        Kilogram = "kg", "kilogram", "kilogram";
        Gram = "gram", "gram", "gram";
        Litre = "liter", "liter", "litre";
        Packet = "bungkus", "bungkus", "packet";
        Parcel = "paket", "paket", "parcel";
        Sheet = "lembar", "lembar", "sheet";
        Piece = "unit", "unit", "piece";
        Carton = "dus", "dus", "carton";
    }
    /// Where goods come from.
    GoodsSource {
        RegionalBudget = "apbd", "APBD", "regional budget (APBD)";
        StateBuffer = "apbn-buffer", "buffer stock APBN", "state buffer stock (APBN)";
        Csr = "csr", "CSR/TJSLP", "corporate social responsibility";
        Donation = "sumbangan", "sumbangan masyarakat", "donation";
        OtherRegion = "daerah-lain", "bantuan daerah lain", "aid of another region";
    }
    /// What goods are given out for, where no disaster is declared.
    GoodsPurpose {
        SmallDisaster = "bencana-kecil", "bencana tanpa penetapan status", "a disaster without declaration";
        Exercise = "pelatihan", "pelatihan dan gladi", "training and drill";
        Shelter = "penampungan", "rumah singgah dan penampungan", "shelter";
        NeglectedPeople = "orang-telantar", "orang telantar", "stranded people";
        Equipment = "perlengkapan-petugas", "perlengkapan petugas (Tagana)", "outfit of volunteers (Tagana)";
    }
    /// Who takes goods over.
    ReceivingBody {
        Post = "posko", "posko bencana", "disaster post";
        Village = "desa", "pemerintah desa/kelurahan", "village";
        District = "kecamatan", "kecamatan", "district";
        Regency = "kabkota", "dinas sosial kabupaten/kota", "agency of a regency or city";
        Ksb = "ksb", "Kampung Siaga Bencana", "disaster-ready village (KSB)";
        Institution = "lembaga", "lembaga", "institution";
        Household = "keluarga", "keluarga", "household";
    }
    /// Why goods are taken off the books.
    WriteOffReason {
        Expired = "kedaluwarsa", "kedaluwarsa", "expired";
        Damaged = "rusak", "rusak", "damaged";
        Lost = "hilang", "hilang", "lost";
    }
    /// Why goods that had gone out came back.
    GoodsReturnReason {
        Surplus = "kelebihan", "lebih dari kebutuhan", "more than was needed";
        NotDelivered = "tidak-terkirim", "tidak dapat dikirim", "could not be delivered";
        Refused = "ditolak", "ditolak penerima", "refused by the receiver";
        Cancelled = "dibatalkan", "perintah keluar dibatalkan", "order withdrawn";
    }
}
