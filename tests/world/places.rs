//! The places of the tests.

use camket_domain::areas::AreaCode;

/// A commune and its province.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TestPlace {
    pub commune: &'static str,
    pub province: &'static str,
}

/// Phường Phan Rang, tỉnh Khánh Hòa: the default place.
pub const PHAN_RANG: TestPlace = TestPlace { commune: "22759", province: "56" };
/// Phường Đô Vinh, tỉnh Khánh Hòa: another commune of the same province.
pub const DO_VINH: TestPlace = TestPlace { commune: "22738", province: "56" };
/// Phường Ba Đình, thành phố Hà Nội: far away.
pub const BA_DINH: TestPlace = TestPlace { commune: "00004", province: "01" };

impl TestPlace {
    pub fn commune(&self) -> AreaCode {
        AreaCode::new(self.commune).expect("a commune's code")
    }

    pub fn province(&self) -> AreaCode {
        AreaCode::new(self.province).expect("a province's code")
    }
}
