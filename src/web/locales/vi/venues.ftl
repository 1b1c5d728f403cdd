# Venues as their owner sees them.

# The list
venues-title = Cơ sở
venues-register = Đăng ký cơ sở
venues-none-title = Chưa có cơ sở nào
venues-none = Quý cơ sở bắt đầu bằng việc đăng ký cơ sở: khoảng 10 phút, có thể dừng và làm tiếp bất cứ lúc nào.
venues-why = Vì sao phải cam kết và đăng ký lao động?
venues-why-text = Pháp luật yêu cầu cơ sở kinh doanh dịch vụ dễ bị lợi dụng để hoạt động mại dâm ký hợp đồng lao động bằng văn bản, đăng ký lao động với cơ quan quản lý lao động địa phương và ký cam kết với Ủy ban nhân dân cấp xã.
venues-why-source = Khoản 3 Điều 11 Nghị định số 178/2004/NĐ-CP; Điều 15 Pháp lệnh số 10/2003/PL-UBTVQH11
venues-why-law = Cơ sở ký cam kết với Ủy ban nhân dân xã, phường, thị trấn nơi cơ sở hoạt động.
venues-next-gap = Còn thiếu: { $section }.
venues-next-go-on = Làm tiếp
venues-next-sign = Đã khai xong thông tin cơ sở. Tiếp theo: ký cam kết, khai người lao động rồi nộp hồ sơ.
venues-next-review = Hồ sơ đang được xem xét, có kết quả chậm nhất vào ngày { $date }.
venues-next-overdue = Hồ sơ đang được xem xét. Đã quá hạn trả lời ({ $date }); quý cơ sở có thể hỏi cơ quan xem xét.
venues-next-progress = Xem tiến độ
venues-next-accepted = Hai phần hồ sơ đã được duyệt, đang chờ cấp giấy xác nhận.
venues-next-returned = Cơ quan xem xét yêu cầu bổ sung hồ sơ.
venues-next-returned-action = Xem và bổ sung
venues-next-refused = Hồ sơ bị từ chối. Quý cơ sở xem lý do và có thể nộp hồ sơ mới.
venues-next-refused-action = Xem lý do
venues-next-valid = Giấy xác nhận có hiệu lực đến hết ngày { $date }.
venues-next-certificate = Xem và in giấy xác nhận
venues-next-not-in-force = Giấy xác nhận hiện không có hiệu lực.
venues-next-look = Xem chi tiết
venues-next-renew = Làm hồ sơ mới
venues-renew-soon = Giấy xác nhận hết hiệu lực sau ngày { $date }. Quý cơ sở nên ký lại cam kết và nộp hồ sơ mới trước ngày này.
venues-renew-expired = Giấy xác nhận đã hết hiệu lực sau ngày { $date }. Quý cơ sở cần ký lại cam kết và nộp hồ sơ mới.
venues-renew-revoked = Giấy xác nhận đã bị thu hồi. Muốn được cấp giấy mới, quý cơ sở ký lại cam kết, xác nhận sổ lao động và nộp hồ sơ.
venues-renew-suspended = Giấy xác nhận đang bị tạm đình chỉ và sắp hết hạn. Quý cơ sở có thể chuẩn bị hồ sơ; giấy mới chỉ được cấp khi hết tạm đình chỉ.
venues-tasks-renew = Gia hạn giấy xác nhận
venues-task-check-renewal = Kiểm tra và nộp hồ sơ gia hạn
venues-pledge-renewal = Gia hạn: đọc và ký lại cam kết hiện hành.
venues-workers-confirm = Gia hạn: xem lại sổ lao động và xác nhận còn đúng.
venues-status-confirm = Cần xác nhận
venues-expires-soon = Sắp hết hạn

# Kind and name
venues-new-title = Đăng ký cơ sở
venues-new-taken = Cơ sở trong thư mời này đã được đăng ký.
venues-invited = Cơ sở trong thư mời, chưa đăng ký xong
venues-invited-go = Tiếp tục đăng ký
venues-new-invited = Thông tin dưới đây lấy từ danh sách của cơ quan. Hãy kiểm tra và sửa chỗ chưa đúng.
venues-new-lead = Trước hết là tên và loại hình. Những phần sau được lưu từng trang, quý cơ sở có thể làm tiếp sau.
venues-registered = Đã đăng ký cơ sở. Mời quý cơ sở khai tiếp.
venues-kind = Loại hình cơ sở
venues-kind-what = loại hình cơ sở
venues-kind-hint = Nếu có nhiều loại hình tại cùng một địa điểm, hãy chọn loại hình chính.
venues-kinds-lodging = Lưu trú
venues-kinds-leisure = Ăn uống, giải trí
venues-kinds-care = Chăm sóc sức khỏe, sắc đẹp
venues-kinds-other = Khác
venues-kind-note = Loại hình khác là gì?
venues-kind-note-hint = Chỉ ghi nếu đã chọn “Loại hình khác”, ví dụ: phòng trà ca nhạc
venues-kind-note-what = loại hình cụ thể của cơ sở
venues-name = Tên cơ sở
venues-name-what = tên cơ sở
venues-name-hint = Như ghi trên biển hiệu hoặc giấy đăng ký kinh doanh.

