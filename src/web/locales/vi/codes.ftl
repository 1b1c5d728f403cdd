# Texts of the closed lists, `codes-<list>-<code>`. Fixed terms: see the glossary before changing one.

# Loại hình cơ sở: neutral words, because they are printed on the certificate that an owner displays.
codes-kind-hotel = Khách sạn
codes-kind-guest-house = Nhà khách
codes-kind-motel = Nhà nghỉ
codes-kind-boarding-house = Nhà trọ
codes-kind-homestay = Nhà ở có phòng cho khách du lịch thuê
codes-kind-villa = Biệt thự du lịch
codes-kind-tourist-apartment = Căn hộ du lịch
codes-kind-rental-apartment = Căn hộ cho thuê
codes-kind-restaurant = Nhà hàng
codes-kind-karaoke = Karaoke
codes-kind-disco = Vũ trường
codes-kind-bar = Quán bar, quán rượu bia
codes-kind-massage = Xoa bóp
codes-kind-sauna = Tắm hơi, tắm nóng lạnh, spa
codes-kind-hairdresser = Cắt tóc, gội đầu
codes-kind-cafe = Quán cà phê
codes-kind-other = Loại hình khác

codes-role-owner = Chủ cơ sở / Người đại diện
codes-role-commune-officer = Cán bộ tiếp nhận
codes-role-labour-officer = Chuyên viên lao động
codes-role-approver = Lãnh đạo phê duyệt
codes-role-inspector = Thành viên Đội 178
codes-role-administrator = Quản trị hệ thống

codes-standing-unconfirmed = Chờ xác nhận
codes-standing-active = Đang hoạt động
codes-standing-disabled = Đã khóa

# Trạng thái hồ sơ
codes-application-draft = Bản nháp
codes-application-in-review = Đang xử lý
codes-application-returned = Yêu cầu bổ sung
codes-application-accepted = Đã duyệt
codes-application-issued = Đã cấp giấy xác nhận
codes-application-refused = Từ chối
codes-application-withdrawn = Đã rút hồ sơ

# Trạng thái của từng phần hồ sơ
codes-track-waiting = Chờ tiếp nhận
codes-track-claimed = Đang xử lý
codes-track-accepted = Đã duyệt
codes-track-returned = Yêu cầu bổ sung
codes-track-refused = Từ chối

codes-trackkind-pledge = Bản cam kết
codes-trackkind-labour = Đăng ký lao động

codes-verdict-valid = Còn hiệu lực
codes-verdict-valid-as-of = Còn hiệu lực tại thời điểm
codes-verdict-cannot-say = Chưa thể kết luận
codes-verdict-suspended = Đang bị tạm đình chỉ
codes-verdict-revoked = Đã thu hồi
codes-verdict-superseded = Đã được thay thế
codes-verdict-expired = Hết hạn
codes-verdict-not-in-register = Không có trong sổ
codes-verdict-forged = Mã giả hoặc bị hỏng
codes-verdict-not-ours = Không phải mã của hệ thống
codes-verdict-mistyped = Mã gõ sai, hãy kiểm tra lại

# Các mục khai của cơ sở
codes-section-identity = Tên và loại hình cơ sở
codes-section-place = Địa điểm
codes-section-business = Đăng ký kinh doanh và liên hệ
codes-section-security = An ninh trật tự
codes-section-representative = Người đại diện

# Lý do yêu cầu bổ sung hoặc từ chối
codes-reason-place-wrong = Địa chỉ không đúng hoặc không đầy đủ
codes-reason-identity-wrong = Tên hoặc loại hình cơ sở không đúng thực tế
codes-reason-representative-wrong = Thông tin người đại diện không đúng hoặc không đầy đủ
codes-reason-security-missing = Thiếu thông tin về an ninh trật tự
codes-reason-signature-wrong = Người ký không đúng hoặc không có thẩm quyền ký cam kết
codes-reason-not-this-commune = Cơ sở không thuộc địa bàn xã, phường, đặc khu này
codes-reason-workers-missing = Chưa khai đủ người lao động đang làm việc
codes-reason-worker-wrong = Thông tin người lao động không đúng
codes-reason-contract-wrong = Thông tin hợp đồng lao động không đúng hoặc chưa có hợp đồng bằng văn bản
codes-reason-under-age = Có người dưới 18 tuổi làm công việc không được phép
codes-reason-early-start = Có người bắt đầu làm việc khi chưa đủ 18 tuổi
codes-reason-health-check-missing = Thiếu ngày khám sức khỏe định kỳ
codes-reason-worker-pledge-missing = Thiếu cam kết cá nhân của người lao động
codes-reason-other = Lý do khác (ghi rõ)

