//! Inspections and what belongs to them: demands, alerts, plans, teams, devices, records, the scanner.

use camket_domain::ids::{AlertId, DemandId, DeviceId, InspectionId, PhotoId, PlanId, TeamId, VenueId};
use camket_shell::paths;

paths! {
    INSPECTIONS_PATTERNS;
    Inspections = "/inspections";
    Inspection(inspection: InspectionId) = "/inspections/{inspection}";
    InspectionRecordPdf(inspection: InspectionId) = "/inspections/{inspection}/record.pdf";
    InspectionPhoto(inspection: InspectionId, photo: PhotoId) = "/inspections/{inspection}/photos/{photo}";
    /// The form with which the inspector corrects the report that they sent.
    CorrectInspection(inspection: InspectionId) = "/inspections/{inspection}/correct";
    /// An earlier version of a report that was corrected, from 1.
    InspectionVersion(inspection: InspectionId, number: u16) = "/inspections/{inspection}/versions/{number}";
    InspectionVersionPdf(inspection: InspectionId, number: u16) = "/inspections/{inspection}/versions/{number}/record.pdf";
    Measures = "/inspections/measures";
    /// POST only.
    EndorseMeasure(inspection: InspectionId) = "/inspections/{inspection}/endorse";
    /// POST only.
    DecideMeasure(inspection: InspectionId) = "/inspections/{inspection}/decide";
    /// POST only.
    SendBackMeasure(inspection: InspectionId) = "/inspections/{inspection}/send-back";
    Demands = "/inspections/demands";
    Demand(demand: DemandId) = "/inspections/demands/{demand}";
    /// POST only.
    MeetDemand(demand: DemandId) = "/inspections/demands/{demand}/meet";
    /// POST only.
    WithdrawDemand(demand: DemandId) = "/inspections/demands/{demand}/withdraw";
    Alerts = "/inspections/alerts";
    /// POST only.
    CloseAlert(alert: AlertId) = "/inspections/alerts/{alert}/close";
    Plans = "/inspections/plans";
    Plan(plan: PlanId) = "/inspections/plans/{plan}";
    /// POST only.
    RedrawPlan(plan: PlanId) = "/inspections/plans/{plan}/redraw";
    /// POST only.
    ApprovePlan(plan: PlanId) = "/inspections/plans/{plan}/approve";
    DropPlan(plan: PlanId) = "/inspections/plans/{plan}/drop";
    Teams = "/inspections/teams";
    NewTeam = "/inspections/teams/new";
    Team(team: TeamId) = "/inspections/teams/{team}";
    Devices = "/admin/devices";
    /// Ends the access of a lost phone.
    CutOffDevice(device: DeviceId) = "/admin/devices/{device}/cut-off";
    /// Makes a code for an inspector who forgot the PIN.
    UnlockDevice(device: DeviceId) = "/admin/devices/{device}/unlock";
    /// A venue's inspections, as its owner sees them.
    OwnInspections(id: VenueId) = "/venues/{id}/inspections";
    OwnInspection(id: VenueId, inspection: InspectionId) = "/venues/{id}/inspections/{inspection}";
    OwnRecordPdf(id: VenueId, inspection: InspectionId) = "/venues/{id}/inspections/{inspection}/record.pdf";
    /// POST only.
    ReplyToInspection(id: VenueId, inspection: InspectionId) = "/venues/{id}/inspections/{inspection}/reply";
    /// Asks for another inspection; POST only.
    RequestReinspection(id: VenueId, inspection: InspectionId) = "/venues/{id}/inspections/{inspection}/again";
    /// The form that asks for the code of an inspection record.
    Records = "/records";
    /// What the public may learn of an inspection record; `code` is its short code.
    Record(code: String) = "/records/{code}";
    /// The inspectors' scanner.
    Scanner = "/inspect";
    /// Shown by the service worker in place of a look-up without a network. Public, as look-ups are.
    OfflineVerdict = "/inspect/verdict";
    /// The public scanner; it stores nothing.
    PublicScanner = "/scan";
    ScannerManifest = "/inspect/manifest.webmanifest";
    ScannerWorker = "/inspect/worker.js";
}
