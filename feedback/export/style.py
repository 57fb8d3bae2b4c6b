"""How a report looks, in one block that goes into the page: no file beside it, nothing fetched, nothing run.

NHS colours and fonts that machines have; Frutiger is licensed for NHS sites alone. No colour carries a meaning. Sides
are named by the direction of reading. A bar grows that way too, as the range above it does, low end first.
"""

STYLE = """
:root { color-scheme: light; }
body { margin: 0; color: #212b32; background: #fff; font: 1rem/1.5 Arial, Helvetica, "Noto Sans", sans-serif; }
:lang(ur) {
  font-family: "Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting", "Noto Naskh Arabic", sans-serif;
}
body:lang(ur), h1:lang(ur), h2:lang(ur), h3:lang(ur) { line-height: 2.1; }
header { background: #005eb8; color: #fff; padding: 1.5rem 1rem; }
header > *, main { max-width: 66rem; margin: 0 auto; }
main { padding: 0 1rem 3rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 auto .5rem; }
h2 { font-size: 1.5rem; line-height: 1.3; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.125rem; line-height: 1.4; margin: 2rem 0 .5rem; }
p, li, .lead { max-width: 44rem; }
header p { margin: 0 auto; max-width: 66rem; }
li { margin-bottom: .5rem; }
.summary { margin-top: 1.5rem; border-inline-start: .5rem solid #005eb8; background: #f0f4f5; padding: .5rem 1.25rem; }
.summary h2 { margin-top: .5rem; }
.notice { background: #fff9c4; padding: .5rem 1rem; }
.scroll { overflow-x: auto; margin: 1rem 0 2rem; }
.scroll:focus { outline: 4px solid #ffeb3b; box-shadow: 0 0 0 6px #212b32; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: start; font-weight: bold; padding: .5rem 0; }
th, td { text-align: start; vertical-align: top; border-bottom: 1px solid #d8dde0; }
th, td { padding-block: .375rem; padding-inline: 0 .75rem; }
thead th { border-bottom: 2px solid #4c6272; vertical-align: bottom; }
tbody th { font-weight: normal; min-width: 12rem; }
tbody .broad th, tbody .everybody th { font-weight: bold; }
tbody .within th { padding-inline-start: 1.5rem; }
td { font-variant-numeric: tabular-nums; }
.bar { display: block; width: 9rem; height: .75rem; margin-top: .25rem; }
[dir="rtl"] .bar { transform: scaleX(-1); }
.bar .scale { fill: #d8dde0; }
.bar .range { fill: #7c93a4; }
.bar .share { fill: #212b32; }
dt { font-weight: bold; }
dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
@media print {
  header { background: none; color: #000; padding: 0; }
  body { font-size: 10pt; }
  h2, h3, caption { break-after: avoid; }
  thead { display: table-header-group; }
  tr, .summary li { break-inside: avoid; }
  .scroll { overflow: visible; }
}
"""
