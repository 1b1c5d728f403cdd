# Thư và tin nhắn gửi đi. Tin nhắn (-sms) được gửi không dấu và càng ngắn càng tốt: một tin chứa 160 ký tự.

messages-confirm-code-subject = { $code } là mã xác nhận tài khoản Camket
messages-confirm-code-body =
    Kính gửi Quý cơ sở,

    Mã xác nhận tài khoản Camket: { $code }

    Mã dùng được trong 15 phút. Hãy gõ mã vào trang đang mở. Không đưa mã cho bất kỳ ai, kể cả người tự xưng là cán bộ.

    Nếu không phải Quý cơ sở vừa tạo tài khoản, xin bỏ qua thư này.
messages-confirm-code-sms = Camket: { $code } là mã xác nhận tài khoản, dùng trong 15 phút. Không đưa mã cho ai.

messages-reset-code-subject = { $code } là mã đặt lại mật khẩu Camket
messages-reset-code-body =
    Kính gửi Ông/Bà,

    Mã đặt lại mật khẩu Camket: { $code }

    Mã dùng được trong 15 phút. Không đưa mã cho bất kỳ ai, kể cả người tự xưng là cán bộ.

    Nếu không phải Ông/Bà vừa yêu cầu, xin bỏ qua thư này: mật khẩu hiện tại vẫn giữ nguyên.
messages-reset-code-sms = Camket: { $code } là mã đặt lại mật khẩu, dùng trong 15 phút. Không đưa mã cho ai.

messages-sign-code-subject = { $code } là mã ký bản cam kết
messages-sign-code-body =
    Kính gửi Quý cơ sở,

    Mã để ký bản cam kết của { $venue }: { $code }

    Mã dùng được trong 15 phút. Gõ mã này vào trang ký nghĩa là đồng ý với toàn văn bản cam kết. Không đưa mã cho bất kỳ ai.

    Nếu không phải Quý cơ sở đang ký, xin bỏ qua thư này và đổi mật khẩu.
messages-sign-code-sms = Camket: { $code } là mã ký bản cam kết của { $venue }, dùng trong 15 phút. Không đưa mã cho ai.

messages-invitation-subject = Lời mời sử dụng Camket
messages-invitation-body =
    Kính gửi { $name },

    Quản trị hệ thống đã tạo tài khoản Camket cho Ông/Bà. Hãy mở đường dẫn dưới đây để đặt mật khẩu và bắt đầu:

    { $link }

    Đường dẫn dùng được một lần, trong 7 ngày. Không chuyển thư này cho người khác.
messages-invitation-sms = Camket: mời { $name } đặt mật khẩu trong 7 ngày tại { $link }

messages-recovery-asked-subject = Yêu cầu đặt lại mật khẩu tài khoản cán bộ
messages-recovery-asked-body =
    Kính gửi { $name },

    Hệ thống vừa nhận yêu cầu đặt lại mật khẩu của tài khoản này. Với tài khoản cán bộ, một quản trị hệ thống phải xác nhận, sau đó đường dẫn đặt mật khẩu mới được gửi đến đây. Hãy liên hệ quản trị hệ thống của cơ quan.

    Nếu Ông/Bà không yêu cầu, hãy báo quản trị hệ thống để từ chối. Mật khẩu hiện nay vẫn dùng được.
messages-recovery-asked-sms = Camket: đã nhận yêu cầu đặt lại mật khẩu của { $name }. Quản trị hệ thống phải xác nhận. Nếu không yêu cầu, hãy báo ngay.

messages-access-reset-subject = Mật khẩu Camket của Ông/Bà đã được đặt lại
messages-access-reset-body =
    Kính gửi { $name },

    { $by } vừa xóa mật khẩu hiện nay của Ông/Bà và cấp đường dẫn để đặt mật khẩu mới:

    { $link }

    Đường dẫn dùng được một lần, trong 7 ngày. Không chuyển thư này cho người khác. Nếu Ông/Bà không đề nghị việc này, hãy báo ngay cho lãnh đạo cơ quan.
messages-access-reset-sms = Camket: { $by } đã đặt lại mật khẩu của { $name }. Đặt mật khẩu mới trong 7 ngày tại { $link } Nếu không đề nghị, hãy báo ngay.

