#!/usr/bin/env python3
"""Makes the faces of this folder: small ones of our own, whose letters are boxes. It needs fontTools.

tiny-*.ttf is a family of four, tiny-variable.ttf a face that varies in weight and
tiny-slanting.ttf one that varies in slant, tiny-han.ttc a collection whose two
families have the same Han characters in the forms of two languages.
"""

import pathlib

from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection
from fontTools.varLib import build as build_variable

HERE = pathlib.Path(__file__).resolve().parent
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-\u2010"
HAN = "直骨語文日、。「」（）"


def box(width, height):
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, height), (width - 50, height), (width - 50, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def face(family, letters, width, weight=400, italic=False):
    """A face in which every letter is a box; those of Han characters differ by family."""
    cmap = {ord(letter): f"u{ord(letter):04X}" for letter in letters}
    order = [".notdef", "space", *cmap.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({32: "space", **cmap})
    heights = {name: 450 + 10 * index for index, name in enumerate(cmap.values())}
    empty = TTGlyphPen(None).glyph()
    glyphs = {name: box(width, heights[name]) for name in cmap.values()}
    builder.setupGlyf({".notdef": box(width, 700), "space": empty, **glyphs})
    builder.setupHorizontalMetrics({name: (width, 50) for name in order})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    style = {(False, False): "Regular", (False, True): "Italic", (True, False): "Bold", (True, True): "Bold Italic"}
    style = style[weight >= 600, italic]
    builder.setupNameTable({
        "familyName": family, "styleName": style, "fullName": f"{family} {style}", "version": "Version 1.0",
        "psName": f"{family.replace(' ', '')}-{style.replace(' ', '')}",
        "copyright": "Made for the tests of Bifolio, under its licence.",
    })
    selection = (1 if italic else 0) | (32 if weight >= 600 else 0) | (64 if style == "Regular" else 0)
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200, sxHeight=450,
                     sCapHeight=700, usWeightClass=weight, fsSelection=selection, fsType=0)
    builder.setupPost(italicAngle=-10 if italic else 0)
    builder.font["head"].macStyle = (1 if weight >= 600 else 0) | (2 if italic else 0)
    # The moment of making is in no file that is made twice.
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    return builder.font


def variable():
    document = DesignSpaceDocument()
    document.addAxis(AxisDescriptor(tag="wght", name="Weight", minimum=300, default=300, maximum=900))
    for weight, width in ((300, 400), (900, 1000)):
        font = face("Tiny Variable", LATIN, width, weight=300)
        document.addSource(SourceDescriptor(font=font, location={"Weight": weight}, name=str(weight)))
    font, *_ = build_variable(document)
    font.recalcTimestamp = False
    return font


def slanting():
    document = DesignSpaceDocument()
    document.addAxis(AxisDescriptor(tag="slnt", name="Slant", minimum=-10, default=0, maximum=0))
    for slant, width in ((0, 500), (-10, 700)):
        font = face("Tiny Slanting", LATIN, width)
        document.addSource(SourceDescriptor(font=font, location={"Slant": slant}, name=str(slant)))
    font, *_ = build_variable(document)
    font.recalcTimestamp = False
    return font


def multiplying():
    """A hostile face: each of its thirty rules puts two letters in the place of each, so that one would become a
    thousand million."""
    font = face("Tiny Multiplying", LATIN, 500)
    rules = "".join(f"lookup L{n} {{ sub u0061 by u0061 u0061; }} L{n};\n" for n in range(30))
    addOpenTypeFeaturesFromString(font, f"feature ccmp {{\n{rules}}} ccmp;\n")
    return font


def main():
    for name, weight, italic, width in (
        ("regular", 400, False, 500), ("italic", 400, True, 480), ("bold", 700, False, 600), ("bold-italic", 700, True, 580),
    ):
        face("Tiny", LATIN, width, weight, italic).save(HERE / f"tiny-{name}.ttf")
    variable().save(HERE / "tiny-variable.ttf")
    slanting().save(HERE / "tiny-slanting.ttf")
    multiplying().save(HERE / "tiny-multiplying.ttf")
    collection = TTCollection()
    collection.fonts = [face("Tiny Han JP", HAN, 1000), face("Tiny Han SC", HAN, 900)]
    collection.save(HERE / "tiny-han.ttc")


main()
