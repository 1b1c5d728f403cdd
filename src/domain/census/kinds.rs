//! Kinds of venues in the words of lists and of signs: "KS", "Nhà nghỉ", "Massage".

use crate::text::fold_words;
use crate::venues::VenueKind;

/// Words of a kind, folded. Longer ones stand before their own beginnings.
const WORDS: &[(&str, VenueKind)] = &[
    ("khach san", VenueKind::Hotel),
    ("ks", VenueKind::Hotel),
    ("hotel", VenueKind::Hotel),
    ("resort", VenueKind::Hotel),
    ("khu nghi duong", VenueKind::Hotel),
    ("nha khach", VenueKind::GuestHouse),
    ("nk", VenueKind::GuestHouse),
    ("nha nghi", VenueKind::Motel),
    ("nn", VenueKind::Motel),
    ("motel", VenueKind::Motel),
    ("nha tro", VenueKind::BoardingHouse),
    ("phong tro", VenueKind::BoardingHouse),
    ("nha cho thue", VenueKind::BoardingHouse),
    ("hostel", VenueKind::BoardingHouse),
    ("homestay", VenueKind::Homestay),
    ("home stay", VenueKind::Homestay),
    ("nha o co phong cho khach du lich thue", VenueKind::Homestay),
    ("biet thu", VenueKind::Villa),
    ("villa", VenueKind::Villa),
    ("can ho du lich", VenueKind::TouristApartment),
    ("condotel", VenueKind::TouristApartment),
    ("can ho cho thue", VenueKind::RentalApartment),
    ("can ho dich vu", VenueKind::RentalApartment),
    ("can ho", VenueKind::RentalApartment),
    ("nha hang", VenueKind::Restaurant),
    ("nh", VenueKind::Restaurant),
    ("restaurant", VenueKind::Restaurant),
    ("quan an", VenueKind::Restaurant),
    ("karaoke", VenueKind::Karaoke),
    ("karaok", VenueKind::Karaoke),
    ("kara", VenueKind::Karaoke),
    ("vu truong", VenueKind::Disco),
    ("disco", VenueKind::Disco),
    ("discotheque", VenueKind::Disco),
    ("beer club", VenueKind::Bar),
    ("quan bar", VenueKind::Bar),
    ("bar", VenueKind::Bar),
    ("pub", VenueKind::Bar),
    ("quan bia", VenueKind::Bar),
    ("quan ruou", VenueKind::Bar),
    ("bia hoi", VenueKind::Bar),
    ("xoa bop", VenueKind::Massage),
    ("massage", VenueKind::Massage),
    ("masage", VenueKind::Massage),
    ("mat xa", VenueKind::Massage),
    ("matxa", VenueKind::Massage),
    ("tam quat", VenueKind::Massage),
    ("tam hoi", VenueKind::Sauna),
    ("tam nong lanh", VenueKind::Sauna),
    ("xong hoi", VenueKind::Sauna),
    ("sauna", VenueKind::Sauna),
    ("spa", VenueKind::Sauna),
    ("cat toc", VenueKind::Hairdresser),
    ("hot toc", VenueKind::Hairdresser),
    ("goi dau", VenueKind::Hairdresser),
    ("salon toc", VenueKind::Hairdresser),
    ("salon", VenueKind::Hairdresser),
    ("barber", VenueKind::Hairdresser),
    ("quan ca phe", VenueKind::Cafe),
    ("ca phe", VenueKind::Cafe),
    ("cafe", VenueKind::Cafe),
    ("cf", VenueKind::Cafe),
    ("coffee", VenueKind::Cafe),
];

/// The kinds that a text names, in its order, each once.
pub fn find_kinds(text: &str) -> Vec<VenueKind> {
    let folded = fold_words(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < words.len() {
        match find_at(&words[at..]) {
            Some((kind, length)) => {
                if !found.contains(&kind) {
                    found.push(kind);
                }
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// The kind whose words stand at the beginning, and their number; the longest words count.
pub fn find_at(words: &[impl AsRef<str>]) -> Option<(VenueKind, usize)> {
    let begins = |phrase: &str| {
        let mut parts = phrase.split(' ');
        let mut given = words.iter();
        parts.all(|part| given.next().is_some_and(|word| word.as_ref() == part))
    };
    let first = words.first()?.as_ref();
    let fitting = WORDS.iter().filter(|(phrase, _)| phrase.starts_with(first) && begins(phrase));
    let longest = fitting.max_by_key(|(phrase, _)| phrase.len())?;
    Some((longest.1, longest.0.split(' ').count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_in_the_words_of_lists() {
        for (text, kinds) in [
            ("KS", &[VenueKind::Hotel][..]),
            ("NN Hoa Mai", &[VenueKind::Motel]),
            ("Kinh doanh dịch vụ lưu trú (nhà nghỉ)", &[VenueKind::Motel]),
            ("Nhà ở có phòng cho khách du lịch thuê", &[VenueKind::Homestay]),
            ("Karaokê", &[VenueKind::Karaoke]),
            ("Khách sạn, karaoke", &[VenueKind::Hotel, VenueKind::Karaoke]),
            ("Mát-xa", &[VenueKind::Massage]),
            ("Quán bar", &[VenueKind::Bar]),
            ("Căn hộ du lịch", &[VenueKind::TouristApartment]),
            ("Cà phê Sen; cà phê vườn", &[VenueKind::Cafe]),
            ("Tạp hóa", &[]),
            ("Barber Long", &[VenueKind::Hairdresser]),
            ("", &[]),
        ] {
            assert_eq!(find_kinds(text), kinds, "{text}");
        }
    }

    #[test]
    fn every_label_names_its_own_kind() {
        for kind in VenueKind::ALL.into_iter().filter(|kind| *kind != VenueKind::Other) {
            assert_eq!(find_kinds(kind.label_vi()).first(), Some(&kind), "{kind:?}");
        }
    }
}