messages-factor-set-up-subject = Đã bật xác thực hai lớp cho tài khoản Camket
messages-factor-set-up-body =
    Kính gửi { $name },

    Xác thực hai lớp vừa được bật cho tài khoản này: từ nay mỗi lần đăng nhập cần thêm một mã trên điện thoại. Xem tại:

    { $link }

    Nếu không phải Ông/Bà, hãy đổi mật khẩu và báo ngay cho đơn vị vận hành.
messages-factor-set-up-sms = Camket: xác thực hai lớp vừa được bật cho { $name }. Nếu không phải Ông/Bà, hãy báo ngay cho đơn vị vận hành. { $link }

messages-factor-removed-subject = Đã tắt xác thực hai lớp của tài khoản Camket
messages-factor-removed-body =
    Kính gửi { $name },

    Xác thực hai lớp của tài khoản này vừa bị tắt: từ nay chỉ cần mật khẩu là đăng nhập được. Bật lại tại:

    { $link }

    Nếu không phải Ông/Bà, hãy đổi mật khẩu và báo ngay cho đơn vị vận hành.
messages-factor-removed-sms = Camket: xác thực hai lớp của { $name } vừa bị tắt. Nếu không phải Ông/Bà, hãy đổi mật khẩu và báo ngay. { $link }

messages-app-removed-subject = Đã gỡ ứng dụng xác thực của tài khoản Camket
messages-app-removed-body =
    Kính gửi { $name },

    Ứng dụng xác thực của tài khoản này vừa bị gỡ; các khóa truy cập vẫn dùng được. Xem tại:

    { $link }

    Nếu không phải Ông/Bà, hãy đổi mật khẩu và báo ngay cho đơn vị vận hành.
messages-app-removed-sms = Camket: ứng dụng xác thực của { $name } vừa bị gỡ. Nếu không phải Ông/Bà, hãy đổi mật khẩu và báo ngay. { $link }

messages-passkey-added-subject = Đã thêm khóa truy cập cho tài khoản Camket
messages-passkey-added-body =
    Kính gửi { $name },

    Khóa truy cập (passkey) "{ $passkey }" vừa được thêm vào tài khoản này: từ nay có thể xác nhận bằng khóa đó sau khi ghi mật khẩu. Xem tại:

    { $link }

    Nếu không phải Ông/Bà, hãy gỡ khóa đó, đổi mật khẩu và báo ngay cho đơn vị vận hành.
messages-passkey-added-sms = Camket: khóa truy cập "{ $passkey }" vừa được thêm cho { $name }. Nếu không phải Ông/Bà, hãy đổi mật khẩu và báo ngay. { $link }

messages-passkey-removed-subject = Đã gỡ một khóa truy cập của tài khoản Camket
messages-passkey-removed-body =
    Kính gửi { $name },

    Khóa truy cập (passkey) "{ $passkey }" của tài khoản này vừa bị gỡ. Xem tại:

    { $link }

    Nếu không phải Ông/Bà, hãy đổi mật khẩu và báo ngay cho đơn vị vận hành.
messages-passkey-removed-sms = Camket: khóa truy cập "{ $passkey }" của { $name } vừa bị gỡ. Nếu không phải Ông/Bà, hãy đổi mật khẩu và báo ngay. { $link }

messages-passkey-counter-fault-subject = Một khóa truy cập của tài khoản Camket bị từ chối
messages-passkey-counter-fault-body =
    Kính gửi { $name },

    Khóa truy cập (passkey) "{ $passkey }" vừa bị từ chối vì số lần ký của nó nhỏ hơn lần trước: có thể ai đó giữ một bản sao của khóa. Hãy gỡ khóa này và thêm khóa mới tại:

    { $link }

    Nếu không phải Ông/Bà vừa dùng khóa, hãy đổi mật khẩu và báo ngay cho đơn vị vận hành.
messages-passkey-counter-fault-sms = Camket: khóa truy cập "{ $passkey }" của { $name } bị từ chối, có thể đã bị sao chép. Hãy gỡ khóa này và báo ngay nếu không phải Ông/Bà vừa dùng. { $link }

messages-account-closing-subject = Tài khoản Camket đã được đóng
messages-account-closing-body =
    Kính gửi { $name },

    Tài khoản này vừa được đóng theo yêu cầu. Họ tên và địa chỉ đăng nhập sẽ bị xóa vào ngày { $until }. Muốn giữ lại, hãy đăng nhập trước ngày đó tại:

    { $link }

    Nếu không phải Ông/Bà yêu cầu, hãy đăng nhập và đổi mật khẩu ngay.