# Vì sao không làm được
codes-refusal-wrong-state = Trạng thái hiện tại không cho phép việc này. Hãy xem lại trạng thái mới nhất rồi tiếp tục.
codes-refusal-claimed-by-another = Phần hồ sơ này đang do người khác xử lý. Hãy trao đổi với người đó hoặc chọn hồ sơ khác.
codes-refusal-not-claimed = Chỉ người đã nhận xử lý mới được kết luận. Hãy nhận xử lý phần hồ sơ này trước.
codes-refusal-same-person-both-tracks = Một người không được kết luận cả hai phần của một hồ sơ. Hãy để người khác xử lý phần này.
codes-refusal-approver-reviewed = Người đã xét hồ sơ không được phê duyệt chính hồ sơ đó. Hãy chuyển cho lãnh đạo khác phê duyệt.
codes-refusal-own-venue = Không ai được xử lý hồ sơ của cơ sở do mình làm chủ. Hãy chuyển cho người khác.
codes-refusal-reason-missing = Hãy chọn ít nhất một lý do để cơ sở biết cần làm gì.
codes-refusal-incomplete = Hồ sơ chưa đủ để nộp. Hãy hoàn thành các mục còn thiếu.
codes-refusal-in-review = Hồ sơ đang được xử lý nên chưa thể sửa. Nếu cần sửa, hãy rút hồ sơ trước.
codes-refusal-already-submitted = Cơ sở đã có hồ sơ đang xử lý. Hãy chờ kết quả hoặc rút hồ sơ đó trước khi nộp hồ sơ mới.
codes-refusal-pledge-outdated = Thông tin cơ sở hoặc nội dung cam kết đã thay đổi từ lần ký trước. Hãy đọc và ký lại cam kết.
codes-refusal-not-allowed = Vai trò, địa bàn hoặc cơ quan của tài khoản không cho phép việc này.
codes-refusal-no-agency = Chưa có cơ quan nào phụ trách việc này tại địa bàn. Hãy báo người quản trị hệ thống.
codes-refusal-worker-twice = Người này đã có trong sổ lao động của cơ sở. Hãy mở tên người đó để sửa.
codes-refusal-declared-none = Cơ sở đã khai là không có người lao động. Hãy bỏ khai báo đó trước khi thêm người.
codes-refusal-self-test-token = Mã ký không khớp với nội dung đã quyết định nên chưa cấp giấy nào. Hãy báo cho người quản trị.
codes-refusal-self-test-size = Tên và địa chỉ của cơ sở quá dài để in mã QR nên chưa cấp giấy. Hãy đề nghị cơ sở rút gọn tên hoặc địa chỉ.
codes-refusal-self-test-layout = Nội dung không vừa một trang giấy nên chưa cấp giấy nào. Hãy đề nghị cơ sở rút gọn tên hoặc địa chỉ.
codes-refusal-self-test-letter = Có ký tự không in được nên chưa cấp giấy nào. Hãy đề nghị cơ sở sửa tên hoặc địa chỉ.
codes-refusal-self-test-picture = Mã QR in thử không đọc lại được nên chưa cấp giấy nào. Hãy thử lại, nếu vẫn lỗi thì báo cho người quản trị.
codes-refusal-self-test-text = Bản in thử thiếu tên hoặc số của giấy nên chưa cấp giấy nào. Hãy báo cho người quản trị.
codes-refusal-self-test-drawing = Không in thử được giấy xác nhận nên chưa cấp giấy nào. Hãy báo cho người quản trị.
codes-refusal-has-workers = Sổ lao động đang có người. Hãy xóa những người không còn làm việc trước khi khai là không có người lao động.
codes-refusal-too-many-tokens = Tài khoản đã có đủ số mã truy cập cho phép. Hãy kết thúc một mã không còn dùng trước.
codes-refusal-note-missing = Hãy ghi kết quả xem xét trước khi kết thúc phản ánh.

