//! CPU time, which other programs on the machine affect little. Linux only (`/proc`).

use std::io;
use std::time::Duration;

/// CPU time of the current thread so far. The kernel updates the nanosecond counter only every few milliseconds, so a
/// measurement should take a second.
pub fn thread_time() -> io::Result<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let first = text.split_whitespace().next().and_then(|used| used.parse().ok());
    first.map(Duration::from_nanos).ok_or_else(|| io::Error::other("schedstat begins with a number"))
}

/// CPU time of the current thread for one call of `work`, in milliseconds, averaged over `count` calls.
pub fn measure_each(count: u32, mut work: impl FnMut(u32)) -> io::Result<f64> {
    let began = thread_time()?;
    (0..count).for_each(&mut work);
    Ok((thread_time()? - began).as_secs_f64() * 1000.0 / f64::from(count))
}