messages-account-closing-sms = Camket: tài khoản của { $name } đã đóng, sẽ xóa ngày { $until }. Đăng nhập để giữ lại: { $link }

messages-account-kept-subject = Tài khoản Camket được giữ lại
messages-account-kept-body =
    Kính gửi { $name },

    Việc đóng tài khoản này đã được hủy: có người đăng nhập, hoặc một cơ sở của tài khoản được ghi nhận hoạt động trở lại. Xem tại:

    { $link }

    Nếu không phải Ông/Bà đăng nhập, hãy đổi mật khẩu ngay.
messages-account-kept-sms = Camket: tài khoản của { $name } được giữ lại, không đóng nữa. { $link }

messages-recovery-code-used-subject = Một mã dự phòng của tài khoản Camket vừa được dùng
messages-recovery-code-used-body =
    Kính gửi { $name },

    Một mã dự phòng vừa được dùng thay mã của điện thoại. Số mã chưa dùng còn lại: { $left }. Tạo mã mới tại:

    { $link }

    Nếu không phải Ông/Bà, hãy đổi mật khẩu và báo ngay cho đơn vị vận hành.
messages-recovery-code-used-sms = Camket: một mã dự phòng của { $name } vừa được dùng, còn { $left } mã. Nếu không phải Ông/Bà, hãy đổi mật khẩu và báo ngay. { $link }

messages-received-subject = Đã nhận hồ sơ { $number } của { $venue }
messages-received-body =
    Kính gửi Quý cơ sở,

    Hồ sơ của { $venue } đã được tiếp nhận, mã hồ sơ { $number }. Ngày hẹn trả kết quả: { $due }. Giấy tiếp nhận hồ sơ và hẹn trả kết quả:

    { $link }

    Giấy này không thay thế đăng ký lao động theo Luật Việc làm, báo cáo Mẫu 01/PLI, hồ sơ BHXH.

    Trân trọng.
messages-received-sms = Camket: đã nhận hồ sơ { $number } của { $venue }, hẹn trả kết quả { $due }. Giấy tiếp nhận: { $link }

messages-returned-subject = Hồ sơ của { $venue } cần bổ sung
messages-returned-body =
    Kính gửi Quý cơ sở,

    Cơ quan tiếp nhận đề nghị bổ sung hồ sơ của { $venue }. Lý do ghi bên cạnh từng mục cần sửa. Hãy mở hồ sơ, sửa và nộp lại:

    { $link }

    Trân trọng.
messages-returned-sms = Camket: hồ sơ của { $venue } cần bổ sung. Xem { $link }

messages-refused-subject = Hồ sơ của { $venue } bị từ chối
messages-refused-body =
    Kính gửi Quý cơ sở,

    Cơ quan tiếp nhận đã từ chối hồ sơ của { $venue }. Lý do được ghi trong hồ sơ:

    { $link }

    Trân trọng.
messages-refused-sms = Camket: hồ sơ của { $venue } bị từ chối. Lý do tại { $link }

messages-issued-subject = Đã cấp giấy xác nhận số { $number }
messages-issued-body =
    Kính gửi Quý cơ sở,

    { $venue } đã được cấp giấy xác nhận số { $number }. Hãy tải về, in và đặt ở nơi dễ thấy để khách và đoàn kiểm tra quét mã QR:

    { $link }

    Trân trọng.
messages-issued-sms = Camket: { $venue } đã được cấp giấy xác nhận { $number }. Tải và in tại { $link }

messages-invited-to-sign-subject = Mời { $venue } ký cam kết trước hết ngày { $until }
messages-invited-to-sign-body =
    Kính gửi Quý cơ sở,

    Ủy ban nhân dân cấp xã mời { $venue } ký cam kết và đăng ký lao động chậm nhất ngày { $until }. Đường dẫn dưới đây mở biểu mẫu đã điền sẵn, dùng một lần, không đưa cho người khác:

    { $link }

    Trân trọng.
messages-invited-to-sign-sms = Mời { $venue } ký cam kết, hạn { $until }: { $link } (mã riêng, không chuyển tiếp)

