//! The `jejak` command.

fn main() -> std::process::ExitCode {
    jejak::cli::main()
}