codes-refusal-second-person = Người đề xuất không được tự quyết định đề xuất của mình. Hãy để người có thẩm quyền khác quyết định.
codes-refusal-no-certificate = Cơ sở không có giấy xác nhận đang còn hiệu lực để tạm đình chỉ hay thu hồi. Hãy chọn biện pháp khác.
codes-refusal-decision-missing = Tạm đình chỉ hoặc thu hồi phải có số quyết định. Hãy ghi số quyết định.
codes-refusal-end-missing = Tạm đình chỉ phải có ngày kết thúc sau hôm nay. Hãy chọn ngày.
codes-deed-team-saved = Lưu đội kiểm tra
codes-deed-plan-drawn = Lập dự thảo kế hoạch kiểm tra
codes-deed-plan-approved = Duyệt kế hoạch kiểm tra
codes-deed-plan-dropped = Bỏ kế hoạch kiểm tra
codes-deed-device-enrolled = Đăng ký điện thoại kiểm tra
codes-deed-device-cut-off = Thu hồi quyền của điện thoại
codes-deed-device-told-to-wipe = Điện thoại bị thu hồi nhận lệnh tự xóa
codes-deed-device-secret-kept = Điện thoại gửi khóa dự phòng
codes-deed-device-unlock-offered = Tạo mã mở khóa giúp điện thoại
codes-deed-device-unlock-failed = Nhập sai mã mở khóa trên điện thoại
codes-deed-device-unlocked = Mở khóa điện thoại bằng mã
codes-deed-scanned = Quét giấy xác nhận
codes-deed-inspected = Nhận biên bản kiểm tra
codes-deed-inspection-corrected = Đính chính biên bản kiểm tra
codes-deed-inspection-replied = Cơ sở giải trình về biên bản
codes-deed-inspection-asked-again = Cơ sở đề nghị kiểm tra lại
codes-deed-demand-amended = Sửa yêu cầu khắc phục theo biên bản đính chính
codes-deed-demand-met = Xác nhận đã khắc phục
codes-deed-demand-withdrawn = Rút yêu cầu khắc phục
codes-deed-measure-endorsed = Đề xuất biện pháp sau kiểm tra
codes-deed-measure-decided = Quyết định biện pháp sau kiểm tra
codes-deed-measure-sent-back = Trả lại đề xuất biện pháp
codes-deed-alert-opened = Mở cảnh báo
codes-deed-alert-closed = Xử lý xong cảnh báo
codes-error-team-head = Đội phải có đúng một đội trưởng. Hãy chọn lại chức danh.
codes-error-team-deputies = Đội có nhiều nhất hai đội phó (Thông tư 05/2006/TT-BLĐTBXH). Hãy chọn lại chức danh.
codes-error-team-small = Đội phải đủ số thành viên của một cuộc kiểm tra, ít nhất ba người. Hãy thêm thành viên.
codes-error-team-large = Đội có nhiều nhất 30 thành viên. Hãy bỏ bớt.
codes-error-team-card = Mỗi thành viên phải có họ tên và số thẻ kiểm tra. Hãy ghi đủ.
codes-error-team-card-twice = Hai thành viên không thể có cùng số thẻ kiểm tra. Hãy sửa số thẻ.
codes-error-team-account-twice = Một tài khoản chỉ đứng một lần trong đội. Hãy bỏ bớt dòng trùng.
codes-error-team-account = Tài khoản này không phải thành viên kiểm tra trong địa bàn. Hãy chọn tài khoản khác.
codes-error-plan-period = Hãy chọn năm hoặc quý chưa qua.
codes-error-plan-taken = Đội đã có kế hoạch cho kỳ này. Hãy bỏ kế hoạch đó trước khi lập kế hoạch khác.
codes-error-demand-note = Hãy ghi kết quả hoặc lý do.
codes-error-device-key = Khóa của thiết bị không đọc được.
codes-error-concern-unknown = Không có phản ánh nào về cơ sở này mang mã đó đã được xác minh là có căn cứ.
codes-measure-none = Không xử lý
codes-measure-reminder = Nhắc nhở
codes-measure-suspend = Tạm đình chỉ giấy xác nhận
codes-measure-revoke = Thu hồi giấy xác nhận
codes-proposal-proposed = Chờ đề xuất
codes-proposal-endorsed = Chờ người thứ hai quyết định
codes-proposal-decided = Đã quyết định
codes-demand-open = Chưa khắc phục
codes-demand-met = Đã khắc phục
codes-demand-withdrawn = Đã rút
codes-reportpart-certificate = Giấy xác nhận
codes-reportpart-staff = Số người lao động có mặt
codes-reportpart-finding = Tồn tại, vi phạm ngoài phiếu
codes-reportpart-demand = Yêu cầu khắc phục
codes-reportpart-owner = Đại diện cơ sở
codes-reportpart-remarks = Ý kiến của cơ sở
codes-inspection-reported = Đã lập biên bản
codes-inspection-replied = Cơ sở đã giải trình
codes-inspection-settled = Đã xử lý
codes-visitkind-planned = Theo kế hoạch
codes-visitkind-surprise = Đột xuất
codes-ground-complaint = Đơn thư phản ánh, tố giác
codes-ground-request = Yêu cầu của thủ trưởng cơ quan hoặc Chủ tịch UBND
codes-ground-clear-sign = Có dấu hiệu vi phạm rõ ràng
codes-ground-follow-up = Kiểm tra việc khắc phục
codes-conclusion-pass = Đạt
codes-conclusion-reminder = Nhắc nhở
codes-conclusion-record = Lập biên bản vi phạm
codes-conclusion-transfer = Chuyển hồ sơ
codes-rank-head = Đội trưởng
codes-rank-deputy = Đội phó
codes-rank-member = Thành viên
codes-planstate-draft = Dự thảo
codes-planstate-approved = Đã duyệt
codes-planstate-dropped = Đã bỏ
codes-planreason-no-pledge = Chưa có cam kết còn hiệu lực
codes-planreason-earlier-violations = Từng vi phạm
codes-planreason-never-visited = Chưa từng kiểm tra
codes-planreason-kind = Loại hình cần quan tâm
codes-planreason-lot = Chọn ngẫu nhiên
codes-alert-collect-paper = Thu hồi, đổi giấy cũ
codes-alert-distant-scans = Một giấy ở hai nơi
codes-alert-far-from-venue = Giấy ở xa cơ sở
codes-alert-shown-too-late = Điện thoại đã hiện sai kết quả
codes-alert-asked-again = Cơ sở đề nghị kiểm tra lại
codes-alertstate-open = Chờ xử lý
codes-alertstate-done = Đã xử lý
codes-device-active = Đang dùng
codes-device-cut-off = Đã thu hồi, chờ thiết bị liên hệ
codes-device-told-to-wipe = Đã thu hồi, đã báo tự xóa
codes-answer-yes = Có
codes-answer-no = Không
codes-answer-na = Không áp dụng
codes-error-dates-crossed = Ngày kết thúc không được trước ngày bắt đầu. Hãy sửa lại.

codes-refusal-suspension-end = Ngày cuối tạm đình chỉ phải sau hôm nay, không sau ngày giấy xác nhận hết hạn và không sớm hơn thời hạn đang áp dụng.
codes-refusal-certificate-suspended = Giấy xác nhận của cơ sở đang bị tạm đình chỉ nên chưa thể cấp giấy mới. Hãy chờ hết thời hạn hoặc quyết định khôi phục hiệu lực.
codes-refusal-already-proposed = Đã có đề xuất cùng loại với giấy xác nhận này đang chờ quyết định.
codes-refusal-list-full = Danh sách đã đạt số mục tối đa mà hệ thống xử lý được nên mục này chưa được lưu. Hãy liên hệ Ủy ban nhân dân cấp xã để được hướng dẫn.
codes-refusal-too-long-for-paper = Tên và địa chỉ của cơ sở dài quá nên không in được mã QR trên giấy xác nhận. Hãy rút gọn địa chỉ (không lặp lại xã, phường, tỉnh) hoặc dùng tên ngắn trên biển hiệu.
codes-refusal-renewal-not-open = Giấy xác nhận còn hiệu lực, thông tin trên giấy chưa thay đổi và chưa đến thời gian gia hạn, nên chưa cần nộp hồ sơ mới.