messages-remind-pledge-subject = { $venue } chưa hoàn thành bản cam kết
messages-remind-pledge-body =
    Kính gửi Quý cơ sở,

    Cơ sở { $venue } chưa hoàn thành bản cam kết không để xảy ra mại dâm, ma túy, mua bán người tại cơ sở. Hãy mở đường dẫn dưới đây để ký và nộp bản cam kết:

    { $link }

    Nếu cần giúp, xin liên hệ Ủy ban nhân dân cấp xã nơi đặt cơ sở.
messages-remind-pledge-sms = Camket: { $venue } chưa hoàn thành bản cam kết. Ký và nộp tại { $link }

messages-remind-labour-subject = { $venue } chưa đăng ký lao động
messages-remind-labour-body =
    Kính gửi Quý cơ sở,

    Cơ sở { $venue } chưa đăng ký lao động, hoặc lao động đã đăng ký không còn đúng với hiện nay. Hãy mở đường dẫn dưới đây để khai và nộp:

    { $link }

    Nếu cần giúp, xin liên hệ Ủy ban nhân dân cấp xã nơi đặt cơ sở.
messages-remind-labour-sms = Camket: { $venue } chưa đăng ký lao động. Khai và nộp tại { $link }

messages-remind-returned-subject = Hồ sơ của { $venue } đang chờ Quý cơ sở bổ sung
messages-remind-returned-body =
    Kính gửi Quý cơ sở,

    Hồ sơ của { $venue } đã được trả lại để bổ sung và chưa được nộp lại. Lý do trả lại ghi ở từng mục của hồ sơ. Hãy mở đường dẫn dưới đây để sửa và nộp lại:

    { $link }
messages-remind-returned-sms = Camket: hồ sơ của { $venue } được trả lại, đang chờ bổ sung. Sửa và nộp lại tại { $link }

messages-remind-renewal-subject = Hãy gia hạn giấy xác nhận của { $venue }
messages-remind-renewal-body =
    Kính gửi Quý cơ sở,

    Giấy xác nhận của { $venue } có hiệu lực đến hết ngày { $until }. Hãy mở đường dẫn dưới đây để ký lại bản cam kết và nộp hồ sơ:

    { $link }
messages-remind-renewal-sms = Camket: giấy xác nhận của { $venue } có hiệu lực đến hết { $until }. Ký lại cam kết tại { $link }

messages-remind-demand-subject = { $venue } còn yêu cầu khắc phục chưa thực hiện
messages-remind-demand-body =
    Kính gửi Quý cơ sở,

    Sau kiểm tra, cơ sở { $venue } còn yêu cầu khắc phục chưa thực hiện. Hãy mở đường dẫn dưới đây để xem yêu cầu và báo kết quả:

    { $link }
messages-remind-demand-sms = Camket: { $venue } còn yêu cầu khắc phục chưa thực hiện. Xem tại { $link }

messages-inspected-subject = Biên bản kiểm tra số { $number } của { $venue }
messages-inspected-body =
    Kính gửi Quý cơ sở,

    Biên bản kiểm tra số { $number } của { $venue } đã được ghi nhận. Quý cơ sở có thể xem biên bản, giải trình đến hết ngày { $due }, hoặc đề nghị kiểm tra lại:

    { $link }

    Trân trọng.
messages-inspected-sms = Camket: { $venue } có biên bản kiểm tra { $number }. Xem và giải trình đến { $due } tại { $link }

messages-inspection-corrected-subject = Biên bản kiểm tra số { $number } của { $venue } đã được đính chính
messages-inspection-corrected-body =
    Kính gửi Quý cơ sở,

    Đội kiểm tra đã đính chính biên bản số { $number } của { $venue }. Quý cơ sở có thể xem bản mới, lý do đính chính, và giải trình đến hết ngày { $due }:

    { $link }

    Trân trọng.
messages-inspection-corrected-sms = Camket: biên bản { $number } của { $venue } đã được đính chính. Xem và giải trình đến { $due } tại { $link }

messages-measure-decided-subject = Kết quả xử lý sau biên bản { $number }
messages-measure-decided-body =
    Kính gửi Quý cơ sở,

    Cơ quan có thẩm quyền đã quyết định việc xử lý sau biên bản kiểm tra số { $number } của { $venue }. Nội dung quyết định:

    { $link }

    Trân trọng.
