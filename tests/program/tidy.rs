//! `camket tidy`: counts, deletes, and says of each kind how much.

use super::folder::TestFolder;

#[test]
fn what_ended_is_counted_and_then_deleted() {
    let folder = TestFolder::new();
    folder.camket(&["migrate"]).run().succeeded();
    let add = ["user", "add", "quantri@vidu.vn", "--role", "administrator", "--name", "Trị", "--area", "56"];
    folder.camket(&add).run().succeeded();
    let counted = folder.camket(&["tidy", "--dry-run"]).run().succeeded().out;
    for kind in ["sessions", "one-time-codes", "unreported-photos", "scan-requests", "coverage-marks"] {
        assert!(counted.lines().any(|line| line.starts_with(kind)), "{kind}: {counted}");
    }
    assert!(counted.contains("90 days after") && counted.contains("would be deleted"), "{counted}");
    let done = folder.camket(&["tidy"]).run().succeeded().out;
    assert!(done.lines().last().unwrap().ends_with("0 bytes deleted"), "{done}");
}
