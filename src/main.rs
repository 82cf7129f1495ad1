//! The program `bifolio`; all of it is in the library.

fn main() -> std::process::ExitCode {
    bifolio::cli::main()
}
