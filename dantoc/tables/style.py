"""The dress of statistical tables: one stylesheet for pages and plain HTML, light and dark by variables."""

from __future__ import annotations

LIGHT = {
    "ink": "#1b1d22",
    "quiet": "#5a5f6b",
    "paper": "#ffffff",
    "rule": "#1b1d22",
    "hair": "#dcdee4",
    "total": "#f4f5f8",
    "hover": "#eef1f8",
    "accent": "#2f4a8a",
    "break": "#a02c2c",
}
DARK = {
    "ink": "#e8e9ee",
    "quiet": "#a6abb8",
    "paper": "#14161c",
    "rule": "#c9ccd6",
    "hair": "#333845",
    "total": "#1c2029",
    "hover": "#232939",
    "accent": "#9db4f0",
    "break": "#f08c84",
}

_RULES = """
.dt-table{color:var(--dt-ink);font-family:"Source Sans","Source Sans 3","Source Sans Pro",sans-serif;
 font-size:.9375rem;line-height:1.35;max-width:100%}
.dt-width-narrow{max-width:44rem}
.dt-width-middle{max-width:60rem}
.dt-scroll{overflow:auto;max-height:min(80vh,60rem);container-type:inline-size;border-bottom:2px solid var(--dt-rule)}
@supports (animation-timeline:scroll()){
 .dt-scroll{mask:linear-gradient(to right,#000 calc(100% - 1.5rem),#0005) 0 0/calc(100% + 1.5rem) 100% no-repeat;
  animation:dt-more linear;animation-timeline:scroll(self inline)}
 @keyframes dt-more{0%,95%{mask-size:100% 100%}100%{mask-size:calc(100% + 1.5rem) 100%}}
}
.dt-scroll:focus-visible{outline:2px solid var(--dt-accent);outline-offset:2px}
.dt-table table{border-collapse:separate;border-spacing:0;min-width:100%;margin:0;background:var(--dt-paper);
 font-variant-numeric:tabular-nums lining-nums}
.dt-table caption{caption-side:top;text-align:left;padding:0}
.dt-caption{display:flex;flex-wrap:wrap;position:sticky;left:0;width:100cqi;box-sizing:border-box;
 padding:0 1.25rem .5rem 0;column-gap:1.5rem;row-gap:.1rem;align-items:baseline}
.dt-title{flex:1 0 100%;font-weight:700;font-size:1.125rem;line-height:1.3;color:var(--dt-ink);text-wrap:pretty}
.dt-subtitle,.dt-constants{color:var(--dt-quiet);font-size:.875rem}
.dt-unit{margin-left:auto;font-style:italic;color:var(--dt-quiet);font-size:.875rem}
.dt-table th,.dt-table td{border:0;padding:.3rem .75rem;vertical-align:baseline;background:var(--dt-paper);
 color:inherit;
 font-size:inherit;line-height:inherit}
.dt-table thead{position:sticky;top:0;z-index:3}
.dt-table thead th{font-weight:600;text-align:right;vertical-align:bottom;border-bottom:1px solid var(--dt-hair);
 min-width:4.25rem;max-width:13rem;text-wrap:balance}
.dt-table thead th.dt-long,.dt-table thead th.dt-longer,.dt-table thead th.dt-longest{box-sizing:content-box}
.dt-table thead th.dt-long{min-width:4.75em}
.dt-table thead th.dt-longer{min-width:7em}
.dt-table thead th.dt-longest{min-width:10.5em}
.dt-table thead tr:first-child th{border-top:2px solid var(--dt-rule)}
.dt-table thead tr:last-child th,.dt-table thead th.dt-stub-head{border-bottom:1px solid var(--dt-rule)}
.dt-table thead th.dt-spanner{text-align:center}
.dt-table thead th.dt-stub-head{text-align:left;max-width:none;min-width:0}
.dt-table thead th.dt-stub-head:first-child,.dt-table tbody th.dt-first{position:sticky;left:0;z-index:1}
.dt-table thead th.dt-stub-head:first-child{z-index:4}
.dt-table tbody th{font-weight:400;text-align:left;vertical-align:top;min-width:7rem;max-width:22rem}
.dt-table tbody td{text-align:right;white-space:nowrap;position:relative}
.dt-table.dt-marked tbody td,.dt-table.dt-marked thead th:not(.dt-stub-head,.dt-spanner){padding-right:1.75rem}
.dt-table td sup{position:absolute;margin-left:.1em;top:.25rem;font-size:.6875rem;line-height:1;color:var(--dt-accent)}
.dt-table sup abbr{text-decoration:none;cursor:help}
.dt-table tbody th.dt-indent-1{padding-left:1.75rem;min-width:9rem}
.dt-table tbody th.dt-indent-2{padding-left:2.75rem;min-width:10rem}
.dt-table tbody th.dt-indent-3{padding-left:3.75rem;min-width:11rem}
.dt-table tbody th.dt-indent-4{padding-left:4.75rem;min-width:12rem}
.dt-table tbody tr.dt-total th.dt-aggregate,.dt-table tbody tr.dt-total td{font-weight:600}
.dt-table tbody tr.dt-opens>*{border-top:1px solid var(--dt-hair)}
.dt-table tbody tr:hover>td,.dt-table tbody tr:hover>th:not([rowspan]){background:var(--dt-hover)}
.dt-table td.dt-empty{color:var(--dt-quiet);font-weight:400}
.dt-table td.dt-derived{font-style:italic}
.dt-table td.dt-break{border-left:2px dotted var(--dt-break)}
.dt-table td.dt-none{text-align:left;color:var(--dt-quiet);padding:1rem .75rem}
.dt-table thead th:first-child,.dt-table tbody th.dt-first:not([class*="dt-indent"]){padding-left:.25rem}
.dt-foot{margin-top:.6rem;color:var(--dt-quiet);font-size:.8125rem;line-height:1.45;max-width:68rem}
.dt-foot p,.dt-foot ul{margin:.2rem 0;padding:0;font-size:inherit;color:inherit}
.dt-foot .dt-notes{list-style:none}
.dt-foot .dt-notes li{margin:.05rem 0;font-size:inherit}
.dt-foot sup{color:var(--dt-accent)}
.dt-foot ul.dt-sources{list-style:none;columns:2 26rem;column-gap:2rem}
.dt-foot ul.dt-sources li{margin:.05rem 0;font-size:inherit;break-inside:avoid;padding-left:.9em;text-indent:-.9em}
.dt-foot ul.dt-sources li::before{content:"–";display:inline-block;width:.9em;text-indent:0}
.dt-foot .dt-notes-head,.dt-foot .dt-sources-head{margin-top:.4rem}
@media (max-width:40rem){
 .dt-table{font-size:.875rem}
 .dt-table th,.dt-table td{padding:.3rem .5rem}
 .dt-table tbody th.dt-first,.dt-table thead th.dt-stub-head:first-child{max-width:42vw;min-width:7.25rem}
 .dt-table tbody th.dt-indent-1{padding-left:.9rem}
 .dt-table tbody th.dt-indent-2{padding-left:1.4rem}
 .dt-table tbody th.dt-indent-3,.dt-table tbody th.dt-indent-4{padding-left:1.9rem}
}
@page dt-wide{size:A4 landscape;margin:12mm}
@media print{
 .dt-scroll{overflow:visible;max-height:none;container-type:normal;mask:none;animation:none;border-bottom:0}
 .dt-table table{border-bottom:2px solid var(--dt-rule)}
 .dt-caption{position:static;width:auto}
 .dt-width-wide{page:dt-wide}
 .dt-width-wide table{font-size:7pt}
 .dt-width-wide th,.dt-width-wide td{padding:.2rem .3rem}
 .dt-width-wide.dt-marked tbody td,.dt-width-wide.dt-marked thead th:not(.dt-stub-head,.dt-spanner){padding-right:1rem}
 .dt-table.dt-width-wide thead th,.dt-table.dt-width-wide tbody th{min-width:0}
 .dt-table.dt-width-wide thead th.dt-long{min-width:3.5em}
 .dt-table.dt-width-wide thead th.dt-longer{min-width:4.5em}
 .dt-table.dt-width-wide thead th.dt-longest{min-width:5.5em}
 .dt-table.dt-width-wide td sup{font-size:.75em;top:.15rem}
 .dt-table.dt-width-wide tbody th:not([class*="dt-indent"]){white-space:nowrap}
 .dt-table thead{display:table-header-group;position:static}
 .dt-table tr{break-inside:avoid}
}
"""


def css(theme: str = "auto") -> str:
    """The stylesheet; `theme` is ``light``, ``dark``, or ``auto`` to follow the reader's system."""
    if theme == "dark":
        return _variables(DARK) + _RULES
    if theme == "light":
        return _variables(LIGHT) + _RULES
    dark = _variables(DARK)
    return f"{_variables(LIGHT)}@media (prefers-color-scheme:dark){{{dark}}}{_RULES}"


def _variables(colours: dict[str, str]) -> str:
    said = ";".join(f"--dt-{name}:{colour}" for name, colour in colours.items())
    return f".dt-table{{{said}}}"