# What the pages of all sections share
venues-progress = Phần { $at }/{ $all }
venues-back-to-list = Danh sách cơ sở
venues-back-to-tasks = Về danh sách việc cần làm
venues-save = Lưu
venues-save-next = Lưu và tiếp tục
venues-save-list = Lưu, làm tiếp sau
venues-saved = Đã lưu.
venues-reasons-title = Cơ quan tiếp nhận yêu cầu sửa phần này
venues-stale-title = Thông tin cơ sở vừa được thay đổi ở nơi khác
venues-stale = Nội dung vừa nhập chưa được lưu. Quý cơ sở so với thông tin đang lưu, sửa nếu cần rồi lưu lại.
venues-stale-present = Đang lưu
venues-stale-typed = Vừa nhập
venues-locked = Hồ sơ đang được xem xét nên thông tin này chỉ để xem. Nếu cần sửa, hãy rút hồ sơ trước khi có kết quả.

# Place
venues-province = Tỉnh, thành phố
venues-province-hint = Chọn tỉnh rồi bấm nút bên dưới để hiện danh sách xã, phường.
venues-province-list = Hiện xã, phường của tỉnh
venues-commune = Xã, phường, đặc khu
venues-commune-what = xã, phường hoặc đặc khu trong danh sách
venues-commune-hint = Tên hiện nay, theo địa giới từ 01/7/2025.
venues-former-summary = Chỉ nhớ địa chỉ trước 01/7/2025?
venues-former = Địa chỉ trước 01/7/2025
venues-former-what = địa chỉ trước 01/7/2025
venues-former-hint = Gõ tên xã, phường, thị trấn cũ và tên huyện, ví dụ: thị trấn Khánh Hải, Ninh Hải. Hệ thống sẽ gợi ý xã, phường hiện nay.
venues-former-find = Tìm xã, phường hiện nay
venues-former-done = Đã chọn: #
venues-address = Số nhà, đường, thôn, khu phố
venues-address-what = số nhà, đường, thôn hoặc khu phố
venues-address-hint = Không cần ghi lại xã, phường, tỉnh. Ví dụ: 12 đường Yên Ninh, khu phố 3
venues-position-hint = Giúp đoàn kiểm tra và người dân tìm đúng chỗ. Có thể bỏ qua.
venues-latitude-what = vĩ độ (bằng độ, ở Việt Nam)
venues-longitude-what = kinh độ (bằng độ, ở Việt Nam)

# Business
venues-tax = Mã số thuế
venues-tax-what = mã số thuế
venues-tax-hint = 10 chữ số; 10 chữ số và 3 số của đơn vị phụ thuộc (0100047516-001); hoặc 12 chữ số là số định danh cá nhân với hộ kinh doanh.
venues-tax-hint-kept = Đang lưu số định danh cá nhân { $number }. Để trống nếu không đổi; gõ mã khác để thay.
venues-tax-why = Mã số thuế 12 chữ số được giữ kín thế nào?
venues-tax-why-text = Từ 01/7/2025, số định danh cá nhân của người đại diện được dùng làm mã số thuế của hộ kinh doanh (Thông tư số 86/2024/TT-BTC).
venues-tax-why-personal = Vì đó là số của một người, hệ thống mã hóa khi lưu, chỉ hiện 4 số cuối và không in đủ trên giấy xác nhận hay trang tra cứu.
venues-registration = Số giấy đăng ký kinh doanh
venues-registration-what = số giấy đăng ký kinh doanh
venues-registration-hint = Bỏ trống nếu trùng với mã số thuế.
venues-phone = Điện thoại của cơ sở
venues-phone-what = số điện thoại của cơ sở
venues-phone-hint = Số di động hoặc số cố định, ví dụ 0912 345 678
venues-rooms = Số phòng
venues-rooms-what = số phòng
venues-rooms-suffix = phòng
venues-rooms-hint = Số phòng phục vụ khách.
venues-rooms-why = Vì sao hỏi số phòng?
venues-rooms-source = Điều 24 Nghị định số 96/2016/NĐ-CP, được sửa đổi bởi Nghị định số 58/2026/NĐ-CP
venues-rooms-law = Công an cấp xã cấp giấy chứng nhận đủ điều kiện về an ninh, trật tự cho karaoke, xoa bóp và cơ sở lưu trú từ 29 phòng trở xuống (trừ cơ sở 5 sao). Công an cấp tỉnh cấp cho vũ trường, cơ sở lưu trú từ 30 phòng trở lên hoặc được xếp hạng 5 sao.
venues-opened = Ngày bắt đầu hoạt động
venues-opened-what = ngày bắt đầu hoạt động
venues-opened-far = Hãy kiểm tra ngày bắt đầu hoạt động: ngày này còn hơn một năm nữa

