import { pageStyle } from '#lib/demo/stripe/pages/page-style.ts'

export const checkoutStyle = `${pageStyle}
.checkout{max-width:1040px;margin:0 auto;padding:24px 16px 64px;display:grid;gap:24px}
.lender{font-weight:700;letter-spacing:.01em}
.amount{font-size:clamp(34px,9vw,46px);line-height:1.15;font-weight:700;font-variant-numeric:tabular-nums;margin:8px 0 4px}
.lines{list-style:none;margin:24px 0 0;padding:0;font-size:16px}
.lines li{display:flex;justify-content:space-between;gap:16px;padding:12px 0;border-top:1px solid var(--line)}
.card{background:var(--card);border-radius:var(--radius);padding:24px 20px;box-shadow:0 1px 2px #0001,0 12px 32px #0000000f;
display:grid;gap:18px;align-content:start}
.card h1,.card h2{font-size:21px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:14px;align-items:start}
fieldset{border:0;margin:0;padding:0;display:grid;gap:18px;min-width:0}
.methods{gap:8px}
.methods legend{font-weight:600;font-size:15px;margin-bottom:6px;padding:0}
.methods label{display:flex;gap:12px;align-items:center;min-height:48px;margin:0;padding:8px 14px;border:1px solid var(--line);border-radius:12px}
.methods label:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.methods input{width:20px;height:20px;accent-color:var(--accent)}
.only{display:none}
button.main{width:100%;min-height:54px;font-size:18px}
details{font-size:15px}
summary{cursor:pointer;min-height:44px;display:flex;align-items:center;font-weight:600;color:var(--soft)}
details dl{display:grid;grid-template-columns:auto 1fr;gap:4px 14px;margin:8px 0 0}
details dt{font-variant-numeric:tabular-nums;white-space:nowrap}
details dd{margin:0;color:var(--soft)}
.end{max-width:520px;margin:0 auto;padding:48px 16px}
.voucher{font-size:clamp(20px,6vw,28px);letter-spacing:.08em;font-variant-numeric:tabular-nums;font-weight:700;word-break:break-all;
padding:18px;border:2px dashed var(--line);border-radius:12px;text-align:center}
.bars{height:64px;border-radius:6px;background:repeating-linear-gradient(90deg,var(--ink) 0 3px,transparent 3px 6px,var(--ink) 6px 7px,transparent 7px 12px)}
@media(min-width:860px){.checkout{grid-template-columns:1fr 460px;gap:64px;padding-top:56px}.card{padding:32px}.aside{position:sticky;top:24px;align-self:start}}
@media(max-width:380px){details dl{grid-template-columns:1fr;gap:0}details dd{margin-bottom:8px}}
`
