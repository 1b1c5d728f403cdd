//! Every code of the domain's closed lists, and every error code that a form may show, has a text in both languages.

use camket_app::InputProblem;
use camket_domain::account_data::DataKind;
use camket_domain::accounts::LoginError;
use camket_domain::accounts::factor::FactorFault;
use camket_domain::accounts::password::PasswordError;
use camket_domain::activities::{ActivityFault, ActivityForm, ActivityState, ActivityTopic};
use camket_domain::agencies::{AgencyFunction, AgencyLevel};
use camket_domain::applications::{ReturnReason, TrackKind};
use camket_domain::areas::AreaCodeError;
use camket_domain::audit::AuditAction;
use camket_domain::calendar::{DateError, HolidayKind};
use camket_domain::certificates::decisions;
use camket_domain::claim_codes::ClaimStanding;
use camket_domain::concerns::ConcernCategory;
use camket_domain::healthy_communes::criteria::CriteriaFault;
use camket_domain::healthy_communes::{HealthyFault, ProstitutionStatus};
use camket_domain::identifiers::{
    EmailError, PassportError, PersonalIdError, PersonalIdMismatch, PhoneError, Sex, TaxCodeError,
};
use camket_domain::indicators::{IndicatorKind, ReportSection};
use camket_domain::integrated_plans::{IntegratedPlanFault, JoinedProgramme};
use camket_domain::labour::checks::{LabourCheck, LabourRulesFault, ThresholdUnit};
use camket_domain::labour::columns::WorkerColumn;
use camket_domain::labour::dates::DateFault;
use camket_domain::labour::history::{LeaveFault, WorkerChangeKind, WorkerField};
use camket_domain::labour::requests::{LabourRequestState, RequestSide};
use camket_domain::labour::{Contract, IdDocumentKind, JobGroup, PermitKind, WorkerGap};
use camket_domain::letters::SendingWay;
use camket_domain::media::{MediaFault, MediaKind};
use camket_domain::office_import::OfficeColumn;
use camket_domain::outbox::Channel;
use camket_domain::periods::{PeriodLength, PeriodRule};
use camket_domain::pledges::{ConfirmationMethod, SignatureError};
use camket_domain::police_totals::PoliceFault;
use camket_domain::readiness::Requirement;
use camket_domain::refusal::Refusal;
use camket_domain::reports::ReportState;
use camket_domain::reports::snapshot::{EmployerKind, FrozenTableKind};
use camket_domain::restores::NumberSeries;
use camket_domain::retention::RetainedKind;
use camket_domain::retention::rules::{Certainty, RetentionBasis, RetentionEffect};
use camket_domain::risk::{self, RiskOverrideFault, RiskRulesFault};
use camket_domain::targets::kind::ListStanding;
use camket_domain::targets::{CardFault, CardState, TargetKind};
use camket_domain::teams::TeamError;
use camket_domain::text::TextError;
use camket_domain::text::printable::UnprintableSign;
use camket_domain::training::TrainingFault;
use camket_domain::venues::{MissingStep, Section, VenueGroup};
use camket_domain::worker_pledges::{InvitationStanding, WorkerPledgeFault, WorkerPledgeMethod};

use super::*;
use crate::content;
use camket_shell::l10n::{self, Lang};

fn assert_translated(list: &str, codes: impl IntoIterator<Item = impl AsRef<str>>) {
    content::register();
    for code in codes {
        let key = format!("codes-{list}-{}", code.as_ref().replace('_', "-"));
        for lang in Lang::ALL {
            assert_ne!(l10n::translate(lang, &key), key, "no words in {lang:?}");
        }
    }
}

