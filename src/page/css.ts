import { DARK, LIGHT, variables } from "./palette.ts";

/** The whole style of a page: light and dark, print always light, readable from 360 px up. */
export const CSS = `
:root{color-scheme:light dark;${variables(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${variables(DARK)}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,header,footer{max-width:62rem;margin:0 auto;padding:0 1rem}
header{padding-top:2rem}footer{padding-bottom:2.5rem;color:var(--muted);font-size:.85rem}
h1,h2,h3,h4{line-height:1.25;margin:0;text-wrap:balance}
h1{font-size:1.75rem;letter-spacing:-.01em}
h2{font-size:1.2rem;margin:2.25rem 0 .6rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:1.1rem 0 .35rem}
p{margin:.35rem 0;max-width:46rem;overflow-wrap:anywhere}
.date{font-size:1.1rem;margin:.2rem 0 0}.about,.muted,.note{color:var(--muted)}
.about,.note{font-size:.875rem}
.nb{white-space:nowrap}.good{color:var(--good)}.bad{color:var(--bad)}
ul.marks,ol.steps{list-style:none;margin:.35rem 0;padding:0;max-width:46rem}
ul.marks li,ol.steps li{display:flex;gap:.6rem;margin:.4rem 0}
ul.marks .mark,ol.steps .mark{flex:none;width:1.4em;text-align:center;font-weight:700}
ul.marks .what,ol.steps .what{min-width:0;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.6rem;margin:.7rem 0}
dl div{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.55rem .75rem}
dt{color:var(--muted);font-size:.85rem}
dd{margin:0;font-weight:600;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
dl.list{display:block}dl.list div{display:grid;grid-template-columns:7.5rem 1fr;gap:0 .75rem;
background:none;border:0;border-radius:0;padding:.15rem 0}dl.list dd{font-weight:400}
dl.list dt{font-size:inherit}
blockquote{margin:.5rem 0;padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--line);max-width:46rem;
white-space:pre-wrap;overflow-wrap:anywhere}
.box{overflow-x:auto;margin:.5rem 0;max-width:100%;background:
linear-gradient(to right,var(--shade) 40%,transparent) left/2.5rem 100% no-repeat local,
linear-gradient(to left,var(--shade) 40%,transparent) right/2.5rem 100% no-repeat local,
linear-gradient(to right,var(--line),transparent) left/.7rem 100% no-repeat scroll,
linear-gradient(to left,var(--line),transparent) right/.7rem 100% no-repeat scroll}
main{--shade:var(--paper)}figure{--shade:var(--panel)}
.box:focus-visible,button:focus-visible,summary:focus-visible{outline:2px solid var(--accent);
outline-offset:2px}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.3rem .7rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{white-space:nowrap;font-weight:600}td{white-space:nowrap}td.text{white-space:normal;min-width:9rem}
th.num,td.num{text-align:right}
th button{all:unset;cursor:pointer;font-weight:600}
th button::after{content:"\\2195";opacity:.55;margin-left:.3em;font-weight:400}
th[aria-sort=ascending] button::after{content:"\\2191";opacity:1}
th[aria-sort=descending] button::after{content:"\\2193";opacity:1}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));
gap:1rem;align-items:start}
.months{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:1rem}
figure{margin:0;background:var(--panel);border:1px solid var(--line);border-radius:.6rem;
padding:.8rem;min-width:0;break-inside:avoid}
figure h3,figure h4{margin:0 0 .3rem;font-size:1rem}
figure svg{display:block;width:100%;max-width:30rem;height:auto}
.charts figure:last-child:nth-child(odd){grid-column:1/-1}
figure p{font-size:.875rem}
details{margin-top:.4rem;font-size:.875rem}
summary{cursor:pointer;color:var(--accent)}
svg text{font:11px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;fill:var(--muted)}
svg .strong{fill:var(--ink);font-weight:600;paint-order:stroke;stroke:var(--panel);stroke-width:2.5px}svg .small{font-size:9px}
svg .in{fill:var(--ink)}svg .up{fill:var(--good)}svg .down{fill:var(--bad)}svg .even{fill:var(--muted)}
svg .grid{stroke:var(--line);stroke-width:1}svg .zero{stroke:var(--muted);stroke-width:1}
svg .curve{fill:none;stroke:var(--accent);stroke-width:1.75;stroke-linejoin:round}
svg .link{stroke:var(--muted);stroke-width:1;stroke-dasharray:2 2}
svg .cell{stroke:var(--line);stroke-width:1;fill:var(--paper)}
svg .bot{fill-opacity:.55}
svg .mood{fill:var(--accent)}
svg .dot{fill-opacity:.55}svg .mean{stroke:var(--ink);stroke-width:2}
@media (max-width:30rem){body{font-size:15px}h1{font-size:1.4rem}figure{padding:.6rem}
dl{grid-template-columns:1fr 1fr}dl.list div{grid-template-columns:5.5rem 1fr}dl div:first-child{grid-column:1/-1}th,td{padding:.3rem .5rem}}
@page{size:A4;margin:14mm}
@media print{:root{color-scheme:light;${variables(LIGHT)}}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font-size:10pt}main,header,footer{max-width:none;padding:0}header{padding-top:0}
h2,h3,h4{break-after:avoid}tr,li,figure,blockquote,dl div{break-inside:avoid}
thead{display:table-header-group}.box{overflow:visible;background:none}table{font-size:8.5pt}th,td{padding:1.5pt 4pt}
.charts{grid-template-columns:1fr 1fr}.months{grid-template-columns:repeat(3,1fr)}
details,th button::after{display:none}}
`;
