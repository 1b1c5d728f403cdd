//! Options of the linker.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=src/cli/build.rs");
    // The addresses that the loader adjusts take 1.5 MB one by one and 20 kB packed.
    if reads_packed_relocations() {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// Whether the C library of this machine is glibc 2.36 or later, which reads them.
fn reads_packed_relocations() -> bool {
    let output = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let version = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let minor = version
        .ok()
        .and_then(|text| text.trim().strip_prefix("glibc 2.")?.split('.').next()?.parse::<u32>().ok());
    minor.is_some_and(|minor| minor >= 36)
}
