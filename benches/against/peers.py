"""One run of a peer that is a library of Python: `peers.py typst|fulgur SOURCE TARGET`."""

import pathlib
import sys

tool, source, target = sys.argv[1:]
if tool == "typst":
    import typst

    typst.compile(source, output=target)  # Tagged, as is Typst's default.
else:
    import pyfulgur

    here = pathlib.Path(__file__).parent
    assets = pyfulgur.AssetBundle()
    for face in sorted((here / "../../fonts/libertinus-serif").glob("*.otf")):
        assets.add_font_file(str(face))
    page = pyfulgur.PageSize.custom(148.0, 210.0)
    engine = pyfulgur.Engine(page_size=page, margin=pyfulgur.Margin(54.0, 37.5, 54.0, 37.5), assets=assets)
    engine.render_html_to_file(pathlib.Path(source).read_text("utf-8"), target)
