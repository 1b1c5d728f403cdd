//! What newspapers, stations and websites reported.

use camket_domain::ids::MediaOutletId;
use camket_domain::media::MediaMonth as Month;
use camket_shell::paths;

paths! {
    MEDIA_PATTERNS;
    /// Twelve months and the outlets of the reader's area.
    Media = "/media";
    NewMediaOutlet = "/media/outlets/new";
    EditMediaOutlet(outlet: MediaOutletId) = "/media/outlets/{outlet}";
    /// What is written for a month, such as 2026-03.
    WriteMediaMonth(month: Month) = "/media/months/{month}";
}