messages-measure-decided-sms = Camket: đã có kết quả xử lý biên bản { $number } của { $venue }. Xem { $link }

messages-target-returned-subject = Chỉ tiêu { $number } năm { $year }: phiếu được trả lại
messages-target-returned-body =
    Kính gửi { $name },

    Phiếu chỉ tiêu { $number } năm { $year } của đơn vị được tỉnh trả lại kèm lý do. Xem và gửi lại:

    { $link }

    Camket
messages-target-returned-sms = Camket gửi { $name }: phiếu chỉ tiêu { $number } năm { $year } được trả lại, xem { $link }

messages-target-due-subject = Chỉ tiêu { $number } năm { $year }: hạn gửi { $due }
messages-target-due-body =
    Kính gửi { $name },

    Đơn vị chưa gửi phiếu chỉ tiêu { $number } năm { $year }. Hạn gửi là { $due }. Mở để ghi và gửi:

    { $link }

    Camket
messages-target-due-sms = Camket gửi { $name }: chưa gửi phiếu chỉ tiêu { $number } năm { $year }, hạn { $due }. { $link }

messages-report-returned-subject = Báo cáo kỳ { $first } – { $last } được trả lại
messages-report-returned-body =
    Kính gửi { $name },

    Tỉnh trả lại báo cáo kỳ từ ngày { $first } đến ngày { $last } của đơn vị, có ghi lý do. Xin xem và gửi lại:

    { $link }

    Camket
messages-report-returned-sms = Camket gửi { $name }: báo cáo kỳ { $first } – { $last } được trả lại, xem { $link }

messages-report-due-subject = Báo cáo kỳ { $first } – { $last }: hạn gửi { $due }
messages-report-due-body =
    Kính gửi { $name },

    Đơn vị chưa gửi báo cáo kỳ từ ngày { $first } đến ngày { $last }. Hạn gửi là ngày { $due }. Xin ghi và gửi:

    { $link }

    Camket
messages-report-due-sms = Camket gửi { $name }: chưa gửi báo cáo kỳ { $first } – { $last }, hạn { $due }. { $link }

messages-shown-too-late-subject = Kết quả quét giấy { $number } cần xem lại
messages-shown-too-late-body =
    Kính gửi Ông/Bà,

    Khi quét giấy xác nhận số { $number } của { $venue } lúc không có mạng, điện thoại đã hiện giấy còn hiệu lực; theo sổ đăng ký, lúc đó giấy không còn hiệu lực. Hãy xem lại và làm việc với cơ sở nếu cần:

    { $link }

    Trân trọng.
messages-shown-too-late-sms = Camket: giấy { $number } của { $venue } lúc quét đã không còn hiệu lực. Xem { $link }

messages-concerns-wait-subject = Có phản ánh của người dân đang chờ xem
messages-concerns-wait-body =
    Kính gửi { $name },

    Có phản ánh mới của người dân trên địa bàn. Hãy mở hàng chờ để xem:

    { $link }

    Nội dung và người phản ánh chỉ xem được sau khi đăng nhập.
messages-concerns-wait-sms = Camket gửi { $name }: có phản ánh đang chờ xem tại { $link }

messages-work-waits-subject = Việc hôm nay: { $new } hồ sơ mới, { $due } đến hạn, { $overdue } quá hạn
messages-work-waits-body =
    Kính gửi { $name },

    Hồ sơ trên địa bàn đang chờ xử lý:
    - Chờ tiếp nhận: { $new }
    - Đến hạn hôm nay: { $due }
    - Quá hạn: { $overdue }

    Mở danh sách hồ sơ: { $link }

    Thư này gửi mỗi ngày làm việc khi có việc. Có thể tắt ở trang Tài khoản.
messages-work-waits-sms = Camket: { $name } có { $new } hồ sơ chờ tiếp nhận, { $due } đến hạn hôm nay, { $overdue } quá hạn. Xem { $link }

messages-suspended-subject = Tạm đình chỉ giấy xác nhận số { $number }
messages-suspended-body =
    Kính gửi Quý cơ sở,

    Giấy xác nhận số { $number } của { $venue } bị tạm đình chỉ hiệu lực đến hết ngày { $until } theo Quyết định số { $decision }. Hết thời hạn này, giấy tự có hiệu lực trở lại nếu không có quyết định khác. Xem việc cần làm tại:

    { $link }

    Trân trọng.
