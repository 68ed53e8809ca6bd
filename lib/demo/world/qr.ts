import QRCode from 'qrcode'
import { type Html, raw } from './html.ts'

const quietModules = 2
const drawn = new Map<string, Html>()

/** The text as a QR code drawn as one SVG path. */
export function qrSvg(text: string): Html {
  let svg = drawn.get(text)
  if (!svg) {
    svg = draw(text)
    drawn.set(text, svg)
  }
  return svg
}

function draw(text: string): Html {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules
  let path = ''
  data.forEach((dark, at) => {
    if (dark)
      path += `M${(at % size) + quietModules} ${Math.floor(at / size) + quietModules}h1v1h-1z`
  })
  const side = size + 2 * quietModules
  return raw(
    `<svg class="qr" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges" role="img" aria-label="QR code"><path d="${path}"/></svg>`,
  )
}