# Security
venues-person = Người chịu trách nhiệm về an ninh, trật tự
venues-person-what = họ tên người chịu trách nhiệm về an ninh, trật tự
venues-person-hint = Họ và tên. Có thể là người đại diện của cơ sở.
venues-antt = Số giấy chứng nhận đủ điều kiện về an ninh, trật tự
venues-antt-what = số giấy chứng nhận an ninh, trật tự
venues-antt-hint-commune = Do Công an cấp xã cấp. Nếu chưa có, có thể bổ sung sau.
venues-antt-hint-province = Do Công an cấp tỉnh cấp. Nếu chưa có, có thể bổ sung sau.
venues-antt-hint-rooms = Do Công an cấp xã cấp nếu có từ 29 phòng trở xuống, do Công an cấp tỉnh cấp nếu nhiều hơn. Nếu chưa có, có thể bổ sung sau.
venues-antt-hint-none = Chỉ ghi nếu cơ sở có giấy này.
venues-antt-on = Ngày cấp
venues-antt-on-what = ngày cấp giấy chứng nhận an ninh, trật tự
venues-security-why = Giấy chứng nhận an ninh, trật tự là gì?
venues-security-why-text = Xoa bóp, karaoke, vũ trường và dịch vụ lưu trú là ngành, nghề kinh doanh có điều kiện về an ninh, trật tự. Giấy này do công an cấp; giấy xác nhận của hệ thống không thay thế giấy này.

# Representative
venues-representative = Họ và tên người đại diện
venues-representative-what = họ tên người đại diện
venues-representative-hint = Chủ hộ kinh doanh hoặc người đại diện theo pháp luật, viết đủ dấu như trên căn cước.
venues-born = Ngày sinh
venues-born-minor = Hãy kiểm tra ngày sinh: người đại diện phải từ đủ 18 tuổi
venues-born-what = ngày sinh của người đại diện
venues-number = Số định danh hoặc số hộ chiếu
venues-number-what = số định danh hoặc số hộ chiếu của người đại diện
venues-number-hint = 12 chữ số trên thẻ căn cước; người nước ngoài ghi số hộ chiếu.
venues-number-hint-kept = Đang lưu { $number }. Để trống nếu không đổi.
venues-number-why = Số định danh được giữ kín thế nào?
venues-number-why-text = Hệ thống mã hóa số này khi lưu và chỉ hiện 4 số cuối. Mỗi lần cán bộ có thẩm quyền mở xem đủ số đều phải ghi lý do và được ghi vào nhật ký. Hệ thống không lưu ảnh căn cước.
venues-representative-phone = Điện thoại của người đại diện
venues-representative-phone-what = số điện thoại của người đại diện

# Similar venues
venues-similar-title = Đây có phải là cơ sở đã đăng ký?
venues-similar-lead =
    { $count ->
        [one] Trong sổ đã có một cơ sở trùng mã số thuế, hoặc trùng tên trong cùng xã, phường.
       *[other] Trong sổ đã có { $count } cơ sở trùng mã số thuế, hoặc trùng tên trong cùng xã, phường.
    }
venues-similar-many = Trong sổ đã có nhiều cơ sở trùng mã số thuế, hoặc trùng tên trong cùng xã, phường. Dưới đây là { $count } trong số đó.
venues-similar-no-address = Chưa khai địa chỉ
venues-similar-own = Thuộc tài khoản này.
venues-similar-own-list = Xem danh sách cơ sở
venues-similar-other = Thuộc tài khoản khác.
venues-similar-question = Quý cơ sở đang khai một cơ sở khác?
venues-similar-another = Đúng, đây là cơ sở khác
venues-similar-another-hint = Một người có thể có nhiều cơ sở dùng chung mã số thuế; mỗi địa điểm khai riêng.
venues-similar-back = Quay lại, không lưu
venues-similar-same = Nếu cơ sở trên chính là cơ sở này và thuộc tài khoản khác, vui lòng dùng tài khoản đó hoặc liên hệ Ủy ban nhân dân cấp xã.
venues-similar-tax = Để bảo vệ số định danh, mã vừa gõ không được gửi lại. Hãy gõ lại lần nữa.

