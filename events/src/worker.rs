//! People who work for social welfare: TKSK, Tagana, PSM, pendamping; reports, certificates, stipends.