# Việc còn thiếu trước khi nộp
codes-missing-identity = Chưa khai tên và loại hình cơ sở
codes-missing-place = Chưa khai địa điểm
codes-missing-business = Chưa khai đăng ký kinh doanh và liên hệ
codes-missing-security = Chưa khai thông tin an ninh trật tự
codes-missing-representative = Chưa khai người đại diện
codes-missing-pledge = Chưa ký cam kết
codes-missing-pledge-outdated = Cần ký lại cam kết vì thông tin đã thay đổi
codes-missing-workers = Chưa khai người lao động, hoặc chưa khai là không có người lao động
codes-missing-pledge-renewal = Cần ký lại cam kết để gia hạn
codes-missing-workers-unconfirmed = Cần xác nhận sổ lao động còn đúng để gia hạn

# Nhật ký
codes-deed-signed-up = Đăng ký tài khoản
codes-deed-login-confirmed = Xác nhận địa chỉ liên hệ
codes-deed-logged-in = Đăng nhập
codes-deed-log-in-failed = Đăng nhập không thành công
codes-deed-password-changed = Đặt hoặc đổi mật khẩu
codes-deed-account-invited = Mời tài khoản mới
codes-deed-account-changed = Sửa tài khoản
codes-deed-digest-switched = Bật hoặc tắt thư tóm tắt hằng ngày
codes-deed-account-disabled = Khóa tài khoản
codes-deed-account-enabled = Mở lại tài khoản
codes-deed-account-reset = Cấp lại lời mời đặt mật khẩu
codes-deed-access-asked = Yêu cầu cấp lại lối vào tài khoản
codes-deed-access-declined = Từ chối cấp lại lối vào tài khoản
codes-deed-agency-saved = Lưu thông tin cơ quan
codes-deed-settings-saved = Lưu cài đặt
codes-deed-venue-registered = Đăng ký cơ sở
codes-deed-venue-changed = Sửa thông tin cơ sở
codes-deed-pledge-signed = Ký cam kết
codes-deed-worker-declared = Khai người lao động
codes-deed-worker-changed = Sửa thông tin người lao động
codes-deed-worker-removed = Xóa người lao động khỏi sổ
codes-deed-no-employees-declared = Khai không có người lao động
codes-deed-submitted = Nộp hồ sơ
codes-deed-resubmitted = Nộp lại hồ sơ sau khi bổ sung
codes-deed-withdrawn = Rút hồ sơ
codes-deed-track-claimed = Tiếp nhận xử lý
codes-deed-acceptance-undone = Hoàn tác việc xác nhận, tiếp nhận
codes-deed-track-released = Trả lại hàng chờ
codes-deed-pledge-confirmed = Xác nhận bản cam kết
codes-deed-labour-accepted = Tiếp nhận đăng ký lao động
codes-deed-track-returned = Yêu cầu bổ sung
codes-deed-track-refused = Từ chối
codes-deed-certificate-issued = Cấp giấy xác nhận
codes-deed-certificate-shared = Tạo đường dẫn chia sẻ giấy xác nhận
codes-deed-api-token-made = Tạo mã truy cập API
codes-deed-api-token-ended = Kết thúc mã truy cập API
codes-deed-concern-reported = Có phản ánh
codes-deed-concern-taken = Nhận xem xét phản ánh
codes-deed-concern-released = Trả phản ánh về hàng chờ
codes-deed-concern-closed = Kết thúc phản ánh
codes-deed-contact-revealed = Xem cách liên hệ với người phản ánh
codes-deed-key-made = Tạo khóa ký
codes-deed-key-ended = Ngừng dùng khóa để ký
codes-deed-key-withdrawn = Thu hồi khóa ký
codes-deed-number-revealed = Xem đầy đủ số định danh
codes-deed-decision-proposed = Đề xuất quyết định về giấy xác nhận
codes-deed-decision-declined = Không chấp nhận đề xuất
codes-deed-decision-withdrawn = Rút đề xuất
codes-deed-certificate-suspended = Tạm đình chỉ giấy xác nhận
codes-deed-certificate-lifted = Khôi phục hiệu lực giấy xác nhận
codes-deed-certificate-revoked = Thu hồi giấy xác nhận
codes-deed-certificate-superseded = Thay thế bằng giấy xác nhận mới
codes-deed-certificate-reissued = Cấp lại giấy xác nhận
codes-deed-labour-confirmed = Xác nhận sổ lao động
codes-deed-register-exported = Xuất danh sách cơ sở
codes-deed-operation-recorded = Ghi nhận tình trạng hoạt động
codes-deed-owner-reminded = Nhắc chủ cơ sở

# Quyết định về giấy xác nhận: loại, trạng thái
codes-decision-suspend = Tạm đình chỉ
codes-decision-lift = Khôi phục hiệu lực
codes-decision-revoke = Thu hồi
codes-decided-proposed = Chờ quyết định
codes-decided-decided = Đã quyết định
codes-decided-declined = Không chấp nhận
codes-decided-withdrawn = Đã rút

# Căn cứ nội bộ: chỉ cán bộ xem được
codes-ground-pledge-broken = Vi phạm nội dung đã cam kết
codes-ground-labour-broken = Vi phạm quy định về đăng ký hoặc sử dụng lao động
codes-ground-under-age = Sử dụng người dưới 18 tuổi làm công việc không được phép
codes-ground-demand-unmet = Không thực hiện đúng hạn yêu cầu của đoàn kiểm tra
codes-ground-inspection-refused = Không chấp hành việc kiểm tra
codes-ground-false-declaration = Khai báo không đúng sự thật
codes-ground-security-lapsed = Giấy tờ về an ninh trật tự không còn hiệu lực
codes-ground-verification = Đang xác minh phản ánh hoặc đề nghị của cơ quan có thẩm quyền
codes-ground-own-request = Theo đề nghị của cơ sở
codes-ground-closed = Cơ sở chấm dứt hoạt động
codes-ground-issued-in-error = Việc cấp hoặc quyết định trước đó không đúng
codes-ground-remedied = Đã khắc phục
codes-ground-unfounded = Xác minh không có vi phạm

