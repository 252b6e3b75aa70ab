//! Closed lists of planning documents and indicators.

vocabulary! {
    /// What a planning document or regulation is.
    PlanningKind {
        Rpjmd = "rpjmd", "RPJMD", "medium-term regional plan (RPJMD)";
        Rpd = "rpd", "RPD", "regional transition plan (RPD)";
        Rkpd = "rkpd", "RKPD", "yearly regional plan (RKPD)";
        Renstra = "renstra", "Renstra", "agency's strategic plan (Renstra)";
        Renja = "renja", "Renja", "agency's yearly plan (Renja)";
        KuaPpas = "kua-ppas", "KUA-PPAS", "budget policy and priorities (KUA-PPAS)";
        Act = "undang-undang", "undang-undang", "act of parliament";
        GovernmentRegulation = "peraturan-pemerintah", "peraturan pemerintah/presiden", "government or presidential regulation";
        MinisterRegulation = "peraturan-menteri", "peraturan menteri", "ministerial regulation";
        Perda = "perda", "peraturan daerah (Perda)", "regional regulation (Perda)";
        Pergub = "pergub", "peraturan kepala daerah (Pergub/Perbup)", "regulation of the head of region (Pergub)";
        Decree = "sk", "SK", "decree (SK)";
        Guideline = "juknis", "petunjuk teknis (juknis)", "technical guideline (juknis)";
    }
    /// Whose target or measurement it is.
    IndicatorLevel {
        National = "nasional", "nasional", "national";
        Regional = "daerah", "daerah", "regional";
    }
    /// In what an indicator is counted.
    IndicatorUnit {
        Share = "bagian", "bagian (basis poin)", "share in basis points";
        Count = "cacah", "cacah", "count";
    }
}
