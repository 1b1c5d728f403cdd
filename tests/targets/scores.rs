//! The score of a plan: kept as it was, its papers, and who takes them.

use camket_app::AppError;
use camket_app::targets::{ScoreDossier, ScoreFormat, load_score, render_score, take_score, verify_score};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{TargetScoreId, YearPlanId};

use super::{COMMUNES, approve, begin_plan, begin_typed_plan, check, entry, list_targets, write};
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, PHAN_RANG, Person};

test_on_both_engines! {
    a_score_is_kept_as_it_was_and_a_later_one_replaces_it,
    papers_of_a_score_are_those_of_the_province,
    a_reason_that_cannot_be_printed_is_named,
}

/// Takes the score of a plan.
pub async fn take(person: &Person, plan: YearPlanId) -> Result<TargetScoreId, AppError> {
    take_score(&person.office.app, &person.may(), person.office.key(), plan).await
}

async fn a_score_is_kept_as_it_was_and_a_later_one_replaces_it(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let plan = begin_typed_plan(&phoi).await;
    let target = list_targets(&phoi, 2026).await[COMMUNES];
    write(&hoa, target, entry(3, None, true), true).await.unwrap();
    let first = take(&phoi, plan).await.unwrap();
    assert_eq!(take(&phoi, plan).await.unwrap(), first, "nothing changed");
    check(&phoi, target, PHAN_RANG.commune(), approve(false, "Thiếu ảnh")).await.unwrap();
    let second = take(&phoi, plan).await.unwrap();

    let load = async |id| load_score(&office.app, &phoi.may(), id).await.unwrap();
    let (old, new) = (load(first).await, load(second).await);
    assert_eq!((old.score.number, new.score.number), (1, 2));
    assert_eq!(new.versions, [(2, second), (1, first)]);
    let scores = |of: &ScoreDossier| {
        let line = &of.score.content.lines[COMMUNES];
        let card = line.cards.iter().find(|card| card.area == PHAN_RANG.commune()).unwrap();
        assert_eq!(line.cards.len(), 65);
        assert_eq!((card.evidence.as_str(), line.of), ("Biên bản ngày 12/3", Some(65)));
        (line.done, card.own, card.checked, card.reason.clone())
    };
    assert_eq!(scores(&old), (1, Some(true), None, String::new()));
    assert_eq!(scores(&new), (0, Some(true), Some(false), "Thiếu ảnh".to_owned()));
    assert_eq!(office.actions_on(second.0).await, [AuditAction::TargetScoreTaken]);

    let code = old.score.code.to_string();
    let found = verify_score(&office.app, &code).await.unwrap();
    assert_eq!((found.plan.year, found.number, found.latest), (2026, 1, 2));
    assert_eq!(found.digest, old.score.digest);
    verify_score(&office.app, "0000000000").await.map(drop).says_not_found();
}

async fn papers_of_a_score_are_those_of_the_province(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let plan = begin_plan(&phoi, 2026).await.unwrap();
    let score = take(&phoi, plan).await.unwrap();
    for format in [ScoreFormat::Docx, ScoreFormat::Pdf] {
        let bytes = render_score(&office.app, &phoi.may(), score, format).await.unwrap();
        let begin: &[u8] = if format == ScoreFormat::Pdf { b"%PDF-" } else { b"PK" };
        assert!(bytes.starts_with(begin));
    }
    let taken =
        [AuditAction::TargetScoreTaken, AuditAction::TargetScoreExported, AuditAction::TargetScoreExported];
    assert_eq!(office.actions_on(score.0).await, taken);
    let approver = office.approver("Kế", PHAN_RANG).await;
    load_score(&office.app, &approver.may(), score).await.unwrap();
    for away in [office.labour_officer("Xa", BA_DINH).await, office.approver("Xá", BA_DINH).await] {
        load_score(&office.app, &away.may(), score).await.map(drop).says_not_found();
        take(&away, plan).await.map(drop).says_not_found();
        render_score(&office.app, &away.may(), score, ScoreFormat::Pdf).await.map(drop).says_not_found();
    }
    take(&phoi, YearPlanId(office.key())).await.map(drop).says_not_found();
}

async fn a_reason_that_cannot_be_printed_is_named(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    begin_typed_plan(&phoi).await;
    let target = list_targets(&phoi, 2026).await[COMMUNES];
    write(&hoa, target, entry(3, None, true), true).await.unwrap();
    let checked = check(&phoi, target, PHAN_RANG.commune(), approve(false, "\u{2603}")).await;
    checked.says_invalid("reason", "text-unprintable");
}
