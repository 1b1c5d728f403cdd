id-card-read = Chụp mã QR trên căn cước
id-card-hint = Điền sẵn họ tên, ngày sinh, số định danh. Ảnh chỉ được đọc trên máy này, không gửi đi và không lưu lại.
id-card-busy = Đang đọc ảnh…
id-card-done = Đã điền từ căn cước. Hãy xem lại các ô bên dưới.
id-card-no-code = Không thấy mã QR trong ảnh. Hãy chụp gần hơn, đủ sáng, không lóa, hoặc nhập tay.
id-card-other = Mã QR này không phải của căn cước. Hãy chụp mã ở góc trên bên phải mặt trước thẻ căn cước công dân, hoặc mặt sau thẻ căn cước mới.
id-card-heic = Trình duyệt này không mở được ảnh HEIC. Hãy chụp lại dạng JPEG (Cài đặt, Camera, Định dạng, Tương thích nhất), hoặc nhập tay.
id-card-unreadable = Không mở được ảnh này. Hãy chụp lại hoặc nhập tay.
