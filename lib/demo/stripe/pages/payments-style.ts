import { pageStyle } from './page-style.ts'

export const paymentsStyle = `${pageStyle}
main{max-width:820px;margin:0 auto;padding:32px 16px 64px;display:grid;gap:16px}
header{display:grid;gap:4px;margin-bottom:8px}
h1{font-size:28px;line-height:1.2}
.payment{background:var(--card);border-radius:var(--radius);padding:20px;box-shadow:0 1px 2px #0001;display:grid;gap:14px;min-width:0}
.top{display:flex;flex-wrap:wrap;gap:6px 12px;align-items:baseline}
.sum{font-size:22px;font-weight:700;font-variant-numeric:tabular-nums;margin:0}
.chip{font-size:14px;font-weight:600;border-radius:99px;padding:2px 12px;background:var(--ground);color:var(--soft)}
.chip.good{background:var(--good-ground);color:var(--good)}
.chip.wait{background:var(--wait-ground);color:var(--wait)}
.chip.bad{background:var(--bad-ground);color:var(--bad)}
.facts{display:grid;grid-template-columns:auto 1fr;gap:2px 14px;margin:0;font-size:15px}
.facts dt{color:var(--soft)}
.facts dd{margin:0;min-width:0;overflow-wrap:anywhere}
.acts{display:flex;flex-wrap:wrap;gap:8px;align-items:end}
.acts:not(:has(*)){display:none}
.acts form{display:flex;flex-wrap:wrap;gap:8px;align-items:end}
.acts input{width:150px}
.acts button{font-size:15px}
details{font-size:15px;min-width:0}
summary{cursor:pointer;min-height:44px;display:flex;align-items:center;font-weight:600}
.events{list-style:none;margin:0;padding:0}
.events li{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center;justify-content:space-between;padding:8px 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
.events button{min-height:44px;font-size:14px;padding:6px 12px}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`
