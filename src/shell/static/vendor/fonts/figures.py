"""Cuts digits of equal width out of Be Vietnam Pro, which has none of its own (no `tnum`).

python3 -m venv v && v/bin/pip install fonttools brotli && v/bin/python figures.py fonts/
"""
import sys
from pathlib import Path
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

folder = Path(sys.argv[1])
for weight in (400, 600, 700):
    font = TTFont(folder / f"be-vietnam-pro-latin-{weight}-normal.woff2")
    options = Options(layout_features=[], hinting=False, name_IDs=[0, 13, 14], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=range(0x30, 0x3A))
    subsetter.subset(font)
    names, widths, glyphs = font.getBestCmap(), font["hmtx"].metrics, font["glyf"]
    # A little less than the zero, which is wide; each digit stands in the middle.
    width = round(widths[names[0x30]][0] * 0.95)
    for digit in names.values():
        advance, bearing = widths[digit]
        shift = (width - advance) // 2
        glyph = glyphs[digit]
        if glyph.numberOfContours > 0:
            glyph.coordinates.translate((shift, 0))
            glyph.recalcBounds(glyphs)
        widths[digit] = (width, bearing + shift)
    name = font["name"]
    for number, value in ((1, "Camket Figures"), (2, "Regular"), (4, "Camket Figures"), (6, "CamketFigures")):
        name.setName(value, number, 3, 1, 0x409)
    font.flavor = "woff2"
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(folder / f"camket-figures-{weight}.woff2")
