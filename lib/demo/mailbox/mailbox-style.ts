/** What the mailbox looks like, in light and dark. */
export const mailboxStyle = `
:root{color-scheme:light dark;--ground:#f5f6f8;--card:#fff;--ink:#16181d;--soft:#5a6272;--line:#d5dae2;--accent:#3d46c2}
@media(prefers-color-scheme:dark){:root{--ground:#111318;--card:#1b1e26;--ink:#eceef3;--soft:#a3abba;--line:#3a4050;--accent:#a9b0ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:860px;margin:0 auto;padding:28px 16px 64px;display:grid;gap:18px;min-width:0}
h1,h2,p,pre{margin:0}
h1{font-size:28px;line-height:1.25;overflow-wrap:anywhere}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.soft{color:var(--soft)}
.search{display:flex;gap:8px;flex-wrap:wrap;align-items:end}
.search div{flex:1 1 220px}
label{display:block;font-weight:600;font-size:15px;margin-bottom:6px}
input{font:inherit;width:100%;min-height:48px;padding:10px 14px;border:1px solid var(--line);border-radius:12px;background:var(--card);color:var(--ink)}
button{font:inherit;font-weight:600;min-height:48px;padding:10px 18px;border:1px solid var(--line);border-radius:12px;background:var(--card);color:var(--ink);cursor:pointer}
.messages{list-style:none;margin:0;padding:0;background:var(--card);border-radius:14px;overflow:hidden;box-shadow:0 1px 2px #0001}
.messages li+li{border-top:1px solid var(--line)}
.messages a{display:grid;grid-template-columns:auto 1fr;gap:2px 14px;padding:14px 18px;color:inherit;text-decoration:none}
.messages a:hover{background:var(--ground)}
.kind{grid-row:span 2;align-self:center;font-size:13px;font-weight:700;letter-spacing:.04em;border:1px solid var(--line);border-radius:8px;padding:4px 8px;color:var(--soft);min-width:62px;text-align:center}
.subject{font-weight:600;overflow-wrap:anywhere}
.meta{font-size:15px;color:var(--soft);overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:auto 1fr;gap:4px 14px;margin:0;font-size:15px}
dt{color:var(--soft)}
dd{margin:0;min-width:0;overflow-wrap:anywhere}
iframe{width:100%;height:min(70vh,760px);border:1px solid var(--line);border-radius:14px;background:#fff}
.paper{background:var(--card);border-radius:14px;padding:18px;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;box-shadow:0 1px 2px #0001}
.bubble{max-width:420px;border-radius:18px 18px 18px 4px}
summary{cursor:pointer;min-height:44px;display:flex;align-items:center;font-weight:600}
summary::before{content:'▸';margin-inline-end:10px}
[open]>summary::before{content:'▾'}
`
