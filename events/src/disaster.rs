//! Disasters: declared, assessed, ended.
