# Look-up of an address from before 1 July 2025.
areas-old-title = Địa chỉ cũ nay thuộc xã, phường nào?
areas-old-lead = Từ ngày 01/7/2025, cả nước có hai cấp: tỉnh và xã. Gõ địa chỉ cũ để biết tên xã, phường, đặc khu hiện nay.
areas-old-label = Địa chỉ trước 01/7/2025
areas-old-hint = Gõ tên xã, phường, thị trấn cũ, thêm tên huyện và tỉnh nếu nhớ. Ví dụ: thị trấn Khánh Hải, Ninh Hải
areas-old-search = Tìm
areas-old-results = Kết quả
areas-old-none = Không tìm thấy xã, phường, thị trấn cũ nào có tên này. Hãy thử chỉ gõ tên xã và tên huyện, ví dụ: Khánh Hải, Ninh Hải
areas-old-cut = Có thể còn nơi khác trùng tên. Nếu chưa thấy nơi cần tìm, hãy gõ thêm tên huyện và tỉnh.
areas-old-question = Cơ sở hiện nay thuộc
areas-old-was = Trước đây: { $name }
areas-old-split = Nơi này đã được chia cho nhiều xã, phường; hãy chọn nơi cơ sở đang đứng.
areas-old-split-now = Nơi này đã được chia, tùy vị trí nay thuộc:
areas-old-now = Nay thuộc
areas-old-take = Dùng nơi đã chọn
