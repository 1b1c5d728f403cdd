# The main navigation of each role.
navigation-venues = Cơ sở
navigation-review = Hồ sơ
navigation-issue = Cấp giấy
navigation-census = Rà soát
navigation-certificates = Giấy xác nhận
navigation-concerns = Phản ánh
navigation-scan = Quét mã
navigation-decisions = Chờ quyết định
navigation-inspections = Kiểm tra
navigation-teams = Đội kiểm tra
navigation-devices = Điện thoại
navigation-look-up = Tra cứu
navigation-accounts = Tài khoản
navigation-agencies = Cơ quan
navigation-settings = Cài đặt
navigation-register = Sổ cơ sở
navigation-start = Chuẩn bị
