use super::*;

const PAGE: &str = r#"<main id="content"><form method="post" action="/language"><input type="hidden" name="next" value="/x"></form>
<form method="post" action="" novalidate><input type="hidden" name="version" value="4"><input type="hidden" name="key" value="k2">
<label for="name">Họ tên <span class="optional">(x)</span></label><input type="text" id="name" name="name" value="Bà &#34;Lan&#34;" autocomplete="off">
<fieldset><legend>Giới tính</legend><input type="radio" id="sex" name="sex" value="male" checked>
<label for="sex">Nam</label><input type="radio" id="sex-2" name="sex" value="female"><label for="sex-2">Nữ</label></fieldset>
<label for="note">Ghi chú</label><textarea id="note" name="note">
cũ</textarea>
<select id="group" name="group"><option value="">Chọn</option><option value="a" selected>Nhóm A</option><option value="b">Nhóm B</option></select>
<input type="checkbox" name="agree" value="yes"><input type="text" name="number" value="" data-secret><input type="password" name="current"></form></main>"#;

fn kept(fields: &[(&str, &str)]) -> KeptForm {
    KeptForm {
        person: None,
        page: "/workers/1".to_owned(),
        action: "/workers/1".to_owned(),
        fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    }
}

fn typed() -> KeptForm {
    let first = [("version", "3"), ("key", "k1"), ("name", "Lan <&> \"Hai\""), ("sex", "female")];
    kept(
        &[
            &first[..],
            &[("note", "dòng 1\ndòng 2"), ("group", "b"), ("agree", "yes"), ("number", "C1234567")],
        ]
        .concat(),
    )
}

#[test]
fn every_control_has_the_value_that_was_typed() {
    let filled = fill(PAGE, &typed(), FillMode::AsSent).unwrap();
    for part in [
        r#"action="/workers/1" novalidate><input type="hidden" name="kept-page" value="/workers/1">"#,
        r#"name="version" value="3""#,
        r#"name="key" value="k1""#,
        r#"name="name" value="Lan &#60;&#38;&#62; &#34;Hai&#34;" autocomplete="off""#,
        r#"value="male">"#,
        r#"value="female" checked>"#,
        ">\ndòng 1\ndòng 2</textarea>",
        r#"<option value="a">"#,
        r#"<option value="b" selected>"#,
        r#"name="agree" value="yes" checked>"#,
        r#"action="/language"><input type="hidden" name="next" value="/x">"#,
        r#"<input type="text" name="number" value="" data-secret><input type="password" name="current"></form></main>"#,
    ] {
        assert!(filled.html.contains(part), "{part}\n{}", filled.html);
    }
    assert_eq!(filled.differences, []);
}

#[test]
fn newer_values_are_named_beside_what_was_typed() {
    let filled = fill(PAGE, &typed(), FillMode::Newer).unwrap();
    assert!(filled.html.contains(r#"name="version" value="4""#) && filled.html.contains(r#"value="k2""#));
    let found: Vec<_> =
        filled.differences.iter().map(|d| (d.id.as_str(), d.label.as_str(), d.now.as_str())).collect();
    assert_eq!(
        found,
        [
            ("name", "Họ tên (x)", "Bà \"Lan\""),
            ("sex", "Giới tính", "Nam"),
            ("note", "Ghi chú", "cũ"),
            ("group", "", "Nhóm A"),
        ]
    );
}

#[test]
fn the_form_of_the_row_is_found_by_its_hidden_values() {
    let row = |id: &str| {
        format!(
            "<form method=\"post\" action=\"/rows\"><input type=\"hidden\" name=\"row\" value=\"{id}\"><input type=\"text\" name=\"note\" value=\"\"></form>"
        )
    };
    let page = format!("{}{}", row("1"), row("2"));
    let sent = KeptForm { action: "/rows".to_owned(), ..kept(&[("row", "2"), ("note", "hai")]) };
    let filled = fill(&page, &sent, FillMode::AsSent).unwrap().html;
    let (first, second) = filled.split_once("</form>").unwrap();
    assert!(
        first.contains(r#"name="note" value="""#) && second.contains(r#"name="note" value="hai""#),
        "{filled}"
    );
    let elsewhere = KeptForm { action: "/other".to_owned(), ..sent };
    assert!(fill(&page, &elsewhere, FillMode::AsSent).is_none());
}
