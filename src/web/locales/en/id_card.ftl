id-card-read = Photograph the QR code of the identity card
id-card-hint = Fills in name, date of birth and number. The picture is read on this device alone: it is not sent and not kept.
id-card-busy = Reading the picture…
id-card-done = Filled in from the card. Please check the fields below.
id-card-no-code = There is no QR code in the picture. Go nearer, with enough light and no glare, or type.
id-card-other = This QR code is not that of an identity card. Take the code at the top right of the front of a citizen card, or on the back of the new card.
id-card-heic = This browser cannot open HEIC pictures. Take it again as JPEG (Settings, Camera, Formats, Most Compatible), or type.
id-card-unreadable = This picture cannot be opened. Take it again or type.
