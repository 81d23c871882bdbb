/** Look of the report: one column, light or dark as the reader has it, and made to be printed. */
export const STYLE = `
:root{--ink:#1b1f24;--dim:#57606a;--line:#d8dee4;--paper:#fff;--wash:#f6f8fa;--accent:#1f6f5c;--critical:#8c1d18;--high:#a3430a;--medium:#7a5b00;--low:#33597a}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ec;--dim:#9aa4af;--line:#353c44;--paper:#14171a;--wash:#1c2126;--accent:#5fc2a8;--critical:#ff9d94;--high:#ffb37a;--medium:#e7c767;--low:#93c0e6}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:52rem;margin:0 auto;padding:3rem 1.25rem 4rem}
h1{font-size:2.1rem;line-height:1.15;margin:.1rem 0 .4rem;letter-spacing:-.02em}
h2{font-size:1.25rem;margin:3rem 0 .9rem;padding-top:1.1rem;border-top:1px solid var(--line)}
h3{font-size:1.02rem;margin:0}
p{margin:.35rem 0}
.kicker{color:var(--accent);font-weight:650;letter-spacing:.08em;text-transform:uppercase;font-size:.78rem;margin:0}
.lead,.dim,footer{color:var(--dim)}
.dim{font-size:.9rem}
.summary{display:grid;grid-template-columns:auto 1fr;gap:1rem 2.5rem;align-items:center;margin-top:2rem;padding:1.5rem;background:var(--wash);border-radius:.6rem}
.number{font-size:4rem;line-height:1;font-weight:680;letter-spacing:-.04em;margin:0}
.number span{font-size:1.6rem;font-weight:500;color:var(--dim);letter-spacing:0}
.change{font-size:.9rem;color:var(--dim)}
.trend svg{width:100%;height:auto;display:block}
.line{fill:none;stroke:var(--accent);stroke-width:2.5;stroke-linejoin:round}
.area{fill:var(--accent);opacity:.12}
circle{fill:var(--accent)}
dl{grid-column:1/-1;display:grid;grid-template-columns:repeat(4,1fr);gap:1rem;margin:0;border-top:1px solid var(--line);padding-top:1rem}
dt{color:var(--dim);font-size:.85rem}
dd{margin:0;font-size:1.35rem;font-weight:620}
table{border-collapse:collapse;width:100%;font-size:.95rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
thead th{font-size:.82rem;color:var(--dim);font-weight:600}
tbody th{font-weight:550}
.bars td,.counts td{font-variant-numeric:tabular-nums;white-space:nowrap;width:1%}
.bars td.bar{width:45%;vertical-align:middle}
.bar span{display:block;height:.55rem;border-radius:.3rem;background:var(--accent);-webkit-print-color-adjust:exact;print-color-adjust:exact}
.findings{padding:0;margin:0;list-style:none}
.findings li{padding:1.1rem 0;border-bottom:1px solid var(--line);break-inside:avoid}
.findings li:last-child{border-bottom:0}
.where{color:var(--dim);font-size:.9rem}
.mend{background:var(--wash);border-left:3px solid var(--accent);padding:.55rem .9rem;border-radius:0 .4rem .4rem 0;font-size:.94rem}
.badge{font-weight:650}
.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low,.informational{color:var(--low)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem;font-size:.88rem}
@media (max-width:36rem){.summary{grid-template-columns:1fr}dl{grid-template-columns:repeat(2,1fr)}.bars td.dim{display:none}}
@media print{main{max-width:none;padding:0}body{font-size:11pt}h2{break-after:avoid}.summary,.mend{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`
