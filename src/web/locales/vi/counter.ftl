# Khai tại quầy: cán bộ cấp xã khai thay cho chủ cơ sở không có điện thoại.

counter-title = Khai tại quầy
counter-lead = Dành cho chủ cơ sở không có điện thoại hoặc muốn làm trên giấy. Cán bộ khai thay, in bản cam kết để ký tay, rồi tải bản chụp lên. Người đã khai không được xác nhận hồ sơ đó.
counter-new = Chủ cơ sở mới
counter-listed = Khai cho { $venue } trong danh sách rà soát: các phần của cơ sở được điền sẵn theo danh sách.
counter-from-entry = Khai tại quầy
counter-name = Họ và tên chủ cơ sở
counter-name-hint = Như trên giấy tờ.
counter-name-what = họ và tên chủ cơ sở
counter-open = Bắt đầu khai
counter-owners = Đang khai tại quầy
counter-cut = Chỉ hiện { $count } chủ cơ sở mới nhất.
counter-none = Chưa có ai
counter-none-text = Chủ cơ sở đã nhận cơ sở về tài khoản của mình thì không còn trong danh sách này.
counter-enter = Khai tiếp
counter-acting = Đang khai tại quầy
counter-leave-title = Kết thúc khai tại quầy
counter-leave-text = Đang khai thay cho { $owner }. Kết thúc để trở lại công việc của cán bộ; có thể khai tiếp bất cứ lúc nào.
counter-leave = Kết thúc
counter-go-on = Khai tiếp
counter-left = Đã kết thúc khai tại quầy.
