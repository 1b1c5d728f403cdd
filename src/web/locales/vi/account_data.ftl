# Dữ liệu của chủ tài khoản: xem, lấy bản sao, đóng tài khoản.

account-data-title = Dữ liệu của tôi
account-data-lead = Hệ thống giữ những gì về bạn, để làm gì, giữ bao lâu, và sửa ở đâu.
account-data-kinds = Đang giữ những gì
account-data-count = { $count ->
    [0] Không có
   *[other] { $count } mục
  }
account-data-count-label = Số mục
account-data-since = Tạo tài khoản lúc
account-data-why = Để làm gì
account-data-kept = Giữ bao lâu
account-data-basis = Căn cứ
account-data-after = Khi đóng tài khoản
account-data-after-stays = Vẫn giữ.
account-data-kept-account = Đến khi đóng tài khoản và hết { $days } ngày chờ.
account-data-kept-days = { $days } ngày.
account-data-kept-months = { $months } tháng.
account-data-kept-session = Đến khi phiên kết thúc: sau { $hours } giờ không dùng, lâu nhất { $days } ngày.
account-data-kept-agency = Theo quy định của cơ quan về lưu trữ hồ sơ; hệ thống không tự xóa.
account-data-correct-account = Xem và sửa ở trang Tài khoản
account-data-correct-sessions = Xem và kết thúc ở trang Nơi đăng nhập
account-data-correct-venues = Xem và sửa ở trang Cơ sở

account-data-what-account = Họ tên, thư điện tử hoặc số di động, ngôn ngữ tin nhắn. Mật khẩu và khóa xác thực hai lớp chỉ lưu ở dạng không đọc lại được.
account-data-why-account = Đăng nhập và gửi tin về hồ sơ.
account-data-what-sessions = Trình duyệt đang đăng nhập, lúc mở và lúc dùng gần nhất.
account-data-why-sessions = Giữ đăng nhập và để bạn thấy ai đang dùng tài khoản.
account-data-what-log-ins = Lần đăng nhập, lần sai mật khẩu, lần đổi mật khẩu, lần lấy bản sao.
account-data-why-log-ins = Bảo vệ tài khoản và trả lời khi có tranh chấp.
account-data-what-venues = Thông tin cơ sở do bạn khai, kể cả người đại diện và số giấy tờ (được mã hóa).
account-data-why-venues = Ký cam kết và cấp giấy xác nhận cho cơ sở.
account-data-what-pledges = Bản cam kết bạn đã ký: nội dung, nét ký, thời điểm, địa chỉ mạng và trình duyệt lúc ký.
account-data-why-pledges = Chứng minh ai đã cam kết điều gì, lúc nào.
account-data-what-workers = Người lao động do bạn khai, kể cả người đã nghỉ, và lịch sử thay đổi.
account-data-why-workers = Đăng ký lao động của cơ sở.
account-data-what-questions = Câu hỏi của cơ quan quản lý lao động và trả lời của bạn.
account-data-why-questions = Làm rõ sổ lao động.
account-data-what-applications = Hồ sơ đã nộp và kết quả của hai cơ quan.
account-data-why-applications = Xét duyệt và trả kết quả.
account-data-what-certificates = Giấy xác nhận đã cấp cho các cơ sở của bạn và hiệu lực của từng giấy.
account-data-why-certificates = Để mọi người kiểm tra được giấy còn giá trị hay không.
account-data-what-inspections = Cuộc kiểm tra tại cơ sở và ý kiến của bạn. Biên bản đầy đủ xem ở trang của cơ sở.
account-data-why-inspections = Kiểm tra liên ngành và theo dõi việc khắc phục.
account-data-what-managers = Người quản lý bạn đã mời, và cơ sở của người khác mà bạn đang quản lý.
account-data-why-managers = Cho người khác làm việc thay bạn ở cơ sở.
account-data-what-transfers = Lần đề nghị chuyển giao cơ sở, gửi hoặc nhận.
account-data-why-transfers = Chứng minh cơ sở thuộc về ai, từ lúc nào.
account-data-what-messages = Tin nhắn và thư gửi đến bạn; mã trong tin được xóa ngay sau khi gửi.
account-data-why-messages = Trả lời khi tin không đến nơi.
account-data-what-trail = Việc bạn đã làm ở các cơ sở của mình.
account-data-why-trail = Nhật ký để biết ai đã làm gì.

