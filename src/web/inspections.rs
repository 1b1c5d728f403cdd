//! Inspections: the phone's JSON (`api`), and the pages of officers, administrators and owners. `tabs` is the
//! navigation between an office's pages.

mod alerts;
mod api;
mod confirm;
mod demands;
mod devices;
mod measures;
mod owner;
mod plans;
pub(crate) mod record;
mod rows;
mod tabs;
mod teams;
mod visits;

use axum::http::Method;
use camket_domain::permissions::Action;

use crate::routes::Routes;
use crate::state::Web;

pub(crate) const VISITS: &str = "/inspections";
pub(crate) const DEVICES: &str = "/admin/devices";
pub(crate) const TEAMS: &str = "/inspections/teams";
const MEASURES: &str = "/inspections/measures";
const DEMANDS: &str = "/inspections/demands";
const ALERTS: &str = "/inspections/alerts";
const PLANS: &str = "/inspections/plans";

pub(crate) fn routes() -> Routes<Web> {
    let (get, post) = (|| Method::GET, || Method::POST);
    let (read, decide) = (Action::ReadInspections, Action::DecideMeasures);
    let (teams, own) = (Action::ManageTeams, Action::KeepVenues);
    Routes::new()
        .merge(api::routes())
        .guarded(get(), VISITS, read, visits::list)
        .guarded(get(), "/inspections/{inspection}", read, visits::show)
        .guarded(get(), "/inspections/{inspection}/record.pdf", read, record::show_pdf)
        .guarded(get(), "/inspections/{inspection}/photos/{photo}", read, visits::show_photo)
        .guarded(post(), "/inspections/{inspection}/endorse", decide, measures::endorse)
        .guarded(post(), "/inspections/{inspection}/decide", decide, measures::decide)
        .guarded(post(), "/inspections/{inspection}/send-back", decide, measures::send_back)
        .guarded(get(), MEASURES, read, measures::list)
        .guarded(get(), DEMANDS, read, demands::list)
        .guarded(get(), "/inspections/demands/{demand}", read, demands::show)
        .guarded(post(), "/inspections/demands/{demand}/meet", Action::Inspect, demands::meet)
        .guarded(post(), "/inspections/demands/{demand}/withdraw", Action::HandleAlerts, demands::withdraw)
        .guarded(get(), ALERTS, read, alerts::list)
        .guarded(post(), "/inspections/alerts/{alert}/close", Action::HandleAlerts, alerts::close)
        .guarded(get(), PLANS, read, plans::list)
        .guarded(post(), PLANS, Action::DrawPlans, plans::draw)
        .guarded(get(), "/inspections/plans/{plan}", read, plans::show)
        .guarded(post(), "/inspections/plans/{plan}/redraw", Action::DrawPlans, plans::redraw)
        .guarded(post(), "/inspections/plans/{plan}/approve", Action::ApprovePlans, plans::approve)
        .guarded(get(), "/inspections/plans/{plan}/drop", Action::ApprovePlans, plans::show_give_up)
        .guarded(post(), "/inspections/plans/{plan}/drop", Action::ApprovePlans, plans::give_up)
        .guarded(get(), TEAMS, teams, teams::list)
        .guarded(get(), "/inspections/teams/new", teams, teams::show_new_form)
        .guarded(post(), "/inspections/teams/new", teams, teams::create)
        .guarded(get(), "/inspections/teams/{team}", teams, teams::show_form)
        .guarded(post(), "/inspections/teams/{team}", teams, teams::save)
        .guarded(get(), DEVICES, Action::CutOffDevices, devices::list)
        .guarded(get(), "/admin/devices/{device}/cut-off", Action::CutOffDevices, devices::show_confirm)
        .guarded(post(), "/admin/devices/{device}/cut-off", Action::CutOffDevices, devices::cut_off)
        .guarded(get(), "/venues/{id}/inspections", own, owner::list)
        .guarded(get(), "/venues/{id}/inspections/{inspection}", own, owner::show)
        .guarded(get(), "/venues/{id}/inspections/{inspection}/record.pdf", own, owner::show_pdf)
        .guarded(post(), "/venues/{id}/inspections/{inspection}/reply", own, owner::reply)
        .guarded(post(), "/venues/{id}/inspections/{inspection}/again", own, owner::ask_again)
        .public(get(), record::RECORDS, record::show_form)
        .public(get(), "/records/{code}", record::show)
}
