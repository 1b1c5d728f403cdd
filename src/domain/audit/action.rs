//! The actions of which events tell.

use crate::codes::codes;

codes! {
    /// What was done. The text is in the locale files under `codes-deed-<code>`.
    AuditAction {
        /// An owner created an account.
        SignedUp = "signed-up",
        /// A login was confirmed by a one-time code.
        LoginConfirmed = "login-confirmed",
        /// Someone logged in.
        LoggedIn = "logged-in",
        /// Someone typed a wrong password for the account. A few a day are recorded.
        LogInFailed = "log-in-failed",
        /// A password was set or changed.
        PasswordChanged = "password-changed",
        /// Sessions of the own account were ended from another one.
        SessionsEnded = "sessions-ended",
        /// An owner asked to close the own account.
        AccountClosingAsked = "account-closing-asked",
        /// That was taken back, by a log-in or because a venue operates again.
        AccountClosingTakenBack = "account-closing-taken-back",
        /// Name and log-in of a closed account were erased. The event says nothing of what they were.
        AccountErased = "account-erased",
        /// The holder took a copy of all that is kept about the account.
        AccountDataCopied = "account-data-copied",
        /// A second factor was set up.
        FactorSetUp = "factor-set-up",
        /// A second factor was removed, by its account or from the console.
        FactorRemoved = "factor-removed",
        /// A wrong second factor was typed after the right password. A few a day are recorded.
        FactorFailed = "factor-failed",
        /// A passkey was added to the account as a second factor.
        PasskeyAdded = "passkey-added",
        /// A passkey was given another name.
        PasskeyRenamed = "passkey-renamed",
        /// A passkey was removed.
        PasskeyRemoved = "passkey-removed",
        /// A passkey was used whose counter went back, and refused: two devices may hold the same key.
        PasskeyCounterFault = "passkey-counter-fault",
        /// A recovery code was used in place of the app.
        RecoveryCodeUsed = "recovery-code-used",
        /// New recovery codes were made, and the former ended.
        RecoveryCodesMade = "recovery-codes-made",
        /// An administrator invited a member of staff.
        AccountInvited = "account-invited",
        /// An administrator printed a link that opens the account of an invited member of staff.
        InvitationPrinted = "invitation-printed",
        /// An administrator changed name, role, agency or area.
        AccountChanged = "account-changed",
        /// An officer switched the daily digest on or off.
        DigestSwitched = "digest-switched",
        /// An administrator disabled an account.
        AccountDisabled = "account-disabled",
        /// An administrator enabled an account.
        AccountEnabled = "account-enabled",
        /// An administrator sent a new invitation or reset.
        AccountReset = "account-reset",
        /// A new way into a staff account was asked for, which an administrator must confirm.
        AccessAsked = "access-asked",
        /// An administrator declined such a request.
        AccessDeclined = "access-declined",
        /// An agency was added or changed.
        AgencySaved = "agency-saved",
        /// A setting was changed.
        SettingsSaved = "settings-saved",
        /// A venue was registered.
        VenueRegistered = "venue-registered",
        /// A venue's facts were changed.
        VenueChanged = "venue-changed",
        /// An officer recorded that a venue stopped, closed or operates again.
        OperationRecorded = "operation-recorded",
        /// An officer reminded the owner of what the venue lacks.
        OwnerReminded = "owner-reminded",
        /// A list of the register was taken out as a file.
        RegisterExported = "register-exported",
        /// Figures of coverage, or the names behind one, were taken out as a file.
        CoverageExported = "coverage-exported",
        /// A draft of an activity was kept.
        ActivityKept = "activity-kept",
        /// An activity was recorded or corrected.
        ActivityRecorded = "activity-recorded",
        /// An activity was removed.
        ActivityRemoved = "activity-removed",
        /// An outlet of the media was added or changed.
        MediaOutletSaved = "media-outlet-saved",
        /// What an outlet reported in a month was written.
        MediaMonthWritten = "media-month-written",
        /// An officer of the roster was added or changed.
        RosterOfficerSaved = "roster-officer-saved",
        /// An officer was removed from the roster, as if never on it.
        RosterOfficerRemoved = "roster-officer-removed",
        /// A class was recorded or corrected.
        TrainingClassSaved = "training-class-saved",
        /// Who attended a class was written.
        TrainingAttendanceWritten = "training-attendance-written",
        /// A class was removed.
        TrainingClassRemoved = "training-class-removed",
        /// An integrated plan was recorded or corrected.
        IntegratedPlanSaved = "integrated-plan-saved",
        /// An integrated plan was removed.
        IntegratedPlanRemoved = "integrated-plan-removed",
        /// What was recognised of a commune in a year was written.
        HealthyStatusWritten = "healthy-status-written",
        /// What was written of a commune and a year was removed.
        HealthyStatusRemoved = "healthy-status-removed",
        /// The rules of the risk classes were changed.
        RiskRulesChanged = "risk-rules-changed",
        /// An officer set the risk class of a venue for a time.
        RiskOverridden = "risk-overridden",
        /// An officer ended such an override.
        RiskOverrideEnded = "risk-override-ended",
        /// The rules by which registers of workers are looked at were changed.
        LabourRulesChanged = "labour-rules-changed",
        /// The labour authority asked an owner about the register of workers.
        LabourAsked = "labour-asked",
        /// The owner answered.
        LabourAnswered = "labour-answered",
        /// The labour authority ended the matter.
        LabourRequestEnded = "labour-request-ended",
        /// A set of criteria was added or changed.
        CriteriaSetSaved = "criteria-set-saved",
        /// A set of criteria was removed.
        CriteriaSetRemoved = "criteria-set-removed",
        /// A total of the police was recorded or corrected.
        PoliceTotalSaved = "police-total-saved",
        /// A total of the police was removed.
        PoliceTotalRemoved = "police-total-removed",
        /// A plan of a year was begun or changed.
        YearPlanSaved = "year-plan-saved",
        /// A target was added or changed.
        TargetSaved = "target-saved",
        /// A target was removed.
        TargetRemoved = "target-removed",
        /// Communes were reminded of a target.
        TargetReminded = "target-reminded",
        /// What an area writes about a target was kept.
        TargetCardSaved = "target-card-saved",
        /// The card of an area was sent to the province.
        TargetCardSent = "target-card-sent",
        /// A card was sent back to its area.
        TargetCardReturned = "target-card-returned",
        /// A card was approved with a score.
        TargetCardApproved = "target-card-approved",
        /// An approved card was opened again.
        TargetCardReopened = "target-card-reopened",
        /// The score of a plan was taken.
        TargetScoreTaken = "target-score-taken",
        /// A paper of such a score was taken out.
        TargetScoreExported = "target-score-exported",
        /// A reporting period was opened.
        ReportPeriodOpened = "report-period-opened",
        /// The areas were reminded of a reporting period.
        ReportsReminded = "reports-reminded",
        /// What an area writes about a period was kept.
        AreaReportSaved = "area-report-saved",
        /// The report of an area was sent to the province.
        AreaReportSent = "area-report-sent",
        /// The report of an area was sent back.
        AreaReportReturned = "area-report-returned",
        /// The report of an area was accepted.
        AreaReportAccepted = "area-report-accepted",
        /// An accepted report was opened again.
        AreaReportReopened = "area-report-reopened",
        /// The figures of a period were frozen.
        FiguresFrozen = "figures-frozen",
        /// A paper of frozen figures was taken out.
        ReportExported = "report-exported",
        /// An indicator was added or changed, or indicators were put in another order.
        IndicatorSaved = "indicator-saved",
        /// An indicator was removed.
        IndicatorRemoved = "indicator-removed",
        /// Workers were declared or changed by a file.
        WorkersImported = "workers-imported",
        /// The owner took the labour register out as a file, with whole numbers.
        WorkersExported = "workers-exported",
        /// Messages that were not sent are tried again, from the console.
        MessagesRetried = "messages-retried",
        /// Messages that were not sent were deleted, from the console.
        MessagesDropped = "messages-dropped",
        /// A census list was begun.
        CensusListAdded = "census-list-added",
        /// A file was imported as a census list.
        CensusImported = "census-imported",
        /// The import of a census list was undone.
        CensusImportUndone = "census-import-undone",
        /// An entry was added to a census list.
        CensusEntryAdded = "census-entry-added",
        /// What a census list says of a venue was changed.
        CensusEntryChanged = "census-entry-changed",
        /// An officer spoke to the venue of a census entry.
        CensusEntryContacted = "census-entry-contacted",
        /// An officer said which venue a census entry is.
        CensusEntryMatched = "census-entry-matched",
        /// An officer said that a census entry and a venue are not the same, or took that back.
        CensusEntryToldApart = "census-entry-told-apart",
        /// An officer decides later whether a census entry and a venue are the same.
        CensusMatchPostponed = "census-match-postponed",
        /// An officer left a census entry out of the count.
        CensusEntryExcluded = "census-entry-excluded",
        /// A census entry counts again: an officer said so, or its stop ended.
        CensusEntryReturned = "census-entry-returned",
        /// An officer took back the last step of a census entry.
        CensusEntryUndone = "census-entry-undone",
        /// A venue on no list was proposed for one.
        CensusEntryProposed = "census-entry-proposed",
        /// An officer accepted a proposed venue into the list.
        CensusProposalAccepted = "census-proposal-accepted",
        /// An officer opened an owner without a log-in, to enter for them at the counter.
        CounterOpened = "counter-opened",
        /// An owner invited somebody to manage a venue.
        ManagerInvited = "manager-invited",
        /// The invitation was accepted.
        ManagerAccepted = "manager-accepted",
        /// The invitation was declined, or the manager left.
        ManagerLeft = "manager-left",
        /// The owner removed a manager, or took the invitation back.
        ManagerRemoved = "manager-removed",
        /// An owner offered a venue to another one.
        TransferOffered = "transfer-offered",
        /// The owner took that offer back.
        TransferTakenBack = "transfer-taken-back",
        /// The other owner declined it.
        TransferDeclined = "transfer-declined",
        /// The other owner took the venue over.
        VenueTransferred = "venue-transferred",
        /// A pledge was printed to be signed by hand.
        PaperPrinted = "paper-printed",
        /// Scanned pages were uploaded.
        PaperUploaded = "paper-uploaded",
        /// A scanned page was matched by hand.
        PaperMatched = "paper-matched",
        /// A scanned page without a pledge was deleted.
        PaperDeleted = "paper-deleted",
        /// An officer made a code to sign up or to take a venue over.
        ClaimCodeMade = "claim-code-made",
        /// Such a code was used.
        ClaimCodeUsed = "claim-code-used",
        /// An officer took the code of a letter back.
        ClaimCodeRevoked = "claim-code-revoked",
        /// An officer wrote invitation letters.
        LettersWritten = "letters-written",
        /// Invitation letters were printed.
        LettersPrinted = "letters-printed",
        /// An officer noted that invitation letters were sent.
        LettersSent = "letters-sent",
        /// The venue of a census entry was written to.
        CensusEntryInvited = "census-entry-invited",
        /// A pledge was signed.
        PledgeSigned = "pledge-signed",
        /// A worker was declared.
        WorkerDeclared = "worker-declared",
        /// A worker's facts were changed.
        WorkerChanged = "worker-changed",
        /// A worker was removed from the register before review.
        WorkerRemoved = "worker-removed",
        /// A worker left, on a day.
        WorkerLeft = "worker-left",
        /// That a worker left was taken back.
        WorkerLeaveTakenBack = "worker-leave-taken-back",
        /// A code was made with which a worker signs the own pledge.
        WorkerInvited = "worker-invited",
        /// Such a code was ended before it was used.
        WorkerInvitationEnded = "worker-invitation-ended",
        /// A worker confirmed with a code who she is.
        WorkerIdentityConfirmed = "worker-identity-confirmed",
        /// Somebody with a code gave a wrong birth date or number. No more often than a code has tries.
        WorkerIdentityFailed = "worker-identity-failed",
        /// A worker signed the own pledge on the own phone.
        WorkerPledgeSigned = "worker-pledge-signed",
        /// It was recorded that a worker signed the own pledge on paper.
        WorkerPledgeRecorded = "worker-pledge-recorded",
        /// The list of who began, changed and left was taken out as a file.
        WorkerChangesExported = "worker-changes-exported",
        /// The venue declared that it has no employees.
        NoEmployeesDeclared = "no-employees-declared",
        /// An application was submitted.
        Submitted = "submitted",
        /// An application was submitted again after a return.
        Resubmitted = "resubmitted",
        /// An application was withdrawn.
        Withdrawn = "withdrawn",
        /// An officer claimed a track.
        TrackClaimed = "track-claimed",
        /// An officer released a track.
        TrackReleased = "track-released",
        /// The pledge was confirmed.
        PledgeConfirmed = "pledge-confirmed",
        /// The labour registration was accepted.
        LabourAccepted = "labour-accepted",
        /// An officer undid their own acceptance of a track.
        AcceptanceUndone = "acceptance-undone",
        /// A track was returned to the owner.
        TrackReturned = "track-returned",
        /// A track was refused.
        TrackRefused = "track-refused",
        /// A certificate was issued.
        CertificateIssued = "certificate-issued",
        /// A link to the PDF was created for someone without an account.
        CertificateShared = "certificate-shared",
        /// An API token was created.
        ApiTokenMade = "api-token-made",
        /// An API token was revoked before its end.
        ApiTokenEnded = "api-token-ended",
        /// A concern was reported, without an account.
        ConcernReported = "concern-reported",
        /// An officer took a concern.
        ConcernTaken = "concern-taken",
        /// An officer returned a concern to the queue.
        ConcernReleased = "concern-released",
        /// An officer closed a concern.
        ConcernClosed = "concern-closed",
        /// The contact of a concern's reporter was revealed, with a reason.
        ContactRevealed = "contact-revealed",
        /// A signing key was created.
        KeyMade = "key-made",
        /// A signing key no longer signs; its signatures stay valid.
        KeyEnded = "key-ended",
        /// A signing key was withdrawn: its signatures are no longer a proof.
        KeyWithdrawn = "key-withdrawn",
        /// The master secret was changed to a new one.
        MasterSecretChanged = "master-secret-changed",
        /// The register was put back to an earlier state, and what was published since was applied to it.
        RegisterRestored = "register-restored",
        /// A key that signs checkpoints of the audit log was created.
        AuditKeyMade = "audit-key-made",
        /// After a restore the audit log goes on from what is left of it.
        AuditLogContinued = "audit-log-continued",
        /// A personal number was revealed, with a reason.
        NumberRevealed = "number-revealed",
        /// A decision on a certificate was proposed.
        DecisionProposed = "decision-proposed",
        /// A proposed decision was declined.
        DecisionDeclined = "decision-declined",
        /// A proposed decision was withdrawn, or made obsolete by another decision.
        DecisionWithdrawn = "decision-withdrawn",
        /// A certificate was suspended, or its suspension extended.
        CertificateSuspended = "certificate-suspended",
        /// A suspension was lifted before its last day.
        CertificateLifted = "certificate-lifted",
        /// A certificate was revoked.
        CertificateRevoked = "certificate-revoked",
        /// A certificate ended because its owner closed the venue.
        CertificateEnded = "certificate-ended",
        /// A certificate was replaced by a new one.
        CertificateSuperseded = "certificate-superseded",
        /// A certificate was issued again under another key.
        CertificateReissued = "certificate-reissued",
        /// An owner confirmed that the labour register is up to date.
        LabourConfirmed = "labour-confirmed",
        /// A team was set up or changed.
        TeamSaved = "team-saved",
        /// A plan of visits was drawn.
        PlanDrawn = "plan-drawn",
        /// A plan of visits was approved.
        PlanApproved = "plan-approved",
        /// A plan of visits was dropped.
        PlanDropped = "plan-dropped",
        /// A phone was registered.
        DeviceEnrolled = "device-enrolled",
        /// A phone was blocked.
        DeviceCutOff = "device-cut-off",
        /// A blocked phone called and was told to erase its data.
        DeviceToldToWipe = "device-told-to-wipe",
        /// A phone sent a new secret that opens its data.
        DeviceSecretKept = "device-secret-kept",
        /// A colleague made a code to open a phone whose inspector forgot the PIN.
        DeviceUnlockOffered = "device-unlock-offered",
        /// A wrong code was typed on the phone.
        DeviceUnlockFailed = "device-unlock-failed",
        /// The phone got its secret for the code.
        DeviceUnlocked = "device-unlocked",
        /// A certificate was scanned by an inspector.
        Scanned = "scanned",
        /// The report of a visit was received.
        Inspected = "inspected",
        /// The inspector corrected the report of a visit.
        InspectionCorrected = "inspection-corrected",
        /// The owner replied to a record.
        InspectionReplied = "inspection-replied",
        /// The owner asked for another inspection.
        InspectionAskedAgain = "inspection-asked-again",
        /// A correction of the report changed a demand.
        DemandAmended = "demand-amended",
        /// A demand was confirmed as met.
        DemandMet = "demand-met",
        /// A demand was withdrawn.
        DemandWithdrawn = "demand-withdrawn",
        /// An officer endorsed a measure.
        MeasureEndorsed = "measure-endorsed",
        /// A second person decided a measure.
        MeasureDecided = "measure-decided",
        /// A measure was sent back to be reconsidered.
        MeasureSentBack = "measure-sent-back",
        /// An alert was opened.
        AlertOpened = "alert-opened",
        /// An alert was closed.
        AlertClosed = "alert-closed",
    }
}
