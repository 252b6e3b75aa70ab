//! Closed lists of the area `cash`.

vocabulary! {
    /// What a cash account is.
    CashKind {
        Rkud = "rkud", "RKUD", "regional treasury account";
        Rkun = "rkun", "RKUN", "state treasury account";
        TreasurerBank = "bendahara-bank", "rekening bendahara", "treasurer's bank account";
        TreasurerCash = "bendahara-tunai", "kas tunai bendahara", "treasurer's cash";
        Channel = "penyalur", "rekening penampungan penyalur", "channel's holding account";
        TaxHeld = "pajak-dipungut", "pajak dipungut belum disetor", "tax withheld, not yet deposited";
        Donor = "donor", "rekening donor", "donor's account";
    }
    /// Why cash came in.
    CashReceiptKind {
        Transfer = "transfer", "transfer pusat/daerah", "transfer";
        OwnRevenue = "pad", "pendapatan asli daerah", "own revenue";
        Grant = "hibah", "hibah", "grant";
        Interest = "jasa-giro", "jasa giro/bunga", "interest";
        CarriedOver = "silpa", "SiLPA tahun lalu", "carried over";
        Other = "lain", "lain-lain", "other";
    }
    /// Why cash moved between our own accounts, or to a treasury.
    CashMoveReason {
        Withdrawal = "tarik-tunai", "tarik tunai", "cash withdrawal";
        Deposit = "setor-tunai", "setor tunai", "cash deposit";
        AdvanceReturn = "setor-sisa-up", "setor sisa UP/TU", "return of the advance";
        InterestDeposit = "setor-jasa-giro", "setor jasa giro", "deposit of interest";
        TaxDeposit = "setor-pajak", "setor pajak", "tax deposit";
        Panjar = "panjar", "panjar", "petty advance";
    }
    /// Direction of a bank line as seen from the account.
    Direction {
        In = "masuk", "masuk", "in";
        Out = "keluar", "keluar", "out";
    }
    /// What list an observation comes from.
    Register {
        Sp2d = "sp2d", "register SP2D", "SP2D register";
        Bank = "bank", "rekening koran", "bank statement";
        Cash = "kas", "kas opname", "cash count";
        Stock = "stok", "stok", "stock";
    }
}
