# Tạo tài khoản, đăng nhập, quên mật khẩu, lời mời, tài khoản của mình.

# ----- Ô nhập dùng chung
accounts-name = Họ và tên
accounts-name-hint = Họ tên đầy đủ của chủ cơ sở hoặc người đại diện, như trên giấy tờ.
accounts-name-what = họ và tên
accounts-login-either = Thư điện tử hoặc số điện thoại di động
accounts-login-either-hint = Mã xác nhận sẽ được gửi đến đây. Sau này dùng để đăng nhập và nhận thông báo về hồ sơ.
accounts-login-either-what = thư điện tử hoặc số điện thoại di động
accounts-login-either-form = Hãy ghi thư điện tử (ví dụ ten@vidu.vn) hoặc số di động Việt Nam 10 chữ số (ví dụ 0912 345 678)
accounts-login-email = Thư điện tử
accounts-login-email-hint = Mã xác nhận sẽ được gửi đến hộp thư này. Sau này dùng để đăng nhập và nhận thông báo về hồ sơ.
accounts-login-email-what = thư điện tử
accounts-login-mobile = Số điện thoại di động
accounts-login-mobile-hint = Mã xác nhận sẽ được nhắn đến số này. Sau này dùng để đăng nhập và nhận thông báo về hồ sơ.
accounts-login-mobile-what = số điện thoại di động
accounts-login-mobile-form = Hãy ghi số di động Việt Nam 10 chữ số, ví dụ 0912 345 678
accounts-password = Mật khẩu
accounts-password-what = mật khẩu
accounts-password-new = Mật khẩu mới
accounts-password-current = Mật khẩu hiện tại
accounts-password-rule = Ít nhất 8 ký tự, dùng được mọi ký tự kể cả dấu cách và tiếng Việt có dấu. Nên ghép vài từ dễ nhớ, ví dụ một câu ngắn chỉ mình biết. Không nhận mật khẩu nhiều người dùng như 12345678.
accounts-code = Mã xác nhận
accounts-code-hint = Sáu chữ số, dùng được trong { $minutes } phút.
accounts-code-what = mã xác nhận
accounts-code-form = Hãy ghi đủ sáu chữ số của mã xác nhận

# ----- Tạo tài khoản
accounts-sign-up-title = Tạo tài khoản
accounts-sign-up-lead = Một tài khoản dùng được cho nhiều cơ sở của cùng một chủ.
accounts-sign-up-submit = Tạo tài khoản
accounts-privacy-summary = Thông tin này được giữ và dùng thế nào?
accounts-privacy-what = Giữ họ tên, thư điện tử hoặc số điện thoại; mật khẩu chỉ lưu ở dạng băm, không ai đọc được.
accounts-privacy-why = Dùng để đăng nhập, gửi mã xác nhận và thông báo về hồ sơ của cơ sở. Không dùng để quảng cáo, không bán cho ai.
accounts-privacy-long = Giữ trong thời gian tài khoản còn dùng và thời hạn lưu hồ sơ của cơ quan nhà nước.
accounts-privacy-who = Người xem được: quý cơ sở và cán bộ phụ trách hồ sơ của địa bàn.
accounts-privacy-more = Đọc toàn văn thông báo bảo vệ dữ liệu cá nhân (mở trang mới)
accounts-then-title = Sau bước này
accounts-then-code = Nhập mã gồm sáu chữ số vừa được gửi đến.
accounts-then-venue = Khai thông tin cơ sở, ký bản cam kết, khai người lao động.
accounts-then-submit = Nộp hồ sơ và theo dõi kết quả ngay trên điện thoại.
accounts-have-account = Đã có tài khoản?
accounts-staff-note = Cán bộ cơ quan không tự tạo tài khoản: quản trị hệ thống gửi lời mời kèm đường dẫn.
accounts-no-channel-title = Chưa gửi được mã xác nhận
accounts-no-channel-sign-up = Hệ thống chưa kết nối thư điện tử và tin nhắn nên tạm thời chưa nhận tài khoản mới. Quý cơ sở vui lòng liên hệ cơ quan vận hành hoặc quay lại sau.
accounts-no-channel-reset = Hệ thống chưa kết nối thư điện tử và tin nhắn nên không gửi được mã. Hãy nhờ quản trị hệ thống của cơ quan vận hành đặt lại mật khẩu.
accounts-to-front = Về trang chủ

