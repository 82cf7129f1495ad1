fn main() -> std::process::ExitCode {
    bifolio::cli::main()
}