# Lý do công khai: trung tính, không nêu vi phạm
codes-neutral-under-review = Đang được cơ quan có thẩm quyền xem xét
codes-neutral-conditions-not-met = Không còn bảo đảm nội dung đã xác nhận
codes-neutral-own-request = Theo đề nghị của cơ sở
codes-neutral-closed = Cơ sở chấm dứt hoạt động
codes-neutral-administrative = Lý do hành chính của cơ quan cấp
codes-neutral-resolved = Nội dung xem xét đã được giải quyết
codes-neutral-renewed = Đã gia hạn bằng giấy xác nhận mới
codes-neutral-corrected = Đã cấp giấy xác nhận mới theo thông tin điều chỉnh
codes-neutral-reissued = Đã cấp lại giấy xác nhận

# Nhiệm vụ của cơ quan
codes-function-confirm-pledges = Xác nhận bản cam kết
codes-function-accept-labour = Tiếp nhận đăng ký lao động
codes-function-issue = Cấp giấy xác nhận

codes-level-province = Cấp tỉnh
codes-level-commune = Cấp xã

codes-sex-male = Nam
codes-sex-female = Nữ

# Vị trí việc làm theo Mẫu 01/PLI
codes-jobgroup-manager = Nhà quản lý
codes-jobgroup-professional = Chuyên môn kỹ thuật bậc cao
codes-jobgroup-technician = Chuyên môn kỹ thuật bậc trung
codes-jobgroup-other = Khác

codes-contract-indefinite = Không xác định thời hạn
codes-contract-fixed = Xác định thời hạn
codes-contract-short = Khác (dưới 1 tháng hoặc thử việc, bằng văn bản)

codes-paper-personal = Căn cước / số định danh cá nhân
codes-paper-passport = Hộ chiếu

# Điều còn thiếu bên cạnh một người lao động
codes-gap-health-check = Chưa khám sức khỏe trong 3 tháng gần nhất
codes-gap-pledge = Chưa ký cam kết cá nhân
codes-gap-contract-ended = Hợp đồng đã hết thời hạn
codes-gap-early-start = Bắt đầu làm việc khi chưa đủ 18 tuổi

codes-confirmation-password = Mật khẩu
codes-confirmation-code = Mã xác nhận dùng một lần

codes-channel-email = Thư điện tử
codes-channel-sms = Tin nhắn SMS

codes-holiday-off = Nghỉ
codes-holiday-worked = Làm bù

