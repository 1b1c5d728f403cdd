# Errors of fields that mean the same everywhere. Errors of one capability are in its own file.
# $what names the field in small letters ("tên cơ sở"), so that the summary at the top of the page can be understood.
errors-required = Hãy ghi { $what }
errors-choose = Hãy chọn { $what }
errors-key-reused = Biểu mẫu này đã được gửi trước đó với nội dung khác, và nội dung ấy đã được lưu. Nội dung dưới đây chưa được lưu. Hãy xem lại danh sách; nếu vẫn cần, hãy gửi lần nữa.
errors-too-long = Hãy rút ngắn { $what }, nhiều nhất { $max } ký tự
errors-too-short = Hãy ghi { $what } dài hơn, ít nhất { $min } ký tự
errors-date = Hãy ghi { $what } theo dạng ngày/tháng/năm, ví dụ 05/02/2026
errors-date-future = Hãy kiểm tra { $what }: ngày này ở tương lai
errors-date-no-such-day = Hãy kiểm tra { $what }: không có ngày này trong lịch
errors-date-short-year = Hãy ghi { $what } với đủ 4 chữ số của năm, ví dụ 05/02/2026
errors-number = Hãy ghi { $what } bằng chữ số, ví dụ 12
errors-number-range = Hãy ghi { $what } từ { $min } đến { $max }
errors-email = Hãy ghi địa chỉ thư điện tử đúng dạng, ví dụ ten@vidu.vn
errors-phone = Hãy ghi số điện thoại Việt Nam đúng dạng, ví dụ 0912 345 678
