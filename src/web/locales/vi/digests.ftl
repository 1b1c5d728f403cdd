# Thư tóm tắt công việc hằng ngày của cán bộ.

digests-title = Thư tóm tắt hằng ngày
digests-lead = Sáng mỗi ngày làm việc, một thư báo số hồ sơ mới, đến hạn hôm nay và quá hạn trên địa bàn. Không có việc thì không có thư.
digests-legend = Nhận thư tóm tắt
digests-what = có nhận thư hay không
digests-on = Mỗi ngày làm việc
digests-off = Không nhận
digests-submit = Lưu
digests-saved = Đã lưu lựa chọn về thư tóm tắt.
