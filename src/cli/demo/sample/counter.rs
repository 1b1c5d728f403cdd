//! Two venues that the second officer of the printed commune entered at the counter for owners without a log-in: of one the
//! signed pages were scanned and it is in review, of the other a photographed page waits to be matched by hand.

use std::io::Cursor;

use anyhow::{Context, Result};
use camket_app::paper_pledges;
use camket_app::scan_batch::ScanBatch;
use camket_app::{Client, accounts, applications, counter, labour, venues};
use camket_documents::QrSymbol;
use camket_domain::accounts::Actor;
use camket_domain::ids::VenueId;
use camket_domain::paper_pledges::{PaperPledge, format_page};
use camket_domain::permissions::rights;
use camket_domain::venues::Section;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};

use super::offices::parse_login;
use super::random::SeededRandom;
use super::scenario::Scenario;
use super::venues::{SampleVenue, VenueChoice};
use super::{COUNTER_LOGIN, TEAM_COMMUNE, VENUE_COUNT, permit_for};

/// Seed of the choices, so that these venues change no other choice.
const SEED: u64 = 2026_1129;
/// The owners, and the names of their venues.
const OWNERS: [&str; 2] = ["Nguyễn Thị Sen", "Chamaléa Thị Hương"];
const VENUES: [&str; 2] = ["Nhà nghỉ Hoa Sen Trắng", "Nhà nghỉ Hương Núi"];
/// The first page of the second pledge, photographed in a hurry: a thumb is on its code.
const THUMB: &[u8] = include_bytes!("thumb_on_code.jpg");

impl Scenario {
    pub(super) async fn enter_at_counter(&mut self) -> Result<()> {
        let officer = self.offices.counter_officer.clone();
        for (nth, name) in OWNERS.into_iter().enumerate() {
            let opened = counter::open_owner(self.app(), &permit_for(&officer)?, self.key(), name).await?;
            let (login, client) = (parse_login(COUNTER_LOGIN)?, Client::default());
            let step = accounts::log_in(self.app(), &login, self.password.clone(), None, &client).await?;
            let entered = step.into_session().context("a second factor")?;
            counter::enter(self.app(), &permit_for(&officer)?, &entered.token, opened).await?;
            let owner = accounts::find_actor(self.app(), &entered.token).await?.context("a session")?;
            let (venue, paper) = self.enter_venue(&owner, nth).await?;
            let pages = if nth == 0 { draw_pages(&paper)? } else { vec![THUMB.to_vec()] };
            let mut batch = ScanBatch::default();
            for page in pages {
                batch.add(self.app(), &permit_for::<rights::EnterAtCounter>(&officer)?, page).await?;
            }
            paper_pledges::upload_pages(self.app(), &permit_for(&officer)?, self.key(), batch).await?;
            if nth == 0 {
                applications::submit(self.app(), &permit_for(&owner)?, venue, self.key(), true).await?;
            }
            accounts::log_out(self.app(), &entered.token).await?;
        }
        Ok(())
    }

    /// Enters everything of a venue, and prints its pledge.
    async fn enter_venue(&self, owner: &Actor, nth: usize) -> Result<(VenueId, PaperPledge)> {
        let (app, permit) = (self.app(), permit_for(owner)?);
        let entered = self.choose_counter_venue(nth)?;
        let what = (entered.kind, entered.kind_note.to_owned(), VENUES[nth].to_owned());
        let id = venues::register(app, &permit, self.key(), what, None).await?;
        for section in &Section::ALL[1..] {
            let answer = entered.find_section(*section).context("an entered section")?;
            let version = venues::find(app, &permit, id).await?.version;
            venues::save_section(app, &permit, id, version, answer, true).await?;
        }
        for worker in entered.workers {
            labour::declare(app, &permit_for(owner)?, id, self.key(), worker).await?;
        }
        paper_pledges::prepare(app, &permit, self.key(), id).await?;
        let paper = paper_pledges::find_printed(app, &permit, id).await?.context("just printed")?;
        Ok((id, paper))
    }

    fn choose_counter_venue(&self, nth: usize) -> Result<SampleVenue> {
        let here = self.communes.iter().enumerate().find(|(_, known)| known.code.as_str() == TEAM_COMMUNE);
        let (chance, commune) = (SeededRandom::new(SEED), here.context("the printed commune")?);
        let (serial, day) = (VENUE_COUNT + nth, self.app().today());
        SampleVenue::choose(VenueChoice { chance: &chance, serial, owner: OWNERS[nth], commune, day })
    }
}

/// The scanned pages: the code in its place, and lines where the text is.
fn draw_pages(paper: &PaperPledge) -> Result<Vec<Vec<u8>>> {
    (1..=paper.pages).map(|number| draw_page(&format_page(&paper.code, number, paper.pages))).collect()
}

fn draw_page(code: &str) -> Result<Vec<u8>> {
    const MODULE: u32 = 4;
    let symbol = QrSymbol::encode(code)?;
    let rows: Vec<&[bool]> = symbol.rows().collect();
    let is_dark = |x: u32, y: u32| {
        let place = |offset: u32, start: u32| usize::try_from(offset.checked_sub(start)? / MODULE).ok();
        let (column, row) = (place(x, 720)?, place(y, 40)?);
        rows.get(row)?.get(column).copied()
    };
    let page = GrayImage::from_fn(900, 1273, |x, y| {
        let is_line =
            (90..810).contains(&x) && (220..1000).contains(&y) && y % 24 < 7 && (x / 70 + y / 24) % 9 > 0;
        Luma([if is_dark(x, y) == Some(true) {
            20
        } else if is_line {
            150
        } else {
            244
        }])
    });
    let mut bytes = Vec::new();
    DynamicImage::from(page).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?;
    Ok(bytes)
}
