//! The `camket` binary. Its code is in `cli`.

mod cli;

/// Loading the register allocates a lot of short-lived memory; this allocator returns it to the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
