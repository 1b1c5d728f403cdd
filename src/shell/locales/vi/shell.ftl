# The frame of every page and the texts of the component macros.
shell-name = Camket
shell-tagline = Sổ cam kết của cơ sở
shell-title-error = Lỗi: { $title }
shell-skip = Đến nội dung chính
shell-nav = Mục chính
shell-other-language = English
shell-log-in = Đăng nhập
shell-log-out = Đăng xuất
shell-look-up = Tra cứu giấy xác nhận
shell-privacy = Bảo vệ dữ liệu cá nhân
shell-operator = Đơn vị vận hành: { $name }
shell-no-licence = Giấy xác nhận của hệ thống không thay thế giấy phép kinh doanh hoặc giấy chứng nhận nào khác.
shell-demo-label = Bản dùng thử.
shell-demo-text = Mọi dữ liệu đều là giả định. Vui lòng không nhập thông tin thật.
shell-demo-mailbox = Xem hộp thư thử

shell-back = Quay lại
shell-change = Sửa
shell-not-given = Chưa có
shell-optional = (không bắt buộc)
shell-choose = Chọn
shell-date-hint = Ngày/tháng/năm, ví dụ 05/02/2026
shell-error-prefix = Lỗi:{" "}
shell-errors-title =
    { $count ->
        [one] Có một chỗ cần sửa
       *[other] Có { $count } chỗ cần sửa
    }
shell-password-show = Hiện
shell-password-hide = Ẩn
shell-typeahead-type = Gõ tên xã, phường hoặc đặc khu
shell-typeahead-none = Không tìm thấy nơi nào có tên này
shell-typeahead-some = Có # kết quả, dùng phím mũi tên để chọn
shell-signature-here = Ký tại đây
shell-signature-clear = Xóa và ký lại
shell-signature-no-script = Thiết bị này không vẽ được chữ ký. Có thể bỏ qua bước này: họ tên và mật khẩu đã đủ để ký.
shell-position = Vị trí trên bản đồ
shell-position-use = Lấy vị trí của thiết bị
shell-position-busy = Đang lấy vị trí…
shell-position-done = Đã điền vị trí của thiết bị.
shell-position-failed = Không lấy được vị trí. Có thể gõ tọa độ hoặc bỏ qua.
shell-position-lat = Vĩ độ
shell-position-lng = Kinh độ

shell-pages = Các trang của danh sách
shell-pages-first = Về đầu danh sách
shell-pages-next = Trang sau
shell-steps = Các bước
shell-step-done = Đã xong:{" "}
shell-filter = Lọc
shell-filter-clear = Bỏ lọc
shell-share = Chia sẻ đường dẫn
shell-share-done = Đã chép đường dẫn
shell-print = In

shell-error-id = Mã yêu cầu:
shell-error-home = Về trang chủ
shell-error-retry = Thử lại
shell-error-unreadable-title = Không đọc được yêu cầu
shell-error-unreadable-what = Dữ liệu gửi lên không đúng dạng. Quý cơ sở vui lòng quay lại trang trước và gửi lại.
shell-error-logged-out-title = Chưa xác định được người gọi
shell-error-logged-out-what = Hãy đăng nhập, hoặc gửi kèm một mã truy cập còn hiệu lực.
shell-error-wrong-type-title = Loại dữ liệu không được nhận
shell-error-wrong-type-what = Hãy gửi nội dung ở dạng JSON (Content-Type: application/json).
shell-error-forbidden-title = Không có quyền thực hiện
shell-error-forbidden-what = Tài khoản đang dùng không được phép làm việc này. Nếu cần, hãy liên hệ người quản trị của cơ quan.
shell-error-not-found-title = Không tìm thấy trang
shell-error-not-found-what = Đường dẫn có thể đã gõ sai, hoặc nội dung này không dành cho tài khoản đang dùng.
shell-error-method-not-allowed-title = Không mở được trang theo cách này
shell-error-method-not-allowed-what = Trang này chỉ nhận dữ liệu từ biểu mẫu. Hãy bắt đầu lại từ trang chủ.
shell-error-conflict-title = Nội dung vừa được người khác thay đổi
shell-error-conflict-what = Trong lúc trang này đang mở, một người khác đã cập nhật cùng nội dung. Chưa có gì của lần gửi này được lưu. Hãy tải lại để xem bản mới nhất.
shell-error-key-reused-title = Biểu mẫu này đã được gửi với nội dung khác
shell-error-key-reused-what = Nội dung gửi lần trước đã được lưu; nội dung gửi lần này chưa được lưu. Hãy xem lại danh sách. Nếu vẫn cần, hãy mở biểu mẫu mới và gửi lại.
shell-error-too-large-title = Dữ liệu gửi lên quá lớn
shell-error-too-large-what = Hãy rút ngắn nội dung hoặc gửi tệp nhỏ hơn.
shell-error-too-many-title = Thao tác quá nhiều lần
shell-error-too-many-what = Để bảo vệ tài khoản, hệ thống tạm dừng nhận yêu cầu này. Hãy đợi vài phút rồi thử lại.
shell-error-broken-title = Hệ thống gặp sự cố
shell-error-broken-what = Lỗi thuộc về hệ thống, không phải của người dùng, và đã được ghi lại. Hãy thử lại sau ít phút; nếu vẫn lỗi, hãy báo mã yêu cầu bên dưới cho bộ phận hỗ trợ.
shell-error-unavailable-title = Hệ thống tạm ngừng phục vụ
shell-error-unavailable-what = Hệ thống đang được bảo trì hoặc khởi động lại. Hãy thử lại sau ít phút.
shell-keep = Không, quay lại