#[test]
fn every_list_has_its_words() {
    assert_translated("kind", VenueKind::ALL.map(VenueKind::code));
    assert_translated("series", NumberSeries::ALL.map(NumberSeries::code));
    assert_translated("retained", RetainedKind::ALL.map(RetainedKind::code));
    assert_translated("retained-why", RetainedKind::ALL.map(RetainedKind::code));
    assert_translated("datakind", DataKind::ALL.map(DataKind::code));
    assert_translated("retentioneffect", RetentionEffect::ALL.map(RetentionEffect::code));
    assert_translated("certainty", Certainty::ALL.map(Certainty::code));
    assert_translated("retentionbasis", RetentionBasis::ALL.map(RetentionBasis::code));
    assert_translated("invitationstanding", InvitationStanding::ALL.map(InvitationStanding::code));
    assert_translated("workerpledgemethod", WorkerPledgeMethod::ALL.map(WorkerPledgeMethod::code));
    assert_translated("role", Role::ALL.map(Role::code));
    assert_translated("standing", AccountStatus::ALL.map(AccountStatus::code));
    assert_translated("concern", ConcernCategory::ALL.iter().map(|category| category.code()));
    assert_translated(
        "concernstate",
        camket_domain::concerns::ConcernState::ALL.iter().map(|state| state.code()),
    );
    assert_translated("application", ApplicationState::ALL.map(ApplicationState::code));
    assert_translated("track", TrackState::ALL.map(TrackState::code));
    assert_translated("trackkind", TrackKind::ALL.map(TrackKind::code));
    assert_translated("verdict", Verdict::ALL.map(Verdict::code));
    assert_translated("section", Section::ALL.map(Section::code));
    assert_translated("reason", ReturnReason::ALL.map(ReturnReason::code));
    assert_translated("refusal", Refusal::codes());
    assert_translated("missing", MissingStep::ALL.map(MissingStep::code));
    assert_translated("decision", decisions::DecisionKind::ALL.iter().map(|kind| kind.code()));
    assert_translated("decided", decisions::DecisionState::ALL.iter().map(|state| state.code()));
    assert_translated("ground", decisions::DecisionGround::ALL.iter().map(|ground| ground.code()));
    assert_translated(
        "neutral",
        camket_domain::certificates::PublicReason::ALL.iter().map(|reason| reason.code()),
    );
    assert_translated("deed", AuditAction::ALL.iter().map(|deed| deed.code()));
    assert_translated("mediakind", MediaKind::ALL.map(MediaKind::code));
    assert_translated("prostitutionstatus", ProstitutionStatus::ALL.map(ProstitutionStatus::code));
    assert_translated("joinedprogramme", JoinedProgramme::ALL.map(JoinedProgramme::code));
    assert_translated("activityform", ActivityForm::ALL.map(ActivityForm::code));
    assert_translated("activitytopic", ActivityTopic::ALL.map(ActivityTopic::code));
    assert_translated("activitystate", ActivityState::ALL.map(ActivityState::code));
    assert_translated("periodlength", PeriodLength::ALL.map(PeriodLength::code));
    assert_translated("periodrule", PeriodRule::ALL.map(PeriodRule::code));
    assert_translated("reportstate", ReportState::ALL.map(ReportState::code));
    assert_translated("reportsection", ReportSection::ALL.map(ReportSection::code));
    assert_translated("indicatorkind", IndicatorKind::ALL.map(IndicatorKind::code));
    assert_translated("frozentablekind", FrozenTableKind::ALL.map(FrozenTableKind::code));
    assert_translated("employerkind", EmployerKind::ALL.map(EmployerKind::code));
    assert_translated("venuegroup", VenueGroup::ALL.map(VenueGroup::code));
    assert_translated("cardstate", CardState::ALL.map(CardState::code));
    assert_translated("targetkind", TargetKind::ALL.map(TargetKind::code));
    assert_translated("liststanding", ListStanding::ALL.map(ListStanding::code));
    assert_translated("function", AgencyFunction::ALL.map(AgencyFunction::code));
    assert_translated("level", AgencyLevel::ALL.map(AgencyLevel::code));
    assert_translated("sex", Sex::ALL.map(Sex::code));
    assert_translated("permitkind", PermitKind::ALL.iter().map(|permit| permit.code()));
    assert_translated("jobgroup", JobGroup::ALL.iter().map(|group| group.code()));
    assert_translated("contract", Contract::ALL.iter().map(|contract| contract.code()));
    assert_translated("paper", IdDocumentKind::ALL.iter().map(|paper| paper.code()));
    assert_translated("gap", WorkerGap::ALL.map(WorkerGap::code));
    assert_translated("workercolumn", WorkerColumn::ALL.map(WorkerColumn::code));
    assert_translated("workerchangekind", WorkerChangeKind::ALL.map(WorkerChangeKind::code));
    assert_translated("workerfield", WorkerField::ALL.map(WorkerField::code));
    assert_translated("confirmation", ConfirmationMethod::ALL.map(ConfirmationMethod::code));
    assert_translated("channel", Channel::ALL.map(Channel::code));
    assert_translated("holiday", HolidayKind::ALL.map(HolidayKind::code));
    assert_register_codes_translated();
    assert_census_codes_translated();
    assert_coverage_codes_translated();
    assert_inspection_codes_translated();
}

