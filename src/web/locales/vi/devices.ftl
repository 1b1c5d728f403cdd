# Điện thoại kiểm tra
devices-revoked = Điện thoại này đã bị thu hồi quyền. Dữ liệu kiểm tra trên máy phải được xóa.
devices-title = Điện thoại kiểm tra
devices-lead = Khi điện thoại bị mất hoặc người dùng thôi nhiệm vụ, hãy thu hồi: lần liên hệ tiếp theo, điện thoại tự xóa dữ liệu kiểm tra.
devices-none = Chưa có điện thoại nào
devices-none-what = Thành viên kiểm tra đăng ký điện thoại trong ứng dụng quét.
devices-device = Điện thoại
devices-holder = Người dùng
devices-seen = Liên hệ lần cuối
devices-act = Thao tác
devices-cut = Thu hồi
devices-cut-title = Thu hồi điện thoại này?
devices-cut-what = Phiên đăng nhập trên máy này kết thúc ngay; phiên của người dùng trên máy khác vẫn giữ. Lần liên hệ tiếp theo, điện thoại tự xóa mọi dữ liệu kiểm tra, kể cả cuộc kiểm tra chưa gửi. Không thể hoàn tác; muốn dùng lại phải đăng ký máy từ đầu.
devices-cut-off = Đã thu hồi. Điện thoại sẽ tự xóa khi liên hệ lần tới.
