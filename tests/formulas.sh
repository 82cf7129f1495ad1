#!/bin/bash
# Makes a contact sheet of formulas: each as Bifolio sets it, and beside it as LaTeX does.
#
#   tests/formulas.sh FORMULAS SHEET.png
#
# FORMULAS holds one formula a line, in LaTeX. Wants xelatex, pdftoppm and ImageMagick. What LaTeX
# itself cannot read without more packages is left empty on its side.
set -euo pipefail
[ $# -eq 2 ] || { sed -n 2,7p "$0"; exit 2; }
bifolio=${BIFOLIO:-target/release/bifolio}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/ours" "$work/latex" "$work/rows"
number=0
while IFS= read -r formula; do
  [ -n "$formula" ] || continue
  number=$((number + 1))
  name=$(printf '%03d' "$number")
  printf -- '---\ntitle: Formula\nlang: en\n---\n\n$$\n%s\n$$\n' "$formula" > "$work/ours/$name.md"
  "$bifolio" "$work/ours/$name.md" --set pdf.toc-depth=0 -o "$work/ours/$name.pdf" 2>> "$work/ours/log" || true
  last=$(pdfinfo "$work/ours/$name.pdf" | sed -n 's/^Pages: *//p')
  pdftoppm -r 150 -png -f "$last" -l "$last" -singlefile "$work/ours/$name.pdf" "$work/ours/$name"
  # The running head and the folio are cut away.
  convert "$work/ours/$name.png" -gravity center -crop 100%x82%+0+0 +repage -trim +repage "$work/ours/$name.png"
  body="\\[ $formula \\]"
  case $formula in *'\begin{align}'*|*'\begin{align*}'*|*'\begin{gather}'*|*'\begin{equation}'*) body=$formula ;; esac
  printf '%s\n' '\documentclass[10.5pt]{article}\usepackage{amsmath,amssymb,cancel,xcolor,mathrsfs}\IfFileExists{ulem.sty}{\usepackage{ulem}}{}' \
    '\IfFileExists{mhchem.sty}{\usepackage[version=4]{mhchem}}{}\pagestyle{empty}\begin{document}\setlength{\textwidth}{12cm}' "$body" '\end{document}' > "$work/latex/$name.tex"
  (cd "$work/latex" && xelatex -interaction=batchmode "$name.tex" > /dev/null 2>&1) || true
  if [ -s "$work/latex/$name.pdf" ]; then
    pdftoppm -r 150 -png -singlefile "$work/latex/$name.pdf" "$work/latex/$name"
    convert "$work/latex/$name.png" -trim +repage "$work/latex/$name.png"
  else
    convert -size 20x20 xc:white "$work/latex/$name.png"
  fi
  convert -size 60x40 xc:white -pointsize 22 -gravity west -annotate +4+0 "$number" "$work/number.png"
  for side in ours latex; do
    convert "$work/$side/$name.png" -resize '640x>' -background white -gravity center -extent 660x200 "$work/$side/$name.cell.png"
  done
  convert "$work/number.png" "$work/ours/$name.cell.png" "$work/latex/$name.cell.png" -gravity center +append "$work/rows/$name.png"
done < "$1"
montage "$work"/rows/*.png -tile 2x -geometry +8+2 "$2"
cat "$work/ours/log"
echo "$number formulas: ours left, LaTeX right"
