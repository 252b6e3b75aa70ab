//! Tests at the outermost boundary: the command line, the documents, the independent verifier,
//! and processes that are killed. One binary, because each link step costs every run.

mod cli;
mod crash;
mod format_document;
mod independent_verifier;