messages-suspended-sms = Camket: giấy xác nhận { $number } của { $venue } bị tạm đình chỉ đến hết { $until }, QĐ { $decision }. Xem { $link }

messages-lifted-subject = Giấy xác nhận số { $number } có hiệu lực trở lại
messages-lifted-body =
    Kính gửi Quý cơ sở,

    Giấy xác nhận số { $number } của { $venue } được khôi phục hiệu lực theo Quyết định số { $decision }:

    { $link }

    Trân trọng.
messages-lifted-sms = Camket: giấy xác nhận { $number } của { $venue } có hiệu lực trở lại, QĐ { $decision }. Xem { $link }

messages-revoked-subject = Thu hồi giấy xác nhận số { $number }
messages-revoked-body =
    Kính gửi Quý cơ sở,

    Giấy xác nhận số { $number } của { $venue } bị thu hồi theo Quyết định số { $decision }. Quý cơ sở gỡ bản đang treo và xem việc cần làm tại:

    { $link }

    Trân trọng.
messages-revoked-sms = Camket: giấy xác nhận { $number } của { $venue } bị thu hồi, QĐ { $decision }. Hãy gỡ bản đang treo. Xem { $link }

messages-paper-ended-subject = Giấy xác nhận số { $number } đã hết hiệu lực
messages-paper-ended-body =
    Kính gửi Quý cơ sở,

    { $venue } đã được ghi là chấm dứt hoạt động, nên giấy xác nhận số { $number } hết hiệu lực. Quý cơ sở gỡ giấy xuống và nộp lại cho Ủy ban nhân dân xã, phường. Xem tại:

    { $link }

    Trân trọng.
messages-paper-ended-sms = Camket: { $venue } đã chấm dứt hoạt động, giấy xác nhận { $number } hết hiệu lực. Hãy gỡ và nộp lại. Xem { $link }

messages-replaced-subject = Giấy xác nhận mới số { $by } thay cho số { $number }
messages-replaced-body =
    Kính gửi Quý cơ sở,

    { $venue } được cấp lại giấy xác nhận số { $by }, thay cho giấy số { $number }. Nội dung và thời hạn không đổi. Hãy in bản mới và treo thay bản cũ:

    { $link }

    Trân trọng.
messages-replaced-sms = Camket: { $venue } được cấp lại giấy xác nhận { $by } thay cho { $number }. Hãy in và treo bản mới: { $link }

messages-handed-over-subject = { $venue } đã chuyển sang tài khoản khác
messages-handed-over-body =
    Kính gửi Quý cơ sở,

    Cơ sở { $venue } đã được chuyển sang tài khoản khác bằng mã do Ủy ban nhân dân cấp xã cấp. Tài khoản này không còn quản lý cơ sở đó.

    Nếu Quý cơ sở không biết việc này, hãy báo ngay cho Ủy ban nhân dân cấp xã.

    Trân trọng.
messages-handed-over-sms = Camket: { $venue } đã chuyển sang tài khoản khác bằng mã của xã. Nếu không đúng, báo ngay UBND xã.

messages-manager-invited-subject = Lời mời quản lý cơ sở { $venue }
messages-manager-invited-body =
    Kính gửi Quý vị,

    { $name } mời quý vị quản lý cơ sở { $venue }: khai người lao động và in giấy tờ. Quý vị nhận hoặc từ chối tại:

    { $link }

    Trân trọng.
messages-manager-invited-sms = Camket: { $name } mời quý vị quản lý { $venue }. Xem { $link }

messages-manager-removed-subject = Quý vị không còn quản lý { $venue }
messages-manager-removed-body =
    Kính gửi Quý vị,

    Chủ cơ sở { $venue } đã gỡ quý vị khỏi danh sách người quản lý.

    Trân trọng.
messages-manager-removed-sms = Camket: quý vị không còn quản lý { $venue }.

messages-transfer-offered-subject = Đề nghị nhận chuyển giao cơ sở { $venue }
messages-transfer-offered-body =
    Kính gửi Quý chủ cơ sở,

    { $name } đề nghị chuyển giao cơ sở { $venue } cho quý vị. Quý vị xem những gì đi theo cơ sở, rồi nhận hoặc từ chối tại:

    { $link }

    Nếu không biết việc này, quý vị từ chối hoặc bỏ qua thư này.

    Trân trọng.
