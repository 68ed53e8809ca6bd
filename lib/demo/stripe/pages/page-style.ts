/** What the sandbox's pages share: type, colours for light and dark, fields and buttons. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#f5f6f8;--card:#fff;--ink:#16181d;--soft:#5a6272;--line:#d5dae2;
--accent:#3d46c2;--on-accent:#fff;--bad:#b3261e;--bad-ground:#fdeceb;--good:#14694a;--good-ground:#e3f4ec;
--wait:#7a5200;--wait-ground:#fdf1d8;--ribbon:#2b2f3a;--radius:14px}
@media(prefers-color-scheme:dark){:root{--ground:#111318;--card:#1b1e26;--ink:#eceef3;--soft:#a3abba;--line:#3a4050;
--accent:#a9b0ff;--on-accent:#12142b;--bad:#ffb4ab;--bad-ground:#3d1b19;--good:#8bd8b5;--good-ground:#14342a;
--wait:#f5cf87;--wait-ground:#3a2e12;--ribbon:#000}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
a{color:var(--accent)}
h1,h2,p{margin:0}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.ribbon{background:var(--ribbon);color:#fff;text-align:center;font-size:14px;padding:8px 16px;letter-spacing:.02em}
.ribbon b{background:#ffd166;color:#2b2200;border-radius:6px;padding:2px 8px;margin-inline-end:8px}
.soft{color:var(--soft)}
.small{font-size:15px}
button,.button{font:inherit;font-weight:600;min-height:48px;padding:10px 18px;border-radius:12px;border:1px solid var(--line);
background:var(--card);color:var(--ink);cursor:pointer;text-decoration:none;display:inline-flex;align-items:center;justify-content:center}
button.main,.button.main{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
label{display:block;font-weight:600;font-size:15px;margin-bottom:6px}
input:not([type=radio]){font:inherit;width:100%;min-height:48px;padding:10px 14px;border:1px solid var(--line);border-radius:12px;
background:var(--ground);color:var(--ink)}
input[aria-invalid=true]{border-color:var(--bad);border-width:2px}
summary::before{content:'▸';margin-inline-end:10px}
[open]>summary::before{content:'▾'}
.fault{color:var(--bad);font-size:15px;margin-top:6px}
.alert{background:var(--bad-ground);color:var(--bad);border-radius:12px;padding:14px 16px;font-weight:600}
`
