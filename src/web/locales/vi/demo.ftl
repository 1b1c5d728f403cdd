# Hộp thư của bản dùng thử.
demo-mailbox-title = Hộp thư thử
demo-mailbox-lead = Bản dùng thử không gửi gì ra ngoài. Thư và tin nhắn lẽ ra được gửi đi, kể cả mã xác nhận, nằm ở đây; mới nhất ở trên.
demo-mailbox-cut = Chỉ hiện { $count } tin mới nhất.
demo-mailbox-reload = Tải lại
demo-mailbox-empty = Chưa có thư nào
demo-mailbox-empty-text = Hãy tạo tài khoản hoặc chọn Quên mật khẩu; mã xác nhận sẽ hiện ở đây.
demo-mailbox-email = Thư điện tử
demo-mailbox-sms = Tin nhắn
demo-mailbox-to = gửi { $recipient }
demo-mailbox-code = Mã xác nhận:
