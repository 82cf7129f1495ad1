//! The program `bifolio`; all of it is in the library.

/// A book is millions of small pieces, made on all threads: with the allocator of the C library a fifth of the
/// time of a novel went by in it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    bifolio::cli::main()
}
