# Lời của các lỗi mà chương trình khác nhận được qua API. Mã lỗi không đổi theo ngôn ngữ.
api-unreadable = Yêu cầu không đúng dạng nên không đọc được.
api-unreadable-at = Nội dung gửi lên không phải JSON đúng dạng (dòng { $line }, cột { $column }).
api-not-found = Không có gì ở địa chỉ này, hoặc nội dung không dành cho tài khoản đang dùng.
api-method-not-allowed = Địa chỉ này không nhận phương thức đã dùng. Xem tiêu đề Allow.
api-conflict = Một người khác vừa thay đổi cùng nội dung. Chưa có gì của lần gửi này được lưu; hãy đọc lại bản mới nhất.