# Lỗi của từng ô: nói phải làm gì.
codes-error-text-control-character = Có ký tự không đọc được. Hãy xóa và gõ lại nội dung ô này.
codes-error-date-empty = Hãy ghi ngày/tháng/năm, ví dụ 05/02/2026.
codes-error-date-unreadable = Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 05/02/2026.
codes-error-date-short-year = Hãy ghi năm đủ bốn chữ số, ví dụ 05/02/2026.
codes-error-date-no-such-day = Không có ngày này trong lịch. Hãy kiểm tra lại ngày, tháng và năm.
codes-error-area-code-form = Hãy chọn đơn vị hành chính trong danh sách.
codes-error-email-empty = Hãy ghi địa chỉ thư điện tử.
codes-error-email-at = Địa chỉ thư điện tử phải có một dấu @, ví dụ ten@vidu.vn.
codes-error-email-local = Phần trước dấu @ không đúng. Hãy kiểm tra lại địa chỉ thư điện tử.
codes-error-email-domain = Phần sau dấu @ không đúng. Hãy ghi dạng ten@vidu.vn.
codes-error-email-length = Địa chỉ thư điện tử quá dài. Hãy kiểm tra lại.
codes-error-passport-empty = Hãy ghi số hộ chiếu.
codes-error-passport-form = Hãy ghi số hộ chiếu gồm một chữ cái và 7 hoặc 8 chữ số, ví dụ C1234567.
codes-error-personal-id-empty = Hãy ghi số căn cước / số định danh cá nhân.
codes-error-personal-id-not-digits = Số định danh chỉ gồm chữ số. Hãy ghi đủ 12 chữ số.
codes-error-personal-id-old-card = Đây là số chứng minh nhân dân 9 số, không còn dùng. Hãy ghi số định danh 12 chữ số.
codes-error-personal-id-length = Số định danh gồm đúng 12 chữ số. Hãy đếm lại.
codes-error-personal-id-mismatch-sex = Số định danh không khớp với giới tính đã chọn. Hãy kiểm tra lại số và giới tính.
codes-error-personal-id-mismatch-birth-year = Số định danh không khớp với năm sinh đã ghi. Hãy kiểm tra lại số và ngày sinh.
codes-error-personal-id-mismatch-both = Số định danh không khớp với giới tính và năm sinh. Hãy kiểm tra xem số có bị gõ nhầm không.
codes-error-phone-empty = Hãy ghi số điện thoại.
codes-error-phone-not-digits = Số chưa đúng, nhập lại. Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678.
codes-error-phone-foreign = Số chưa đúng, nhập lại. Hãy ghi số điện thoại Việt Nam, ví dụ 0912 345 678.
codes-error-phone-old-mobile = Số chưa đúng, nhập lại. Đây là số di động 11 số cũ. Hãy ghi số 10 chữ số hiện nay.
codes-error-phone-length = Số chưa đúng, nhập lại. Số di động có 10 chữ số, số cố định có 11 chữ số.
codes-error-phone-prefix = Số chưa đúng, nhập lại. Đầu số này không có ở Việt Nam.
codes-error-tax-code-empty = Hãy ghi mã số thuế.
codes-error-tax-code-not-digits = Mã số thuế chỉ gồm chữ số, ví dụ 0300588569 hoặc 0300588569-001.
codes-error-tax-code-business-location = Đây là mã địa điểm kinh doanh gồm 5 chữ số. Hãy ghi mã số thuế.
codes-error-tax-code-length = Mã số thuế có 10 chữ số, 10 chữ số và 3 số của đơn vị phụ thuộc, hoặc 12 chữ số với hộ kinh doanh. Hãy đếm lại.
codes-error-tax-code-check-digit = Mã số thuế có chữ số gõ nhầm. Hãy so lại với giấy đăng ký.
codes-error-tax-code-branch = Ba số cuối của đơn vị phụ thuộc phải từ 001 đến 999. Hãy kiểm tra lại mã số thuế.
codes-error-signature-unreadable = Không đọc được chữ ký vừa vẽ. Hãy xóa và ký lại.
codes-error-login-empty = Hãy ghi thư điện tử hoặc số điện thoại di động.
codes-error-login-email = Địa chỉ thư điện tử không đúng dạng. Hãy ghi như ten@vidu.vn.
codes-error-login-mobile = Số chưa đúng, nhập lại. Hãy ghi số di động Việt Nam gồm 10 chữ số, hoặc một địa chỉ thư điện tử.
codes-error-login-taken = Đã có tài khoản dùng thư điện tử hoặc số điện thoại này. Hãy đăng nhập, hoặc ghi địa chỉ khác.
codes-error-login-channel = Hệ thống chưa gửi được tin đến loại địa chỉ này. Hãy dùng cách liên hệ khác.
codes-error-password-short = Mật khẩu quá ngắn. Hãy đặt ít nhất 8 ký tự.
codes-error-password-long = Mật khẩu quá dài. Hãy đặt nhiều nhất 256 ký tự.
codes-error-password-common = Mật khẩu này nhiều người dùng nên dễ bị đoán. Hãy đặt mật khẩu khác, ví dụ ghép vài từ không liên quan.
codes-error-password-wrong = Mật khẩu không đúng. Hãy nhập lại.
codes-error-log-in-wrong = Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại, hoặc chọn Quên mật khẩu.
codes-error-log-in-unconfirmed = Tài khoản chưa được xác nhận. Hãy nhập mã đã được gửi đến để xác nhận.
codes-error-log-in-disabled = Tài khoản đã bị khóa. Hãy liên hệ người quản trị hệ thống.
codes-error-code-wrong = Mã xác nhận không đúng. Hãy xem lại tin mới nhất và nhập đủ 6 chữ số.
codes-error-code-over = Mã xác nhận đã hết hạn, đã nhập sai quá nhiều lần, hoặc được gửi theo yêu cầu từ trình duyệt khác. Hãy yêu cầu gửi mã mới.
codes-error-unlock-code-wrong = Mã mở khóa không đúng. Hãy hỏi lại đồng nghiệp và nhập đủ 8 chữ số.
codes-error-unlock-code-over = Không có mã mở khóa nào còn dùng được: mã đã hết hạn, đã dùng, hoặc đã nhập sai quá nhiều lần. Hãy nhờ đồng nghiệp tạo mã mới.
codes-error-unlock-secret = Khóa dự phòng phải có 32 byte, viết theo base64url.
codes-error-code-refused = Mã xác nhận không dùng được: không đúng, đã hết hạn, hoặc được gửi theo yêu cầu từ trình duyệt khác. Hãy xem lại tin mới nhất hoặc yêu cầu gửi mã mới.
codes-error-reveal-quota = Hôm nay đã xem hết số lần cho phép. Hãy tiếp tục vào ngày mai, hoặc đề nghị quản trị hệ thống tăng giới hạn.
codes-error-role-own = Không thể tự bỏ vai trò quản trị của chính mình. Hãy nhờ một người quản trị khác.
codes-error-role-staff = Hãy chọn một vai trò của cán bộ. Chủ cơ sở tự đăng ký tài khoản.
codes-error-account-own = Không thể tự khóa tài khoản của chính mình. Hãy nhờ một người quản trị khác.
codes-error-area-outside = Hãy chọn địa bàn nằm trong phạm vi quản trị của tài khoản này.
codes-error-area-outside-agency = Địa bàn này không thuộc cơ quan đã chọn. Hãy chọn lại địa bàn hoặc cơ quan.
codes-error-agency-unknown = Hãy chọn một cơ quan trong danh sách.
codes-error-agency-code-taken = Mã cơ quan này đã có cơ quan khác dùng. Hãy chọn mã khác.
codes-error-reason-short = Hãy ghi rõ lý do.
codes-error-token-days = Hãy chọn một thời hạn trong danh sách.
codes-error-photo-unreadable = Không đọc được ảnh này. Hãy gửi ảnh JPEG hoặc PNG.
codes-error-too-long-for-paper = Tên và địa chỉ cộng lại dài quá nên không in được mã QR trên giấy xác nhận. Hãy rút gọn ô này.
codes-error-decision-text-short = Hãy ghi rõ sự việc và căn cứ để người quyết định xem xét.
codes-error-decision-text-long = Nội dung quá dài. Hãy ghi nhiều nhất 2000 ký tự.
codes-error-decision-number-empty = Hãy ghi số quyết định, ví dụ 15/QĐ-SNV.
codes-error-decision-number-long = Số quyết định quá dài. Hãy ghi nhiều nhất 60 ký tự.
codes-error-setting-bounds = Số này nằm ngoài khoảng cho phép. Hãy ghi số trong khoảng nêu ở phần hướng dẫn.
codes-error-day-taken = Ngày này đã có trong lịch. Muốn đổi, hãy xóa ngày cũ rồi thêm lại.
codes-error-key-past = Thời điểm khóa bắt đầu ký đã qua.
codes-error-key-reason = Hãy ghi lý do thu hồi khóa, không quá 200 ký tự.
codes-error-commune-unknown = Hãy chọn xã, phường hoặc đặc khu trong danh sách.
codes-error-worker-under-age = Người này chưa đủ 18 tuổi nên không được làm công việc này tại cơ sở. Hãy kiểm tra ngày sinh và vị trí việc làm.
codes-error-text-unprintable = Ký tự { $sign } không in được trên giấy. Hãy xóa ký tự đó hoặc viết bằng chữ La-tinh.
codes-error-worker-born-later = Ngày sinh nằm ở tương lai. Hãy kiểm tra lại.
codes-error-worker-under-working-age = Người này chưa đủ 15 tuổi, độ tuổi lao động tối thiểu (Bộ luật Lao động 2019, Điều 3 khoản 1). Hãy kiểm tra ngày sinh.
codes-error-contract-end-missing = Hãy ghi ngày hết hạn: hợp đồng loại này phải có thời hạn.
codes-error-contract-end-unwanted = Hợp đồng không xác định thời hạn không có ngày hết hạn. Hãy xóa ngày này hoặc chọn loại hợp đồng khác.
codes-error-contract-end-before-start = Ngày hết hạn đứng trước ngày bắt đầu. Hãy kiểm tra lại hai ngày.
codes-error-contract-fixed-too-long = Hợp đồng xác định thời hạn không quá 36 tháng (Bộ luật Lao động 2019, Điều 20 khoản 1 điểm b). Hãy kiểm tra ngày hết hạn.
codes-error-contract-short-too-long = Hợp đồng dưới 1 tháng hoặc thử việc không kéo dài quá 180 ngày (Bộ luật Lao động 2019, Điều 25). Hãy kiểm tra ngày hết hạn hoặc chọn loại hợp đồng khác.
codes-error-worker-health-check-later = Ngày khám sức khỏe nằm ở tương lai. Hãy ghi lần khám đã thực hiện gần nhất, hoặc để trống.
codes-error-worker-pledged-later = Ngày ký cam kết cá nhân nằm ở tương lai. Hãy ghi ngày đã ký, hoặc để trống.