account-data-stays = Vì sao có phần vẫn giữ
account-data-stays-text = Cơ quan và người khác cần hồ sơ để đối chiếu việc đã ký, đã cấp, đã kiểm tra. Chưa có văn bản nào ấn định thời hạn cho các loại này, nên hệ thống không tự xóa mà chờ quy định của cơ quan quản lý sổ.
account-data-backups = Bản sao lưu
account-data-backups-days = Dữ liệu đã xóa còn nằm trong các bản sao lưu cho đến khi bản cũ được thay, lâu nhất { $days } ngày. Bản sao lưu chỉ dùng để khôi phục khi có sự cố.
account-data-backups-operator = Dữ liệu đã xóa còn nằm trong các bản sao lưu của đơn vị vận hành cho đến khi bản cũ được thay; thời hạn do đơn vị đó quy định. Bản sao lưu chỉ dùng để khôi phục khi có sự cố.
account-data-rights = Quyền của bạn
account-data-law = Dữ liệu cá nhân được xử lý theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định số 356/2025/NĐ-CP. Bạn được xem, sửa, lấy bản sao và đóng tài khoản; phần pháp luật hoặc cơ quan yêu cầu giữ thì được giữ.

account-data-copy = Lấy bản sao (ZIP)
account-data-copy-hint = Gồm một tệp PDF để đọc và một tệp JSON có đầy đủ dữ liệu. Nếu đã bật xác thực hai lớp, hệ thống hỏi lại mã. Mỗi ngày lấy được { $most } lần; lần lấy được ghi vào nhật ký. Tệp có số giấy tờ của người lao động: hãy cất giữ cẩn thận.
account-data-copy-limit = Hôm nay đã lấy đủ { $most } bản sao. Hãy thử lại sau 24 giờ.
account-data-copy-title = DỮ LIỆU CỦA TÔI TRONG CAMKET
account-data-copy-made = Lập ngày { $day }
account-data-copy-files = Toàn bộ dữ liệu ở tệp camket.json cùng gói, cấu trúc phiên bản { $version }
account-data-copy-more = Và { $count } mục nữa: xem tệp camket.json
account-data-copy-workers = { $count } người lao động
account-data-copy-signed = ký lúc { $at }
account-data-copy-until = có giá trị đến hết ngày { $day }

account-data-close-title = Đóng tài khoản
account-data-close-about = Khi không còn cơ sở nào hoạt động, bạn có thể đóng tài khoản. Trong { $days } ngày sau đó, chỉ cần đăng nhập là giữ lại được.
account-data-close-link = Đóng tài khoản này
account-data-close-staff = Tài khoản cán bộ do người quản trị khóa khi hết nhiệm vụ; tên trong nhật ký và hồ sơ được giữ.
account-data-close-first = Cần giải quyết trước khi đóng
account-data-close-venue = { $venue } đang hoạt động:
account-data-close-application = Hồ sơ của { $venue } chưa có kết quả:
account-data-close-stop = báo chấm dứt hoạt động
account-data-close-transfer = chuyển giao cho người khác
account-data-close-withdraw = rút hồ sơ
account-data-close-lead = Tài khoản được đóng và sau { $days } ngày tên, địa chỉ đăng nhập của bạn bị xóa khỏi hệ thống.
account-data-close-now = Ngay bây giờ: mọi phiên đăng nhập và mã truy cập API kết thúc.
account-data-close-back = Trong { $days } ngày: đăng nhập lại là việc đóng được hủy, mọi thứ như cũ.
account-data-close-erased = Sau đó: họ tên, địa chỉ đăng nhập, mật khẩu, xác thực hai lớp, tin nhắn bị xóa, không lấy lại được. Địa chỉ ấy có thể dùng để tạo tài khoản mới.
account-data-close-stays = Vẫn giữ theo quy định của cơ quan: cơ sở, bản cam kết, sổ lao động, hồ sơ, giấy xác nhận, biên bản kiểm tra và nhật ký, với tên đã ghi lúc đó.
account-data-close-managed = Bạn thôi quản lý { $count } cơ sở của người khác.
account-data-close-copy = Muốn giữ một bản sao thì lấy trước khi đóng:
account-data-close-submit = Đóng tài khoản
account-data-closed = Tài khoản đã đóng. Đăng nhập trước ngày { $until } để giữ lại.
account-data-taken-back = Việc đóng tài khoản đã được hủy vì bạn đăng nhập lại.
