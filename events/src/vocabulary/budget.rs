//! Closed lists of the area `budget`.

vocabulary! {
    /// Who keeps a budget line: ours is guarded, others' are only observed.
    Standing {
        Own = "sendiri", "milik sendiri", "own";
        Observed = "diamati", "diamati", "observed";
    }
    /// Which document set a ceiling.
    CeilingBasis {
        Dpa = "dpa", "DPA", "budget execution document";
        Dppa = "dppa", "DPPA (perubahan)", "revised budget execution document";
        Dipa = "dipa", "DIPA", "state budget execution document";
        External = "luar", "dokumen pihak lain", "another body's document";
    }
    /// Why a ceiling was moved, revised or blocked.
    BudgetReason {
        Shift = "pergeseran", "pergeseran", "shift";
        AmendedBudget = "apbd-perubahan", "APBD perubahan", "amended budget";
        Refocusing = "refocusing", "refocusing", "refocusing";
        Efficiency = "efisiensi", "efisiensi", "efficiency";
        Emergency = "darurat", "keadaan darurat", "emergency";
        Clerical = "pembetulan", "pembetulan", "clerical";
    }
    /// What commits money besides a decree.
    CommitmentBasis {
        Contract = "kontrak", "kontrak/SPK", "contract";
        Payroll = "daftar-honor", "daftar honor/gaji", "payroll";
        Appointment = "sk-pengangkatan", "SK pengangkatan", "appointment";
        GrantAgreement = "nphd", "NPHD", "grant agreement";
        Order = "surat-pesanan", "surat pesanan", "order";
    }
    /// Which stage of a budget line an opening balance or a transfer stands for.
    Stage {
        Ceiling = "pagu", "Pagu", "ceiling (pagu)";
        Blocked = "blokir", "Blokir", "blocked (blokir)";
        Available = "tersedia", "Tersedia", "available (tersedia)";
        Committed = "komitmen", "Komitmen", "committed (komitmen)";
        Spp = "spp", "SPP", "requested (SPP)";
        Spm = "spm", "SPM", "ordered (SPM)";
        Sp2d = "sp2d", "SP2D", "issued (SP2D)";
        AtChannel = "di-penyalur", "Di penyalur", "at the channel (di penyalur)";
        Credited = "dikreditkan", "Dikreditkan", "credited (dikreditkan)";
        Transacted = "ditransaksikan", "Ditransaksikan", "used by the recipient (ditransaksikan)";
        Returned = "retur", "Retur", "returned by the bank (retur)";
        Unclaimed = "tidak-diambil", "Tidak diambil", "unclaimed (tidak diambil)";
        AccountedFor = "dipertanggungjawabkan", "Dipertanggungjawabkan", "accounted for (dipertanggungjawabkan)";
        Refunded = "dikembalikan", "Dikembalikan", "refunded (dikembalikan)";
        Withheld = "dipotong", "Dipotong pajak", "withheld (dipotong)";
        Advanced = "belanja-up", "Belanja UP", "spent from the advance (belanja UP)";
        Suspense = "suspense", "Belum teridentifikasi", "suspense";
        ContraPost = "kontra-pos", "Kontra-pos", "contra-post (kontra-pos)";
        SpdLimit = "batas-spd", "Batas SPD", "SPD limit";
        SpdFree = "spd", "SPD", "released (SPD)";
        SpdUsed = "spd-terpakai", "SPD terpakai", "released and used";
    }
}
