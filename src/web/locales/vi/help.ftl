# Guides for users.
help-title = Hướng dẫn sử dụng
help-lead = Chọn vai trò của quý vị. Mỗi bản hướng dẫn dài vài trang, có hình, in được.
help-own = Vai trò của quý vị
help-link = Xem hướng dẫn
