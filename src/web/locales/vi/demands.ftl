# Yêu cầu khắc phục
demands-due = Hạn { $date }
demands-due-label = Hạn khắc phục
demands-overdue = Quá hạn
demands-title = Yêu cầu khắc phục
demands-none = Không có yêu cầu nào
demands-none-what = Yêu cầu khắc phục ghi trong biên bản sẽ hiện ở đây.
demands-demand = Yêu cầu khắc phục
demands-flash-closed = Đã kết thúc yêu cầu khắc phục.
demands-basis = Căn cứ
demands-closed = Người ghi kết quả
demands-seen = Kết quả
demands-seen-what = kết quả
demands-seen-hint = Ghi điều đã thấy tại cơ sở.
demands-meet = Xác nhận đã khắc phục
demands-why = Lý do rút
demands-why-hint = Chỉ rút khi yêu cầu không còn phù hợp.
demands-withdraw = Rút yêu cầu