# ----- Nhập mã
accounts-confirm-title = Nhập mã xác nhận
accounts-code-elsewhere = Mã xác nhận chỉ dùng được ở trình duyệt đã yêu cầu mã, trong vòng nửa giờ.
accounts-confirm-elsewhere = Nếu đã tạo tài khoản ở máy khác hoặc trước đó, hãy đăng nhập bằng mật khẩu đã đặt: mã mới sẽ được gửi. Nếu chưa, hãy tạo tài khoản.
accounts-confirm-sent = Mã đã được gửi đến { $login }.
accounts-confirm-submit = Xác nhận
accounts-confirmed = Tài khoản đã sẵn sàng. Hãy khai cơ sở đầu tiên.
accounts-no-code-title = Chưa nhận được mã?
accounts-no-code-text = Tin có thể đến chậm một vài phút. Hãy xem cả mục thư rác. Mã mới sẽ thay mã cũ.
accounts-resend = Gửi lại mã
accounts-resent = Đã gửi mã mới.
accounts-wrong-login = Địa chỉ chưa đúng, ghi lại
accounts-unconfirmed = Tài khoản chưa được xác nhận. Hãy nhập mã vừa được gửi.

# ----- Đăng nhập
accounts-log-in-title = Đăng nhập
accounts-log-in-submit = Đăng nhập
accounts-forgot-link = Quên mật khẩu?
accounts-new-here-title = Chưa có tài khoản?
accounts-new-here-text = Chủ cơ sở hoặc người đại diện tự tạo tài khoản bằng thư điện tử hoặc số điện thoại.
accounts-demo-note = Bản dùng thử: tên đăng nhập và mật khẩu mẫu được in ra ở cửa sổ dòng lệnh khi khởi động.
accounts-logged-out = Đã đăng xuất.

# ----- Quên mật khẩu
accounts-forgot-title = Quên mật khẩu
accounts-forgot-lead = Hãy ghi địa chỉ đã dùng để đăng nhập. Một mã sáu chữ số sẽ được gửi đến đó để đặt mật khẩu mới. Với tài khoản cán bộ, quản trị hệ thống phải xác nhận, sau đó một đường dẫn được gửi đến.
accounts-forgot-submit = Gửi mã
accounts-to-log-in = Đăng nhập
accounts-to-forgot = Quên mật khẩu
accounts-reset-title = Đặt mật khẩu mới
accounts-reset-sent = Nếu { $login } có tài khoản, mã đã được gửi đến đó.
accounts-reset-submit = Đặt mật khẩu và đăng nhập
accounts-no-reset-code-text = Tin có thể đến chậm một vài phút; hãy xem cả mục thư rác. Nếu vẫn không có, địa chỉ này có thể chưa có tài khoản hoặc tài khoản chưa được xác nhận. Tài khoản cán bộ không dùng mã: hãy liên hệ quản trị hệ thống.
accounts-password-changed = Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất và mọi mã truy cập API đã hết hiệu lực.

# ----- Lời mời
accounts-invitation-caption = Lời mời tham gia Camket
accounts-invitation-title = Đặt mật khẩu cho tài khoản
accounts-invitation-lead = Kính chào { $name }. Quản trị hệ thống đã tạo tài khoản với vai trò: { $role }.
accounts-invitation-login = Tên đăng nhập:
accounts-invitation-submit = Đặt mật khẩu và bắt đầu
accounts-invitation-accepted = Tài khoản đã sẵn sàng.
accounts-invitation-over-title = Đường dẫn không còn dùng được
accounts-invitation-over-text = Lời mời đã được dùng, đã quá hạn, hoặc đã được thay bằng lời mời mới hơn.
accounts-invitation-over-next = Nếu đã đặt mật khẩu, hãy đăng nhập. Nếu chưa, hãy nhờ quản trị hệ thống gửi lại lời mời.

