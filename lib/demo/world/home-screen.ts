import type { Phone } from '#lib/demo/mdm/phone.ts'
import type { HomeScreen, LockScreen } from '#lib/demo/mdm/screen.ts'
import { clock } from './clock.ts'
import { type GlyphName, glyph } from './glyphs.ts'
import { type Html, html } from './html.ts'

const apps: [GlyphName, string][] = [
  ['photos', '#e4572e,#f2a541'],
  ['map', '#1f9d6b,#6fd08c'],
  ['music', '#c2255c,#f06595'],
  ['calendar', '#1971c2,#4dabf7'],
  ['clock', '#343a40,#868e96'],
  ['weather', '#1098ad,#66d9e8'],
  ['notes', '#e8a200,#ffd43b'],
  ['shop', '#7048e8,#b197fc'],
]

const dock: [GlyphName, string][] = [
  ['call', '#2b8a3e,#69db7c'],
  ['chat', '#1864ab,#74c0fc'],
  ['browser', '#5f3dc4,#9775fa'],
  ['camera', '#212529,#5c6770'],
]

/** An ordinary home screen, with the lender's word that the phone is open. */
export function homeScreen(phone: Phone, screen: LockScreen | HomeScreen): Html {
  return html`<p class="bigclock" dir="ltr">${clock(phone, 'time')}</p><p class="date">${clock(phone, 'date')}</p>
    ${screen.kind === 'home' && html`<div class="notification"><i></i><div><b>${phone.lenderName}</b><p>${screen.notification}</p></div></div>`}
    <div class="apps">${apps.map(icon)}</div>
    <div class="dock">${dock.map(icon)}</div>`
}

function icon([name, colors]: [GlyphName, string]): Html {
  return html`<span class="app" style="--from:${colors.split(',')[0]};--to:${colors.split(',')[1]}">${glyph(name)}</span>`
}
