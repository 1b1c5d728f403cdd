# Kiểm tra
inspections-api-device-revoked = Điện thoại này đã bị thu hồi quyền. Dữ liệu kiểm tra trên máy phải được xóa.
