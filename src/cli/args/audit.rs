//! The arguments of `camket audit`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::ConfigArgs;

const VERIFY_HELP: &str = "\
The first line printed is the verdict: the first fault, or intact. Exit codes: 0 intact; 1 it could not be checked; 2 wrong use of
the command;
  10 row_changed    11 row_deleted    12 row_inserted    13 tail_cut    14 log_rehashed    15 order_changed
  16 not_signed (a checkpoint or a proof)    17 not_included (a proof)

Whoever can write to the database can write a new log that fits itself. What tells is a checkpoint that was kept elsewhere: one
downloaded earlier, one printed in a report, or that of a witness.

Examples:
  camket audit verify --checkpoint kept.txt                                        (the database of this machine)
  camket audit verify --printed 'camket.example.vn/audit/1 1234 K4f...='
                                                                                   (of a paper: what is printed needs no key)
  camket audit verify nhat-ky.txt --keys checkpoint-keys --checkpoint kept.txt     (an export, on any machine)
  camket audit verify quyet-dinh.tlog-proof --keys checkpoint-keys                 (a proof of one event)";

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Write the log to a file that anybody can check: every event, and the signed checkpoint of them all
    Export(ExportAuditArgs),
    /// Check that nothing was changed, removed, inserted or moved since it was logged
    #[command(after_help = VERIFY_HELP)]
    Verify(VerifyAuditArgs),
    /// Write the proof that an event is in the log: the event, the path to the root, and the signed checkpoint
    Prove(ProveEventArgs),
    /// Write the public keys of the log to a file or to standard output, one a line
    Keys(AuditKeysArgs),
    /// Make a key that signs checkpoints from now on; what the others signed stays valid
    NewKey(ConfigArgs),
}

#[derive(Args, Debug)]
pub struct ExportAuditArgs {
    /// Output file
    pub file: PathBuf,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

#[derive(Args, Debug)]
pub struct VerifyAuditArgs {
    /// An export or a proof [default: the log of the configured database]
    #[arg(requires = "keys")]
    pub file: Option<PathBuf>,
    /// A checkpoint that was kept elsewhere; may be given several times
    #[arg(long = "checkpoint", value_name = "FILE")]
    pub checkpoints: Vec<PathBuf>,
    /// A checkpoint that a report prints: name of the log, number of events and root; may be given several times
    #[arg(long, value_name = "LOG EVENTS ROOT")]
    pub printed: Vec<String>,
    /// The public keys, from /.well-known/camket/checkpoint-keys, for a file
    #[arg(long, value_name = "FILE", requires = "file")]
    pub keys: Option<PathBuf>,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

#[derive(Args, Debug)]
pub struct ProveEventArgs {
    /// The event's id, as it stands in an export
    pub event: String,
    /// Output file [default: standard output]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub settings: ConfigArgs,
}

#[derive(Args, Debug)]
pub struct AuditKeysArgs {
    /// Output file [default: standard output]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub settings: ConfigArgs,
}
