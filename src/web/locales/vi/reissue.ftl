# Cấp lại giấy xác nhận có khóa ký đã thu hồi
reissue-title = Cấp lại do thay khóa ký
reissue-lead = Khi một khóa ký bị thu hồi, giấy xác nhận ký bằng khóa đó không còn kiểm tra được. Cấp lại giữ nguyên nội dung, thời hạn và tình trạng; giấy có số mới và giấy cũ ghi là đã được thay thế. Cơ sở được báo để in bản mới.
reissue-none = Không có giấy nào cần cấp lại
reissue-none-text = Mọi giấy xác nhận còn thời hạn đều ký bằng khóa đang dùng được.
reissue-key = Khóa { $kid }
reissue-withdrawn = Thu hồi lúc
reissue-reason = Lý do
reissue-count = Giấy xác nhận cần cấp lại
reissue-go = Cấp lại tất cả
reissue-done = Đã cấp lại { $count } giấy xác nhận. Cơ sở được báo tin.
reissue-changed = Danh sách vừa thay đổi trong lúc cấp lại. Hãy xem số còn lại rồi bấm tiếp nếu cần.
