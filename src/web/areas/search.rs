//! The suggestions of the type-ahead.

use askama::Template;
use axum::extract::State;
use camket_app::App;
use camket_domain::areas;
use time::Date;

use super::parse_search;
use camket_shell::form::Query;
use camket_shell::page::Html;

/// Most suggestions: as many as a phone shows above its keyboard, with some to scroll.
const MAX_HITS: usize = 10;

#[derive(Template)]
#[template(path = "areas/search.html")]
pub(super) struct AreaHits {
    hits: Vec<AreaHit>,
}

struct AreaHit {
    code: &'static str,
    name: &'static str,
    province: String,
}

pub(super) async fn show(State(app): State<App>, Query(query): Query) -> Html<AreaHits> {
    Html(AreaHits { hits: find_hits(&parse_search(&query, &["q"]), app.today()) })
}

fn find_hits(typed: &str, today: Date) -> Vec<AreaHit> {
    let hit = |area: &&'static areas::Area| {
        let province = areas::all().province_of(area.code, today)?.name_in_sentence();
        Some(AreaHit { code: area.code.as_str(), name: &area.name, province })
    };
    areas::all().search(typed, today, MAX_HITS).iter().filter_map(hit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn type_ahead_renders_options_or_nothing() {
        let html = |typed| AreaHits { hits: find_hits(typed, date!(2026 - 11 - 23)) }.render().unwrap();
        let found = html("phan rang");
        assert!(found.contains("<li role=\"option\" data-value=\"22759\" data-label=\"Phường Phan Rang, tỉnh Khánh Hòa\">Phường Phan Rang <small>tỉnh Khánh Hòa</small></li>"), "{found}");
        assert!(html("a").matches("<li").count() <= MAX_HITS);
        assert_eq!(html("zzzz"), "");
        assert_eq!(html(""), "");
    }
}