fn assert_register_codes_translated() {
    use camket_domain::venue_register::{
        CertificateFilter, OperationState, ReachFilter, RegisterView, ReminderReason, TrackFilter,
        TrackStanding,
    };
    assert_translated("trackstanding", TrackStanding::ALL.map(TrackStanding::code));
    assert_translated("trackstanding", ["accepted"]);
    assert_translated("trackfilter", TrackFilter::ALL.map(TrackFilter::code));
    assert_translated("certificatefilter", CertificateFilter::ALL.map(CertificateFilter::code));
    assert_translated("reach", ReachFilter::ALL.map(ReachFilter::code));
    assert_translated("operation", OperationState::ALL.map(OperationState::code));
    assert_translated("registerview", RegisterView::ALL.map(RegisterView::code));
    assert_translated("reminder", ReminderReason::ALL.map(ReminderReason::code));
    assert_translated("officecolumn", OfficeColumn::ALL.map(OfficeColumn::code));
    assert_translated("requirement", Requirement::ALL.map(Requirement::code));
}

fn assert_coverage_codes_translated() {
    use camket_domain::coverage::place::AreaDivision;
    use camket_domain::coverage::shown::CoverageNumber;
    use camket_domain::coverage::spans::StandingWord;
    assert_translated("areadivision", AreaDivision::ALL.map(AreaDivision::code));
    assert_translated("coveragenumber", CoverageNumber::ALL.map(CoverageNumber::code));
    assert_translated("coveragestanding", StandingWord::ALL.map(StandingWord::code));
}

fn assert_census_codes_translated() {
    use camket_domain::census::columns::CensusColumn;
    use camket_domain::census::matching::{MatchField, MatchLevel};
    use camket_domain::census::preview::RowOutcome;
    use camket_domain::census::{CandidateFilter, EntryState, EntryStateFilter, ExclusionReason, SourceKind};
    use camket_domain::coverage::{CoverageDuty, trend::MonthEnd};
    assert_translated("censussource", SourceKind::ALL.map(SourceKind::code));
    assert_translated("claimstanding", ClaimStanding::ALL.map(ClaimStanding::code));
    assert_translated("sendingway", SendingWay::ALL.map(SendingWay::code));
    assert_translated("entrystate", EntryState::ALL.map(EntryState::code));
    assert_translated("entryfilter", EntryStateFilter::ALL.map(EntryStateFilter::code));
    assert_translated("exclusion", ExclusionReason::ALL.map(ExclusionReason::code));
    assert_translated("matchlevel", MatchLevel::ALL.map(MatchLevel::code));
    assert_translated("candidatefilter", CandidateFilter::ALL.map(CandidateFilter::code));
    assert_translated("matchfield", MatchField::ALL.map(MatchField::code));
    assert_translated("censuscolumn", CensusColumn::ALL.map(CensusColumn::code));
    assert_translated("rowoutcome", RowOutcome::ALL.map(RowOutcome::code));
    assert_translated("coverageduty", CoverageDuty::ALL.map(CoverageDuty::code));
    assert_translated("monthend", MonthEnd::ALL.map(MonthEnd::code));
}

