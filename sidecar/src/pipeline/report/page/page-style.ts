/** Style of the page: one column that widens, light and dark by the reader's choice, no font or picture from outside. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#f6f5f1;--card:#fff;--ink:#1d2126;--soft:#5a626c;--rule:#dcdad2;--track:#e9e7e0;
--left:#b85c00;--right:#0b66b0;--middle:#4b5563;--face:#7a3ea8;--bridged:#c98a00;--unseen:#8b929b;--contact:#14805e;--good:#14805e;--bad:#b3261e}
@media (prefers-color-scheme:dark){:root{--ground:#14171b;--card:#1d2228;--ink:#e9ebee;--soft:#a4adb8;--rule:#343b44;--track:#2b323a;
--left:#ff9b3d;--right:#4db2ff;--middle:#b6c0cc;--face:#c89bf0;--bridged:#f0b83a;--unseen:#77818d;--contact:#4cc79b;--good:#4cc79b;--bad:#ff8a80}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header{max-width:72rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:1.7rem;line-height:1.2;margin:0;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2.5rem 0 .25rem}
h3{font-size:1rem;margin:0}
p{margin:.25rem 0 .75rem;max-width:46rem}
small,.soft{color:var(--soft)}
a{color:var(--right)}
:focus-visible{outline:3px solid var(--right);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem}
.cards{list-style:none;display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.75rem;padding:0;margin:1.25rem 0 0}
.cards li{background:var(--card);border:1px solid var(--rule);border-radius:.6rem;padding:.7rem .9rem}
.cards b{display:block;font-size:1.5rem;line-height:1.25;font-variant-numeric:tabular-nums}
.cards .attention b{color:var(--bad)}
.meter{display:block;height:.35rem;border-radius:1rem;background:var(--track);margin-top:.45rem;overflow:hidden}
.meter i{display:block;height:100%;background:currentColor;border-radius:1rem}
.left{color:var(--left)}.right{color:var(--right)}.middle{color:var(--middle)}.face{color:var(--face)}
.cards li,.row .name,.hand h3,.hand p{color:var(--ink)}
.plots{background:var(--card);border:1px solid var(--rule);border-radius:.6rem;padding:.75rem .9rem .3rem}
.row{display:grid;grid-template-columns:8.5rem 1fr;align-items:center;margin-bottom:.35rem}
.row .name b{display:block;line-height:1.2}
.row svg{width:100%;height:4.4rem;display:block}
.row.contacts svg{height:1rem}.row.contacts .name{display:flex;gap:.5rem;align-items:baseline;font-size:.85rem}
.area{fill:currentColor;opacity:.16}.line{fill:none;stroke:currentColor;stroke-width:2;vector-effect:non-scaling-stroke}
.base,.grid{fill:none;stroke:var(--rule);vector-effect:non-scaling-stroke}.grid{stroke-dasharray:3 4}
.bridged{fill:var(--bridged);background:var(--bridged)}.unseen{fill:var(--unseen);background:var(--unseen)}.contact{fill:var(--contact);background:var(--contact)}
.marks{position:relative;height:1.4rem;font-size:.8rem;color:var(--soft)}
.marks span{position:absolute;transform:translateX(-50%);white-space:nowrap}
.worst .marks{height:1.7rem}.worst a{position:absolute;transform:translateX(-50%);min-width:1.5rem;height:1.5rem;line-height:1.5rem;border-radius:1rem;background:var(--bad);color:var(--card);text-align:center;text-decoration:none;font-weight:600}
.worst a:is(:hover,:focus){z-index:1;outline:2px solid var(--card)}
.gallery li:target figure{outline:3px solid var(--bad)}
#landmarks{margin-right:.5rem}
.key{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.85rem;color:var(--soft);margin-top:.5rem;max-width:none}
.swatch{display:inline-block;width:.9rem;height:.7rem;border-radius:.15rem;margin-right:.4rem}
.gallery{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1rem;margin:.75rem 0 0}
figure{margin:0;background:var(--card);border:1px solid var(--rule);border-radius:.6rem;overflow:hidden;height:100%}
.picture{position:relative;background:#000}.picture img,.overlay{position:absolute;inset:0;width:100%;height:100%}
.nothing{position:absolute;inset:0;display:grid;place-items:center;color:#ccc}
.overlay path{fill:none;stroke-linecap:round;stroke-linejoin:round;stroke-width:6}
.overlay .left{stroke:#ff9514}.overlay .right{stroke:#1eaaff}.overlay .middle{stroke:#f0f0f0}
.overlay .thin{stroke-width:3}.overlay .rim{stroke:#0c0e14;stroke-opacity:.45;stroke-width:10}
#landmarks:not(:checked)~.gallery .overlay{display:none}
figcaption{padding:.5rem .8rem .7rem}figcaption ul{margin:.25rem 0 0;padding-left:1.1rem;font-size:.9rem}
.hands{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:1rem}
.hand{background:var(--card);border:1px solid var(--rule);border-radius:.6rem;padding:.75rem .9rem}
.hand svg{width:100%;max-width:24rem;height:auto;display:block;margin:0 auto}
.bars{width:100%;min-width:0}.bars .meter{height:.6rem;margin-top:.45rem}.bars .meter i{min-width:.2rem}.bars .wide{width:45%}.bars small{display:block;line-height:1.3}.bars td{white-space:nowrap}.hand .soft{color:var(--soft)}.bars tr:last-child>*{border-bottom:0}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.5rem 1rem;margin:.5rem 0 0}.facts dt{color:var(--soft);font-size:.85rem}.facts dd{margin:0;overflow-wrap:anywhere}.hand text{font-size:12px;text-anchor:middle;fill:var(--ink)}
.bar{fill:currentColor}.track{fill:var(--track)}
.scroll{overflow-x:auto;max-height:28rem}
table{border-collapse:collapse;min-width:min(100%,26rem);font-size:.92rem;font-variant-numeric:tabular-nums;margin:.5rem 0}
caption{text-align:left;color:var(--soft);padding-bottom:.25rem}
th,td{text-align:left;padding:.25rem .9rem .25rem 0;border-bottom:1px solid var(--rule);vertical-align:top;font-weight:400}
thead th{color:var(--soft)}
summary{cursor:pointer;color:var(--soft);margin-top:.5rem}
footer{max-width:72rem;margin:2.5rem auto 2rem;padding:0 1.25rem;color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
@media (max-width:36rem){.row{grid-template-columns:1fr}}
@media print{details{display:none}figure,.plots,.hand{break-inside:avoid}}
`;