# ----- Kết nối không an toàn, thử quá nhiều lần
accounts-insecure-title = Chưa thể đăng nhập qua kết nối này
accounts-insecure-text = Trang đang mở bằng kết nối không mã hóa (http). Mật khẩu gõ ở đây có thể bị người khác đọc trên đường truyền, nên hệ thống không nhận.
accounts-insecure-what-title = Nên làm gì
accounts-insecure-what = Hãy mở lại bằng địa chỉ bắt đầu bằng https:// do cơ quan vận hành cung cấp. Việc tra cứu giấy xác nhận vẫn dùng được bình thường.
accounts-insecure-operator-title = Dành cho người vận hành
accounts-insecure-operator = Đặt public_url là địa chỉ https và chạy chương trình sau một máy chủ trung gian có chứng chỉ TLS (máy chủ ấy chạy trên máy khác thì ghi địa chỉ của nó vào trusted_proxies), hoặc chỉ mở trên chính máy này (127.0.0.1).
accounts-wait-title = Đã thử quá nhiều lần
accounts-wait-text = Để bảo vệ tài khoản, hệ thống tạm dừng nhận yêu cầu này. Hãy đợi { $time } rồi thử lại.
accounts-wait-why = Nếu không phải quý cơ sở đã thử, có thể ai đó đang dò mật khẩu; tài khoản vẫn an toàn khi họ chưa biết mật khẩu hoặc mã.

# ----- Tài khoản của mình
accounts-own-title = Tài khoản
accounts-own-name = Họ và tên
accounts-own-role = Vai trò
accounts-own-area = Địa bàn
accounts-own-login = Tên đăng nhập
accounts-own-password = Mật khẩu
accounts-own-language = Ngôn ngữ của thư và tin nhắn
accounts-own-staff-note = Họ tên, vai trò và địa bàn do quản trị hệ thống cập nhật.
accounts-own-owner-note = Muốn sửa họ tên, đổi địa chỉ đăng nhập hoặc xóa tài khoản, hãy liên hệ theo thông báo:
accounts-to-own = Tài khoản
accounts-own-password-title = Đổi mật khẩu
accounts-sessions-title = Thiết bị đang đăng nhập
accounts-sessions-lead = Những nơi tài khoản này đang đăng nhập. Hãy kết thúc phiên mà bạn không nhận ra.
accounts-sessions-unknown = Không rõ trình duyệt
accounts-sessions-present = (trình duyệt này)
accounts-sessions-opened = Đăng nhập lúc { $at }
accounts-sessions-used = Dùng lần cuối lúc { $at }
accounts-sessions-end = Kết thúc phiên này
accounts-sessions-end-others = Kết thúc mọi phiên khác
accounts-sessions-hint = Nếu có phiên lạ, hãy đổi mật khẩu ngay: mọi phiên khác cũng kết thúc.
accounts-sessions-history = Lịch sử đăng nhập
accounts-sessions-history-none = Chưa có lần đăng nhập nào được ghi lại.
accounts-sessions-ended = Phiên đã kết thúc. Người dùng ở đó phải đăng nhập lại.
accounts-sessions-all-ended = Mọi phiên khác đã kết thúc.
accounts-own-password-lead = Sau khi đổi, các thiết bị khác đang đăng nhập sẽ phải đăng nhập lại, và mọi mã truy cập API hết hiệu lực.
accounts-own-password-submit = Đổi mật khẩu
accounts-own-language-title = Ngôn ngữ của thư và tin nhắn
accounts-own-language-legend = Nhận thư và tin nhắn bằng
accounts-own-language-hint = Ngôn ngữ của các trang thì chọn ở đầu trang.
accounts-own-language-submit = Lưu
accounts-language-vi = Tiếng Việt
accounts-language-en = English (tiếng Anh)
accounts-language-what = ngôn ngữ
accounts-language-saved = Đã lưu ngôn ngữ của thư và tin nhắn.
accounts-session-ended = Những gì vừa nhập được giữ lại. Hãy đăng nhập lại bằng cùng tài khoản để tiếp tục; chưa có gì được gửi.
accounts-session-ended-title = Phiên làm việc đã hết

# ----- Xác thực hai lớp
accounts-second-title = Nhập mã xác thực
accounts-second-lead = Mật khẩu đã đúng. Hãy mở ứng dụng xác thực trên điện thoại và ghi mã sáu chữ số đang hiện.
accounts-second-over = Bước đăng nhập này đã quá hạn. Hãy đăng nhập lại từ đầu.
accounts-factors-title = Xác thực hai lớp
accounts-factors-on = Đang bật
accounts-factors-off = Chưa bật
accounts-factors-lead = Ngoài mật khẩu, mỗi lần đăng nhập cần thêm một mã trên điện thoại của bạn. Người biết mật khẩu mà không có điện thoại thì không vào được.
accounts-factors-since = Bật từ
accounts-factors-codes = Mã dự phòng
accounts-factors-codes-left = { $count ->
    [0] Đã dùng hết
   *[other] Còn { $count } mã chưa dùng
  }