# Kiểm tra
codes-refusal-team-not-yours = Tài khoản này không có trong danh sách của đội kiểm tra. Hãy chọn đúng đội của mình.
codes-refusal-team-over = Đội kiểm tra không hoạt động vào ngày này. Hãy kiểm tra thời hạn của quyết định thành lập đội.
codes-refusal-few-members = Chưa đủ thành viên có mặt. Đội chỉ được kiểm tra khi có ít nhất ba thành viên (Thông tư 05/2006/TT-BLĐTBXH), hoặc nhiều hơn nếu cơ quan quy định như vậy. Hãy chờ thêm người hoặc hoãn cuộc kiểm tra.
codes-refusal-not-planned = Cơ sở này không có trong kế hoạch đã duyệt của đội. Hãy chọn kiểm tra đột xuất và ghi căn cứ.
codes-refusal-ground-missing = Kiểm tra đột xuất phải ghi rõ căn cứ. Hãy chọn căn cứ và ghi bằng lời.
codes-refusal-visited-this-year = Cơ sở đã được kiểm tra trong năm nay. Mỗi năm chỉ kiểm tra một lần (Nghị quyết 198/2025/QH15, Điều 4), trừ khi có căn cứ. Hãy ghi căn cứ hoặc không kiểm tra.
codes-refusal-checklist-unknown = Phiếu kiểm tra này hệ thống không biết. Hãy cập nhật ứng dụng rồi gửi lại.
codes-refusal-checklist-incomplete = Phiếu kiểm tra còn câu chưa trả lời. Hãy trả lời có, không hoặc không áp dụng.
codes-refusal-conclusion-unfit = Kết luận không khớp với nội dung: kết luận "đạt" thì không có tồn tại, kết luận khác thì phải có. Hãy xem lại.
codes-refusal-signature-missing = Biên bản còn thiếu chữ ký của cơ sở hoặc của thành viên đội. Hãy lấy đủ chữ ký, hoặc ghi rõ cơ sở từ chối ký.
codes-refusal-signature-outdated = Nội dung biên bản đã thay đổi sau khi ký. Những người đã ký trước đó cần ký lại.
codes-refusal-demand-over = Hạn của yêu cầu khắc phục phải sau ngày kiểm tra. Hãy chọn ngày khác.
codes-refusal-already-reported = Cuộc kiểm tra này đã có biên bản với nội dung khác. Hãy mở biên bản đã gửi để đối chiếu.
codes-refusal-correction-empty = Bản đính chính không khác gì bản đang có. Hãy sửa nội dung cần đính chính, hoặc bỏ bản đính chính này.
codes-refusal-correction-unfit = Không đính chính được cơ sở, đội, thành viên có mặt, hình thức và căn cứ kiểm tra. Nếu ghi sai những điều này, hãy báo cơ quan quản lý đội.
codes-refusal-too-many-corrections = Biên bản này đã được đính chính 9 lần. Hãy báo cơ quan quản lý đội.
codes-refusal-signature-wrong = Chữ ký số của thiết bị không khớp với nội dung gửi lên. Hãy gửi lại từ chính điện thoại đã ghi.
codes-refusal-device-unknown = Điện thoại này chưa được đăng ký cho tài khoản. Hãy đăng ký thiết bị trước.
codes-refusal-unlock-secret-missing = Máy chủ chưa có khóa dự phòng của điện thoại này nên không mở khóa giúp được. Điện thoại gửi khóa khi người dùng mở khóa bằng mã PIN lúc có mạng.
codes-refusal-photo-unreadable = Không đọc được ảnh, hoặc ảnh không phải ảnh ghi trong biên bản. Hãy gửi lại ảnh.
codes-refusal-too-many-photos = Mỗi cuộc kiểm tra chỉ có nhiều nhất 20 ảnh. Hãy bỏ bớt ảnh.
codes-refusal-reply-late = Đã hết hạn giải trình về biên bản này. Hãy liên hệ cơ quan đã kiểm tra.
codes-refusal-nothing-changed = Hồ sơ đã được trả lại và chưa có gì được sửa. Hãy sửa theo lý do trả lại; nếu vẫn nộp nguyên như cũ, hãy xác nhận ở cuối trang.
codes-refusal-undo-late = Đã quá thời gian hoàn tác. Nếu cần thay đổi, hãy báo lãnh đạo phê duyệt trước khi cấp giấy.
codes-concern-paper-elsewhere = Giấy của cơ sở khác
codes-concern-facts-differ = Tên hoặc địa chỉ trên giấy không đúng với thực tế
codes-concern-forgery = Nghi giấy giả hoặc bị sửa
codes-concern-labour = Vi phạm quyền của người lao động
codes-concern-children = Trẻ em làm việc hoặc gặp nguy hiểm
codes-concern-vice = Dấu hiệu mại dâm hoặc ma túy
codes-concern-other = Việc khác