# A venue's page
venues-tasks = Việc cần làm
venues-tasks-sent = Hồ sơ đã nộp
venues-tasks-kept = Thông tin của cơ sở
venues-tasks-next = Làm tiếp: { $name }
venues-tasks-done = Đã xong { $done }/{ $all } việc trước khi nộp.
venues-task-pledge = Bản cam kết
venues-task-workers = Sổ lao động
venues-task-check = Kiểm tra và nộp hồ sơ
venues-task-check-again = Kiểm tra và nộp lại hồ sơ
venues-task-check-new = Nộp hồ sơ mới
venues-status-done = Đã xong
venues-status-to-do = Chưa làm
venues-status-again = Cần xem lại
venues-status-to-sign = Chưa ký
venues-status-signed = Đã ký
venues-status-sign-again = Cần ký lại
venues-status-not-yet = Chưa thể bắt đầu
venues-status-no-workers = Không có người lao động
venues-status-gaps = Cần bổ sung
venues-status-sent = Đã nộp
venues-status-ready = Sẵn sàng nộp
venues-status-when-needed = Khi cần
venues-line-tax = MST { $code }
venues-line-rooms = { $count } phòng
venues-pledge-hint = Đọc và ký khoảng 5 phút.
venues-pledge-later = Ký được sau khi khai xong thông tin cơ sở.
venues-pledge-signed = Ký lúc { $at }
venues-pledge-outdated = Thông tin cơ sở hoặc nội dung cam kết đã thay đổi sau khi ký.
venues-workers-hint = Khai từng người lao động, hoặc khai là không có người lao động.
venues-workers-count = { $count } người
venues-workers-gaps = { $count } người còn thiếu thông tin
venues-check-hint = Nộp được sau khi xong các việc trên.
venues-in-review-title = Hồ sơ đang được xem xét
venues-in-review = Thông tin, bản cam kết và sổ lao động lúc này chỉ để xem. Nếu cần sửa, quý cơ sở rút hồ sơ, sửa rồi nộp lại.
venues-returned-title = Hồ sơ cần bổ sung
venues-returned = Quý cơ sở sửa những điểm dưới đây, rồi kiểm tra và nộp lại. Phần đã được duyệt vẫn giữ nguyên nếu thông tin của phần đó không đổi.
venues-accepted-title = Hồ sơ đã được duyệt
venues-accepted = Cả hai cơ quan đã đồng ý. Hồ sơ đang chờ lãnh đạo cấp giấy xác nhận.
venues-refused-title = Hồ sơ bị từ chối
venues-refused = Lý do ghi ở dưới. Quý cơ sở có thể sửa thông tin và nộp hồ sơ mới.
venues-withdrawn-title = Hồ sơ đã được rút
venues-withdrawn = Thông tin đã khai vẫn được giữ. Quý cơ sở có thể sửa và nộp lại bất cứ lúc nào.
venues-officer-note = Ý kiến của cán bộ:
venues-fix = Sửa: { $name }
venues-track-office = Cơ quan xem xét
venues-track-due = Hạn trả lời
venues-track-overdue = { $date } (đã quá hạn)
venues-track-decided = Kết luận lúc
venues-certificate = Giấy xác nhận
venues-certificate-number = Số giấy xác nhận
venues-certificate-issuer = Cơ quan cấp
venues-certificate-until = Có hiệu lực đến hết ngày
venues-certificate-open = Xem, in và chia sẻ
venues-renew-title = Đến lúc làm hồ sơ mới
venues-withdraw = Rút hồ sơ
venues-withdraw-hint = Có thể rút khi chưa có kết quả cuối cùng; thông tin đã khai vẫn được giữ.
venues-timeline = Diễn biến
venues-timeline-older = Xem các việc trước đó
venues-timeline-cut = Chỉ hiện { $count } việc gần nhất; các việc cũ hơn vẫn được lưu.
venues-nationality = Quốc tịch
venues-nationality-hint = Chỉ ghi cho người nước ngoài dùng hộ chiếu, ví dụ Hàn Quốc.
venues-nationality-what = quốc tịch của người đại diện
venues-paper = Giấy tờ của người đại diện
venues-paper-what = loại giấy tờ của người đại diện
