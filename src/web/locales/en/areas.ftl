# Look-up of an address from before 1 July 2025.
areas-old-title = Which commune is my old address in now?
areas-old-lead = Since 1 July 2025 the country has two tiers: provinces and communes. Type an old address to learn today’s commune, ward or special zone.
areas-old-label = Address before 1 July 2025
areas-old-hint = Type the old commune, ward or township, with district and province if you remember them. Example: thị trấn Khánh Hải, Ninh Hải
areas-old-search = Search
areas-old-results = Results
areas-old-none = No old commune, ward or township has this name. Try only the commune and the district, for example: Khánh Hải, Ninh Hải
areas-old-cut = Other places may have this name. If yours is not shown, add the names of the district and the province.
areas-old-question = The venue is now in
areas-old-was = Before: { $name }
areas-old-split = This place was divided among several communes; choose where the venue stands.
areas-old-split-now = This place was divided; depending on the spot it is now in:
areas-old-now = Now in
areas-old-take = Use the chosen place