messages-transfer-offered-sms = Camket: { $name } đề nghị chuyển giao { $venue } cho quý vị. Xem { $link }

messages-transfer-taken-back-subject = Đề nghị chuyển giao { $venue } đã rút lại
messages-transfer-taken-back-body =
    Kính gửi Quý chủ cơ sở,

    Đề nghị chuyển giao cơ sở { $venue } cho quý vị đã được rút lại. Quý vị không phải làm gì.

    Trân trọng.
messages-transfer-taken-back-sms = Camket: đề nghị chuyển giao { $venue } cho quý vị đã được rút lại.

messages-transfer-declined-subject = { $venue }: đề nghị chuyển giao bị từ chối
messages-transfer-declined-body =
    Kính gửi Quý cơ sở,

    { $name } không nhận chuyển giao cơ sở { $venue }. Cơ sở vẫn thuộc quý vị:

    { $link }

    Trân trọng.
messages-transfer-declined-sms = Camket: { $name } không nhận chuyển giao { $venue }. Xem { $link }

messages-transfer-accepted-subject = { $venue } đã chuyển giao cho chủ mới
messages-transfer-accepted-body =
    Kính gửi Quý vị,

    { $name } đã nhận chuyển giao cơ sở { $venue }. Tài khoản của quý vị không còn xem và sửa được cơ sở này. Nếu không đúng, hãy báo ngay Ủy ban nhân dân xã, phường.

    Trân trọng.
messages-transfer-accepted-sms = Camket: { $name } đã nhận chuyển giao { $venue }. Nếu không đúng, hãy báo UBND xã, phường.

messages-venue-transferred-subject = { $venue } có chủ mới
messages-venue-transferred-body =
    Kính gửi { $name },

    Cơ sở { $venue } đã được chuyển giao cho chủ mới, hai bên cùng xác nhận. Chủ mới phải khai người đại diện và ký lại bản cam kết. Xem tại:

    { $link }

    Trân trọng.
messages-venue-transferred-sms = Camket: { $name }, cơ sở { $venue } có chủ mới. Xem { $link }

messages-renewal-due-subject = Giấy xác nhận của { $venue } sắp hết hạn
messages-renewal-due-body =
    Kính gửi Quý cơ sở,

    Giấy xác nhận số { $number } của { $venue } có hiệu lực đến hết ngày { $until }. Để được cấp giấy mới, Quý cơ sở ký lại cam kết, xác nhận sổ lao động và nộp hồ sơ tại:

    { $link }

    Trân trọng.
messages-renewal-due-sms = Camket: giấy xác nhận { $number } của { $venue } hết hạn sau ngày { $until }. Ký lại cam kết tại { $link }

messages-worker-pledges-missing-subject = { $venue }: { $count } người lao động chưa ký cam kết cá nhân
messages-worker-pledges-missing-body =
    Kính gửi Quý cơ sở,

    Trong sổ lao động của { $venue } còn { $count } người chưa ký cam kết cá nhân. Quý cơ sở tạo mã để từng người tự ký trên điện thoại, hoặc in mẫu để ký tay, tại:

    { $link }

    Trân trọng.
messages-worker-pledges-missing-sms = Camket: { $count } người lao động của { $venue } chưa ký cam kết cá nhân. Mời ký tại { $link }

messages-labour-asked-subject = Cơ quan lao động hỏi về sổ lao động của { $venue }
messages-labour-asked-body =
    Kính gửi Quý cơ sở,

    Cơ quan lao động có câu hỏi về sổ lao động của { $venue }. Hãy mở đường dẫn dưới đây để đọc và trả lời:

    { $link }
messages-labour-asked-sms = Camket: Cơ quan lao động hỏi về sổ lao động của { $venue }. Trả lời tại { $link }

messages-labour-answered-subject = { $venue } đã trả lời về sổ lao động
messages-labour-answered-body =
    Chủ cơ sở { $venue } đã trả lời câu hỏi của anh/chị về sổ lao động. Đọc tại:

    { $link }
messages-labour-answered-sms = Camket: { $venue } đã trả lời về sổ lao động. Đọc tại { $link }
