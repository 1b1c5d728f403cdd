# Trang của một cơ sở dành cho cán bộ: mọi việc trên một dòng thời gian.
timeline-paper = Giấy xác nhận
timeline-no-paper = Chưa được cấp
timeline-application = Hồ sơ gần nhất
timeline-application-open = Xem hồ sơ
timeline-address = Địa chỉ
timeline-representative = Người đại diện
timeline-phone = Điện thoại của cơ sở
timeline-workers = Số lao động đã đăng ký
timeline-title = Diễn biến
timeline-empty = Chưa có việc nào được ghi lại.
timeline-concern = Phản ánh của người dân: { $category }
timeline-proposal = Đề xuất: { $kind }
timeline-scan = Quét giấy xác nhận: { $verdict }
timeline-visit = Kiểm tra cơ sở ({ $kind })
timeline-open = Trang của cơ sở
timeline-operation = Hoạt động
timeline-operation-record = Ghi nhận thay đổi