fn assert_inspection_codes_translated() {
    use camket_domain::{alerts, demands, devices, inspections, measures, plans, teams};
    assert_translated("measure", measures::Measure::ALL.iter().map(|m| m.code()));
    assert_translated("proposal", measures::ProposalState::ALL.iter().map(|s| s.code()));
    assert_translated("demand", demands::DemandState::ALL.iter().map(|s| s.code()));
    assert_translated("inspection", inspections::InspectionState::ALL.iter().map(|s| s.code()));
    assert_translated("visitkind", inspections::InspectionKind::ALL.iter().map(|k| k.code()));
    assert_translated("ground", inspections::InspectionGround::ALL.iter().map(|g| g.code()));
    assert_translated("conclusion", inspections::Conclusion::ALL.iter().map(|c| c.code()));
    assert_translated("rank", teams::Rank::ALL.iter().map(|r| r.code()));
    assert_translated("planstate", plans::PlanState::ALL.iter().map(|s| s.code()));
    assert_translated("riskclass", risk::RiskClass::ALL.map(risk::RiskClass::code));
    assert_translated("labourcheck", LabourCheck::ALL.map(LabourCheck::code));
    assert_translated("thresholdunit", ThresholdUnit::ALL.map(ThresholdUnit::code));
    assert_translated("labourrequeststate", LabourRequestState::ALL.map(LabourRequestState::code));
    assert_translated("requestside", RequestSide::ALL.map(RequestSide::code));
    assert_translated("riskfactor", risk::RiskFactor::ALL.map(risk::RiskFactor::code));
    assert_translated("planreason", plans::VisitReason::ALL.iter().map(|r| r.code()));
    assert_translated("alert", alerts::AlertKind::ALL.iter().map(|k| k.code()));
    assert_translated("alertstate", alerts::AlertState::ALL.iter().map(|s| s.code()));
    assert_translated("device", devices::DeviceState::ALL.iter().map(|s| s.code()));
    assert_translated("reportpart", inspections::differences::ReportPart::ALL.iter().map(|p| p.code()));
    assert_translated("answer", inspections::report::AnswerValue::ALL.iter().map(|a| a.code()));
}

#[test]
fn the_paper_and_the_page_say_the_same_of_a_kind() {
    content::register();
    for kind in VenueKind::ALL {
        let key = format!("codes-kind-{}", kind.code().replace('_', "-"));
        assert_eq!(l10n::translate(Lang::Vi, &key), kind.label_vi());
    }
}

#[test]
fn every_input_error_has_its_words() {
    for codes in [
        TextError::CODES,
        FactorFault::CODES,
        DateError::CODES,
        AreaCodeError::CODES,
        EmailError::CODES,
        PassportError::CODES,
        PersonalIdError::CODES,
        PersonalIdMismatch::CODES,
        PhoneError::CODES,
        TaxCodeError::CODES,
        DateFault::CODES,
        LeaveFault::CODES,
        TeamError::CODES,
        CardFault::CODES,
        ActivityFault::CODES,
        MediaFault::CODES,
        TrainingFault::CODES,
        IntegratedPlanFault::CODES,
        PoliceFault::CODES,
        HealthyFault::CODES,
        CriteriaFault::CODES,
        LabourRulesFault::CODES,
        RiskRulesFault::CODES,
        RiskOverrideFault::CODES,
        WorkerPledgeFault::CODES,
        InputProblem::CODES,
        LoginError::CODES,
        PasswordError::CODES,
        SignatureError::CODES,
    ] {
        assert_translated("error", codes);
    }
    let key = format!("codes-error-{}", UnprintableSign::CODE);
    for lang in Lang::ALL {
        assert!(l10n::translate_with(lang, &key, &[("sign", &"✓")]).contains('✓'), "no words in {lang:?}");
    }
}