accounts-factors-codes-few = Sắp hết mã dự phòng. Hãy tạo mã mới và cất giữ.
accounts-factors-move = Đổi điện thoại: tắt xác thực hai lớp bằng mã của điện thoại cũ hoặc một mã dự phòng, rồi bật lại trên điện thoại mới.
accounts-factors-required-title = Cần bật trước khi làm việc khác
accounts-factors-required = Đơn vị vận hành yêu cầu mọi tài khoản cán bộ dùng xác thực hai lớp. Việc này mất khoảng hai phút.
accounts-factors-steps-title = Các bước
accounts-factors-step-app = Cài một ứng dụng xác thực trên điện thoại nếu chưa có, ví dụ Google Authenticator, Microsoft Authenticator hoặc ứng dụng mật khẩu có sẵn của máy.
accounts-factors-step-scan = Quét mã QR ở trang sau và ghi mã sáu chữ số mà ứng dụng hiện ra.
accounts-factors-step-codes = In hoặc chép lại các mã dự phòng, để dùng khi mất điện thoại.
accounts-factors-password-hint = Để chắc chắn là chính bạn đang ngồi trước máy.
accounts-factors-begin = Bắt đầu
accounts-factors-go-on = Làm tiếp: mã QR đã tạo còn dùng được
accounts-factors-set-up-title = Bật xác thực hai lớp
accounts-factors-scan = Mở ứng dụng xác thực, chọn thêm tài khoản và quét mã này.
accounts-factors-symbol = Mã QR cho ứng dụng xác thực
accounts-factors-open = Đang dùng chính điện thoại đó: mở bằng ứng dụng
accounts-factors-type = Không quét được thì chọn nhập bằng tay và ghi khóa này (không cần dấu cách):
accounts-factors-then = Ghi mã sáu chữ số mà ứng dụng đang hiện.
accounts-factors-code = Mã của ứng dụng
accounts-factors-code-hint = Sáu chữ số, đổi sau mỗi 30 giây; mỗi mã chỉ dùng một lần.
accounts-factors-code-what = mã xác thực
accounts-factors-code-form = Hãy ghi đủ sáu chữ số mà ứng dụng đang hiện
accounts-factors-finish = Bật
accounts-factors-lost = Không có điện thoại?
accounts-factors-recovery = Mã dự phòng
accounts-factors-recovery-hint = Mười sáu chữ và số; mỗi mã chỉ dùng một lần.
accounts-factors-lost-all = Không còn cả mã dự phòng thì hãy liên hệ đơn vị vận hành hệ thống.
accounts-factors-made-title = Mã dự phòng
accounts-factors-once-title = Chỉ hiện lần này
accounts-factors-once = Hãy in hoặc chép các mã này và cất ở nơi chỉ bạn lấy được. Mỗi mã thay mã của điện thoại một lần.
accounts-factors-keep = Các mã dự phòng trước đây (nếu có) không còn dùng được.
accounts-factors-kept = Đã cất, tiếp tục
accounts-factors-renew-title = Tạo mã dự phòng mới
accounts-factors-renew-lead = Mười mã mới thay mọi mã dự phòng đang có.
accounts-factors-renew-submit = Tạo mã mới
accounts-factors-remove-title = Tắt xác thực hai lớp
accounts-factors-remove-lead = Sau khi tắt, chỉ cần mật khẩu là đăng nhập được, và các mã dự phòng bị hủy. Việc này được ghi lại và báo cho bạn bằng tin nhắn.
accounts-factors-remove-required = Tài khoản cán bộ phải bật lại ngay, ví dụ trên điện thoại mới.
accounts-factors-remove-submit = Tắt
accounts-factors-removed = Đã tắt xác thực hai lớp.
accounts-factors-confirm-title = Xác nhận lại
accounts-factors-confirm-lead = Quyết định, tệp xuất ra và thông tin được mở cần một mã vừa nhập. Mã có giá trị trong { $minutes } phút.
accounts-factors-confirm-kept = Những gì vừa nhập được giữ lại; chưa có gì được gửi.
accounts-factors-confirm-submit = Xác nhận
accounts-factors-confirmed-title = Đã xác nhận
accounts-factors-confirmed-lead = Bây giờ có thể lấy tệp.
accounts-factors-confirmed-file = Lấy tệp
