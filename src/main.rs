//! The `camket` program. What it does stands in `cli`.

mod cli;

/// Reading the register uses much memory in passing; this allocator gives it back to the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
