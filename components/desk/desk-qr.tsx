import QRCode from 'qrcode'

const quietModules = 2

/** A text as a QR code, dark on white by night too: cameras expect it so. */
export function DeskQr({ text, label }: { text: string; label: string }) {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules
  const side = size + 2 * quietModules
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
      className="w-full max-w-56 self-center"
    >
      <rect width={side} height={side} rx="1" fill="#fff" />
      <path d={pathOf(data, size)} fill="#000" />
    </svg>
  )
}

function pathOf(data: ArrayLike<number>, size: number): string {
  return Array.from(data, (dark, at) => {
    const [x, y] = [(at % size) + quietModules, Math.floor(at / size) + quietModules]
    return dark ? `M${x} ${y}h1v1h-1z` : ''
  }).join('')
}
