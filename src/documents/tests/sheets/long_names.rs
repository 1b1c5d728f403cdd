//! Twenty fictitious venues with names and addresses as long as the longest real ones.

use camket_documents::{CertificateSheet, Letterhead};

use crate::samples;

/// Name, address, representative.
pub const VENUES: [(&str, &str, &str); 20] = [
    (
        "Công ty trách nhiệm hữu hạn một thành viên thương mại dịch vụ du lịch khách sạn nghỉ dưỡng Biển Xanh Ninh Chử",
        "Thửa đất số 1125, tờ bản đồ số 48, đường Yên Ninh, khu phố Ninh Chữ 2, phường Ninh Chử, tỉnh Khánh Hòa",
        "Ông Tôn Nữ Nguyễn Phước Bảo Quốc, Chủ tịch Hội đồng thành viên kiêm Giám đốc",
    ),
    (
        "Chi nhánh Công ty cổ phần đầu tư phát triển du lịch và dịch vụ giải trí Hoàng Gia Phan Rang - Tháp Chàm tại Khánh Hòa",
        "Lô TM-05, khu đô thị mới Đông Bắc, đường 16 tháng 4 nối dài, khu phố 6, phường Phan Rang, tỉnh Khánh Hòa",
        "Bà Công Tằng Tôn Nữ Thị Huyền Trân, Giám đốc chi nhánh",
    ),
    (
        "Doanh nghiệp tư nhân thương mại dịch vụ nhà nghỉ, nhà trọ và ăn uống giải khát Hương Sen Đồng Mé",
        "Số 245/17/8 đường quốc lộ 27, thôn Trà Giang 3, xã Lâm Sơn, tỉnh Khánh Hòa",
        "Bà Phan Thị Thanh Trúc Quỳnh, Chủ doanh nghiệp",
    ),
    (
        "Hợp tác xã nông nghiệp, dịch vụ tổng hợp và du lịch sinh thái cộng đồng Vườn nho Thái An - Vĩnh Hải",
        "Thôn Thái An, đường ven biển Bình Tiên - Cà Ná, xã Vĩnh Hải, tỉnh Khánh Hòa",
        "Ông Nguyễn Khắc Phòng Trường, Chủ tịch Hội đồng quản trị",
    ),
    (
        "Công ty TNHH dịch vụ chăm sóc sức khỏe, xoa bóp, bấm huyệt cổ truyền và phục hồi chức năng Người Khiếm Thị Hướng Dương",
        "Tầng 3, tòa nhà Trung tâm thương mại Thanh Hà, số 2 đường 21 tháng 8, phường Đô Vinh, tỉnh Khánh Hòa",
        "Ông Huỳnh Lê Trọng Nghĩa, Giám đốc",
    ),
    (
        "Hộ kinh doanh karaoke, quán ăn gia đình và cho thuê phòng nghỉ theo giờ Thiên Đường Âm Nhạc Phố Núi Ninh Sơn",
        "Tổ dân phố số 9, khu phố 4, đường Lê Duẩn, xã Ninh Sơn, tỉnh Khánh Hòa",
        "Bà Đặng Trần Thị Ngọc Phượng Hoàng, Chủ hộ kinh doanh",
    ),
    (
        "Công ty cổ phần khách sạn quốc tế Sài Gòn - Ninh Chữ và khu nghỉ dưỡng phức hợp Bãi Cát Vàng Resort & Spa",
        "Khu du lịch Bình Sơn - Ninh Chữ, đường Yên Ninh, khu phố Bình Sơn, phường Đông Hải, tỉnh Khánh Hòa",
        "Ông Vương Đình Quang Nhật, Tổng Giám đốc",
    ),
    (
        "Cơ sở kinh doanh dịch vụ tắm hơi, tắm thuốc bắc, tắm bùn khoáng nóng và chăm sóc da Suối Khoáng Tân Mỹ A",
        "Thôn Tân Mỹ, đường tỉnh lộ 707, xã Mỹ Sơn, tỉnh Khánh Hòa",
        "Bà Lương Nguyễn Thùy Dương Cầm, Chủ cơ sở",
    ),
    (
        "Liên hiệp khách sạn công đoàn, nhà khách và trung tâm hội nghị Liên đoàn Lao động khu vực Nam Khánh Hòa",
        "Số 01 đường Trần Phú, khu phố 1, phường Phan Rang, tỉnh Khánh Hòa",
        "Ông Nguyễn Thành Đạt Phước Thuận, Phó Giám đốc phụ trách",
    ),
    (
        "Công ty trách nhiệm hữu hạn hai thành viên trở lên xây dựng, thương mại, vận tải và nhà hàng tiệc cưới Phượng Hoàng Lửa",
        "Lô B12 - B15, cụm công nghiệp Thành Hải mở rộng, phường Bảo An, tỉnh Khánh Hòa",
        "Ông Trịnh Hoàng Khắc Nghiêm, Chủ tịch Hội đồng thành viên",
    ),
    (
        "Nhà nghỉ kết hợp căn hộ du lịch, nhà ở có phòng cho khách du lịch thuê Làng Chài Mỹ Hiệp - Hòn Đỏ - Mỹ Hòa",
        "Thôn Mỹ Hiệp, đường Kiền Kiền - Vĩnh Hy, xã Vĩnh Hải, tỉnh Khánh Hòa",
        "Bà Nguyễn Hoàng Khánh Trường Xuân, Chủ cơ sở",
    ),
    (
        "Công ty TNHH MTV dịch vụ cắt tóc, gội đầu dưỡng sinh, chăm sóc sắc đẹp và đào tạo nghề Mộc Nhiên Phước Hữu",
        "Số 88 đường tỉnh lộ 710, thôn La Chữ, xã Phước Hữu, tỉnh Khánh Hòa",
        "Bà Thuận Thị Trụ Kiều Oanh, Giám đốc",
    ),
    (
        "Câu lạc bộ khiêu vũ, vũ trường và quán rượu bia Ánh Trăng Đêm thuộc Công ty cổ phần Truyền thông Giải trí Đại Dương Xanh",
        "Tầng hầm B1 và tầng 1, số 345 đường Ngô Gia Tự, phường Phan Rang, tỉnh Khánh Hòa",
        "Ông Hồ Nguyễn Minh Triết Lãm, Người đại diện theo pháp luật",
    ),
    (
        "Trung tâm điều dưỡng, phục hồi sức khỏe cán bộ hưu trí, nhà khách và dịch vụ lưu trú du lịch Đồi Cát Nam Cương",
        "Thôn Tuấn Tú, đường An Hải - Nam Cương, xã Phước Dinh, tỉnh Khánh Hòa",
        "Ông Quảng Đại Tuyên Hồng Sơn, Giám đốc Trung tâm",
    ),
    (
        "Hộ kinh doanh nhà trọ công nhân, phòng cho thuê và tạp hóa Nguyễn Thị Huỳnh Như Phương Thảo Nguyên",
        "Hẻm 112/45/6/3 đường Bác Ái, khu phố Đài Sơn, phường Bảo An, tỉnh Khánh Hòa",
        "Bà Nguyễn Thị Huỳnh Như Phương Thảo Nguyên, Chủ hộ kinh doanh",
    ),
    (
        "Công ty cổ phần dịch vụ hàng hải, du thuyền, lặn biển ngắm san hô và khách sạn nổi Vịnh Vĩnh Hy - Núi Chúa",
        "Bến tàu du lịch Vĩnh Hy, thôn Vĩnh Hy, xã Vĩnh Hải, tỉnh Khánh Hòa",
        "Ông Trượng Thanh Lâm Bình Nguyên, Giám đốc điều hành",
    ),
    (
        "Địa điểm kinh doanh số 07 - Công ty TNHH thương mại, sản xuất, xuất nhập khẩu và ăn uống Rượu Nho Ba Mọi Phước Thuận",
        "Thôn Hiệp Hòa, đường quốc lộ 1A đoạn tránh thành phố, xã Ninh Phước, tỉnh Khánh Hòa",
        "Ông Nguyễn Văn Mọi Phước Thuận, Giám đốc",
    ),
    (
        "Khu du lịch sinh thái, cắm trại, nhà sàn và biệt thự nghỉ dưỡng Hồ Sông Sắt - Thác Chapơ - Rừng Phước Bình",
        "Thôn Ma Lâm, đường tỉnh lộ 707 kéo dài, xã Bác Ái Tây, tỉnh Khánh Hòa",
        "Ông Chamaléa Pinăng Quốc Thắng, Chủ đầu tư",
    ),
    (
        "Quán cà phê sân vườn, nhạc sống, trà đạo và câu cá giải trí Ven Sông Dinh Một Thuở Hàn Mạc Tử Ninh Thuận Xưa",
        "Số 12B/4 đường Hải Thượng Lãn Ông, khu phố Tấn Lộc, phường Đông Hải, tỉnh Khánh Hòa",
        "Bà Trương Nữ Hoàng Ngân Giang, Chủ cơ sở",
    ),
    (
        "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN XỔ SỐ, DU LỊCH, THƯƠNG MẠI, DỊCH VỤ VÀ ĐẦU TƯ PHÁT TRIỂN NHÀ Ở NAM TRUNG BỘ",
        "Tòa nhà hỗn hợp thương mại dịch vụ kết hợp căn hộ Sunbay Park, đường Yên Ninh, phường Đông Hải, tỉnh Khánh Hòa",
        "Ông Lê Nguyễn Phạm Trần Quốc Vương, Chủ tịch kiêm Tổng Giám đốc",
    ),
];

/// The certificate of one of them, with a token and agencies with long names.
pub fn certificate(number: usize) -> CertificateSheet {
    let (name, address, representative) = VENUES[number];
    let mut sheet = samples::with_token(samples::certificate());
    sheet.venue.name = name.into();
    sheet.venue.address = address.into();
    sheet.venue.representative = representative.into();
    if number % 2 == 1 {
        sheet.issuer = Letterhead {
            parent: "Ủy ban nhân dân phường Phan Rang".into(),
            name: "Phòng Văn hóa - Xã hội phường Phan Rang".into(),
        };
        sheet.pledge.agency = "Ủy ban nhân dân phường Đông Hải, tỉnh Khánh Hòa".into();
    }
    sheet.recipients = vec![name.into(), sheet.pledge.agency.clone(), "Lưu: VT".into()];
    sheet
}
