//! CPU time, which other programs on the machine affect little.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// CPU time of the current thread so far.
pub fn thread_time() -> Duration {
    read(ClockId::ThreadCPUTime)
}

/// CPU time of all threads of this process so far.
pub fn process_time() -> Duration {
    read(ClockId::ProcessCPUTime)
}

fn read(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// CPU time of the current thread for one call of `work`, in milliseconds, averaged over `count` calls.
pub fn measure_each(count: u32, mut work: impl FnMut(u32)) -> f64 {
    let began = thread_time();
    (0..count).for_each(&mut work);
    (thread_time() - began).as_secs_f64() * 1000.0 / f64::from(count)
}
