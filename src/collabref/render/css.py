"""The style sheet of HTML documents: for light and dark, narrow and wide, screen and paper.

Every text colour has a contrast of at least 4.5:1 with its background (WCAG 2.2, success criterion 1.4.3).
"""

_USUAL = """\
:root { color-scheme: light dark; --ink: #1b1b1b; --ground: #fff; --faint: #595959; --link: #0b57a4; --rule: #b9b9b9;
  --band: #f3f5f7; --strong: #0b57a4; --mark: #fff0a8 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9e9e9; --ground: #161616; --faint: #b0b0b0; --link: #8ab4f8; --rule: #565656; --band: #212428;
    --strong: #8ab4f8; --mark: #5c4d00 }
}
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; font: 1rem/1.55 system-ui, sans-serif; color: var(--ink);
  background: var(--ground); overflow-wrap: break-word }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2rem 0 .5rem; text-wrap: balance }
h1 { font-size: 1.9rem; margin-top: 1rem } h2 { font-size: 1.4rem; border-bottom: 1px solid var(--rule); padding-bottom: .2rem }
h3 { font-size: 1.15rem } h4, h5, h6 { font-size: 1rem }
small, .note, .cite, figcaption, footer { color: var(--faint) }
small { font-weight: normal; font-size: .7em } .cite { font-size: .85em } .note { margin: .3rem 0 } .gap { font-style: italic }
p, ul, dl { margin: .5rem 0 } ul { padding-left: 1.3rem } li { margin: .25rem 0 }
a { color: var(--link) } a:focus-visible, main:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
dd a, li a { padding: 3px 0 } .cite a { text-decoration-thickness: 1px; text-underline-offset: 2px }
a[href^="http"] { overflow-wrap: anywhere } td a[href^="http"] { font-size: .85em }
mark { background: var(--mark); color: inherit }
.skip, .unseen { position: absolute; left: -99rem } .skip:focus { position: static }
dt { font-weight: 600; margin-top: .7rem } dd { margin: 0 0 0 1.2rem }
nav > ul > li > ul { columns: 17rem; column-gap: 2.5rem } nav > ul > li > ul > li { margin: 0 0 .4rem; break-inside: avoid-column }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
th, td { border-top: 1px solid var(--rule); padding: .45rem .6rem; text-align: left; vertical-align: top }
.broad { font-size: .92rem; line-height: 1.45 } .broad :is(th, td) { padding: .4rem .5rem }
thead th { border-top: 0; background: var(--band) } tbody th { font-weight: 600 }
figure { margin: 1.2rem 0 } figcaption { margin-bottom: .8rem } .narrow { display: none }
svg { max-width: 100%; height: auto; overflow: visible } svg text { font: 12px system-ui, sans-serif; fill: var(--ink) }
svg .faint { fill: var(--faint) } svg .label { font-weight: 600 } svg .sign { font: 700 14px ui-monospace, monospace }
.randomised { fill: var(--ink) } .controlled { fill: var(--strong) }
.time-series { fill: none; stroke: var(--strong); stroke-width: 2.4; stroke-dasharray: 2 1 }
.uncontrolled { fill: none; stroke: var(--strong); stroke-width: 1.4 }
.other { fill: var(--faint) } .span { fill: var(--strong) } .synthesis { fill: var(--ink) } .rule { stroke: var(--rule) }
.key { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; font-size: .9em }
.shape { vertical-align: -2px; margin-right: .3rem }
.references { list-style: none; padding: 0; font-size: .92em } .references li { margin: .55rem 0 }
footer { margin-top: 3rem; border-top: 1px solid var(--rule); font-size: .85em }
@media screen and (max-width: 49rem) { .wide { display: none } .narrow { display: block } }
"""

_PAPER = """\
@media print {
  :root { color-scheme: light; --ink: #000; --ground: #fff; --faint: #444; --link: #000; --rule: #999; --band: #eee;
    --strong: #234; --mark: #eee }
  body { max-width: none; font-size: 10pt } .skip { display: none } a { text-decoration: none }
  h1, h2, h3, h4 { break-after: avoid } tr, figure, .references li { break-inside: avoid } .broad { font-size: 8.5pt; line-height: 1.35 }
  .broad :is(th, td) { padding: .25rem .35rem } thead { display: table-header-group }
}"""

# Tables by the room that they need, and the windows in which they have too little: (selector, window).
_WITHOUT_ROOM = (
    ("table", "@media screen and (max-width: 49.99rem)"),
    (".broad", "@media screen and (max-width: 63.99rem)"),
    (".broadest", "@media all"),
)

# A table without room for columns: its cells one below the other, each after its label.
_STACKED = """\
TABLE, TABLE :is(tbody, tr, th, td) { display: block; width: 100% } TABLE :is(thead, colgroup) { position: absolute; left: -99rem }
  TABLE { font-size: inherit; line-height: inherit } TABLE tr { border-top: 1px solid var(--rule); padding: .5rem 0 }
  TABLE :is(th, td) { border: 0; padding: .15rem 0 }
  TABLE td[data-label]::before { content: attr(data-label) ": "; color: var(--faint); font-size: .85em }"""

SHEET = "\n".join(
    [
        _USUAL.rstrip(),
        *(f"{window} {{\n  {_STACKED.replace('TABLE', table)}\n}}" for table, window in _WITHOUT_ROOM),
        _PAPER,
    ]
)