codes-concernstate-new = Mới
codes-concernstate-in-hand = Đang xem xét
codes-concernstate-founded = Có cơ sở
codes-concernstate-unfounded = Không có cơ sở
codes-concernstate-forwarded = Đã chuyển cơ quan khác
codes-error-text-too-long = Nội dung quá dài. Hãy rút gọn rồi gửi lại.
codes-error-number-unknown = Giá trị này không có trong danh sách.
codes-error-too-many-rows = Quá nhiều mục. Hãy bỏ bớt.
codes-error-signer-authority = Họ tên người ký khác họ tên người đại diện của cơ sở. Hãy sửa lại họ tên, hoặc ghi số và ngày của giấy ủy quyền.
codes-error-agency-function = Cơ quan này không có nhiệm vụ mà vai trò này làm (xác nhận bản cam kết, tiếp nhận đăng ký lao động hoặc cấp giấy xác nhận). Hãy chọn cơ quan khác hoặc vai trò khác.
codes-error-stop-bounds = Ngày cuối phải từ hôm nay và không quá 12 tháng.

codes-trackstanding-never = Chưa có
codes-trackstanding-draft = Chưa nộp
codes-trackstanding-in-review = Đang xem xét
codes-trackstanding-returned = Trả lại
codes-trackstanding-refused = Từ chối
codes-trackstanding-withdrawn = Đã rút
codes-trackstanding-confirmed = Đã xác nhận
codes-trackstanding-accepted = Đã tiếp nhận
codes-trackstanding-outdated = Không còn đúng

codes-trackfilter-never = Chưa có gì
codes-trackfilter-draft = Chưa nộp
codes-trackfilter-in-review = Đang xem xét
codes-trackfilter-returned = Trả lại
codes-trackfilter-refused = Từ chối
codes-trackfilter-withdrawn = Đã rút
codes-trackfilter-confirmed = Đã xác nhận
codes-trackfilter-outdated = Không còn đúng
codes-trackfilter-missing = Còn thiếu (mọi tình trạng chưa xong)

codes-certificatefilter-none = Chưa có giấy
codes-certificatefilter-valid = Còn hiệu lực
codes-certificatefilter-ends-30 = Hết hạn trong 30 ngày
codes-certificatefilter-ends-60 = Hết hạn trong 60 ngày
codes-certificatefilter-ends-90 = Hết hạn trong 90 ngày
codes-certificatefilter-expired = Hết hạn
codes-certificatefilter-suspended = Tạm đình chỉ
codes-certificatefilter-revoked = Thu hồi
codes-certificatefilter-superseded = Đã được thay thế

codes-reach-phone = Có điện thoại
codes-reach-email = Có thư điện tử
codes-reach-none = Không có cách nào

codes-operation-operating = Đang hoạt động
codes-operation-stopped = Tạm ngừng
codes-operation-closed = Chấm dứt

codes-registerview-ends-30 = Hết hạn trong 30 ngày
codes-registerview-ends-60 = Hết hạn trong 60 ngày
codes-registerview-never-pledged = Chưa từng cam kết
codes-registerview-labour-missing = Thiếu đăng ký lao động
codes-registerview-not-visited = Năm nay chưa kiểm tra
codes-registerview-silent = Trả lại, chưa trả lời

codes-reminder-pledge = Ký và nộp bản cam kết
codes-reminder-labour = Đăng ký lao động
codes-reminder-returned = Bổ sung hồ sơ bị trả lại
codes-reminder-renewal = Gia hạn giấy xác nhận
codes-reminder-demand = Thực hiện yêu cầu khắc phục
codes-requirement-offices = Cơ quan cho mọi nhiệm vụ và địa bàn
codes-requirement-people = Người làm việc ở mỗi cơ quan
codes-requirement-approver = Lãnh đạo cấp giấy xác nhận
codes-requirement-channel = Thư điện tử hoặc tin nhắn
codes-requirement-holidays = Ngày nghỉ trong lịch
