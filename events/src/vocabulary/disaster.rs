//! Closed lists of the area `disaster`.

vocabulary! {
    /// What happened.
    DisasterKind {
        Flood = "banjir", "banjir", "flood";
        Landslide = "tanah-longsor", "tanah longsor", "landslide";
        Fire = "kebakaran", "kebakaran", "fire";
        Tsunami = "tsunami", "tsunami", "tsunami";
        Earthquake = "gempa-bumi", "gempa bumi", "earthquake";
        Other = "lain", "lain-lain", "other";
    }
    /// Which state of emergency a decree declares.
    EmergencyStatus {
        Alert = "siaga-darurat", "siaga darurat", "alert";
        Response = "tanggap-darurat", "tanggap darurat", "emergency response";
        Transition = "transisi-pemulihan", "transisi darurat ke pemulihan", "transition to recovery";
    }
}
