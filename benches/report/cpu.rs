//! Processor time, which other programs on the machine do not change much. Linux only, as `/proc` is.

use std::io;
use std::time::Duration;

/// What the present thread has used so far. The kernel counts in nanoseconds and tells at least every few milliseconds, so
/// what is measured should take a second.
pub fn thread() -> io::Result<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let first = text.split_whitespace().next().and_then(|used| used.parse().ok());
    first.map(Duration::from_nanos).ok_or_else(|| io::Error::other("schedstat begins with a number"))
}

/// The processor time of the present thread, in milliseconds for each of `count` times.
pub fn each(count: u32, mut work: impl FnMut(u32)) -> io::Result<f64> {
    let began = thread()?;
    (0..count).for_each(&mut work);
    Ok((thread()? - began).as_secs_f64() * 1000.0 / f64::from(count))
}
